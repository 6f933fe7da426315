import { countUpTo } from '../../order/index.ts';
import type { ScoreNote } from '../score.ts';
import { compareListed } from './list-edit.ts';

export const isGrace = (note: Pick<ScoreNote, 'grace' | 'ticks'>): boolean => note.grace !== undefined || note.ticks === 0;
export const noteEnd = ({ tick, ticks }: Pick<ScoreNote, 'tick' | 'ticks'>): number => tick + ticks;
/** One number for each voice of each staff. */
export const voiceKey = ({ staff, voice }: Pick<ScoreNote, 'staff' | 'voice'>): number => 4 * staff + voice;

/**
 * Makes room in each voice for the notes that were edited, so that in one voice notes begin and end together or do not overlap:
 *
 * - what is edited stays, and what else begins under it is replaced by it;
 * - a note that sounds into an edited one ends where that begins;
 * - a note that begins together with an edited one is in a chord with it and takes its length; one of the same pitch goes;
 * - edited notes that begin together take the longest of their lengths, at most to where the next edited one begins;
 * - grace notes go with the last note that they belong to.
 *
 * @param notes of one part, sound before the edit; in any order
 * @returns the notes that are left, in the order of a part
 */
export function settleVoices(notes: readonly ScoreNote[], edited: ReadonlySet<string>): ScoreNote[] {
	const touched = new Set(notes.filter(({ id }) => edited.has(id)).map(voiceKey));
	const settled: ScoreNote[] = [];
	for (const [key, group] of byVoice(notes)) {
		for (const note of touched.has(key) ? settleVoice(group, edited) : group) settled.push(note);
	}
	return settled.sort(compareListed);
}

export function byVoice(notes: readonly ScoreNote[]): Map<number, ScoreNote[]> {
	const groups = new Map<number, ScoreNote[]>();
	for (const note of notes) {
		const group = groups.get(voiceKey(note));
		if (group === undefined) groups.set(voiceKey(note), [note]);
		else group.push(note);
	}
	return groups;
}

function settleVoice(notes: readonly ScoreNote[], edited: ReadonlySet<string>): ScoreNote[] {
	const ours = notes.filter((note) => edited.has(note.id) && !isGrace(note));
	const onsets = [...new Set(ours.map(({ tick }) => tick))].sort((a, b) => a - b);
	const lengths = new Map<number, number>();
	for (const { tick, ticks } of ours) lengths.set(tick, Math.max(lengths.get(tick) ?? 0, ticks));
	onsets.forEach((tick, index) => {
		lengths.set(tick, Math.min(lengths.get(tick) ?? 0, (onsets[index + 1] ?? Infinity) - tick));
	});
	const isTaken = new Set<string>();
	const left: ScoreNote[] = [];
	const keep = (note: ScoreNote, ticks: number): void => {
		const place = `${note.tick}/${note.pitchMidi}`;
		if (isTaken.has(place)) return;
		isTaken.add(place);
		left.push(note.ticks === ticks ? note : { ...note, ticks });
	};
	for (const note of ours) keep(note, lengths.get(note.tick) ?? note.ticks);
	for (const note of notes) {
		if (isGrace(note) || edited.has(note.id)) continue;
		const own = lengths.get(note.tick);
		if (own !== undefined) {
			keep(note, own);
			continue;
		}
		const next = countUpTo(onsets, note.tick);
		const last = onsets[next - 1];
		if (last !== undefined && last + (lengths.get(last) ?? 0) > note.tick) continue;
		left.push(noteEnd(note) <= (onsets[next] ?? Infinity) ? note : { ...note, ticks: (onsets[next] ?? 0) - note.tick });
	}
	const before = new Set(notes.filter((note) => !isGrace(note)).map(({ tick }) => tick));
	const after = new Set(left.map(({ tick }) => tick));
	const graces = notes.filter((note) => isGrace(note) && (after.has(note.tick) || !before.has(note.tick)));
	return [...left, ...graces];
}
