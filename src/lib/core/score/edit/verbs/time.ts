import { ticksPerQuarter, type Part, type Score, type ScoreNote } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { changeNotes, layNotes, withGraces } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { byVoice, isGrace, noteEnd, voiceKey } from '../voices.ts';
import { selectedNotes, type NewId, type ScoreSelection } from './selection.ts';

/** A written value: `type` 4 is a quarter, with dots, as one of `actual` in the time of `normal`. */
export interface NoteValue {
	readonly type: 1 | 2 | 4 | 8 | 16 | 32 | 64;
	readonly dots?: 0 | 1 | 2;
	readonly tuplet?: { readonly actual: number; readonly normal: number };
}

/** Length of a value, ticks, rounded where the grid has no such place. */
export function valueTicks({ type, dots = 0, tuplet }: NoteValue): number {
	const plain = ((4 * ticksPerQuarter) / type) * (2 - 0.5 ** dots);
	return Math.max(1, Math.round(tuplet === undefined ? plain : (plain * tuplet.normal) / tuplet.actual));
}

/** Later by ticks, or earlier. Nothing moves when a note would begin before the music does. */
export function moveInTime(score: Score, selection: ScoreSelection, { ticks }: { readonly ticks: number }, newId: NewId): Patch {
	const ids = withGraces(score, selection.noteIds);
	if (selectedNotes(score, { noteIds: ids }).some(({ tick }) => tick + ticks < 0)) return [];
	return diffScores(
		score,
		changeNotes(score, ids, (note) => ({ ...note, tick: note.tick + ticks }), newId)
	);
}

/** Gives notes another length; grace notes keep none. */
export function setTicks(score: Score, selection: ScoreSelection, { ticks }: { readonly ticks: number }, newId: NewId): Patch {
	const change = (note: ScoreNote): ScoreNote => (isGrace(note) || note.ticks === ticks ? note : { ...note, ticks });
	return diffScores(score, changeNotes(score, selection.noteIds, change, newId));
}

export function setValue(score: Score, selection: ScoreSelection, value: NoteValue, newId: NewId): Patch {
	return setTicks(score, selection, { ticks: valueTicks(value) }, newId);
}

/** Adds a dot, or takes it off what has one. */
export function toggleDot(score: Score, selection: ScoreSelection, newId: NewId): Patch {
	return scaleLengths(score, selection, (ticks) => (isPlainValue(ticks / 1.5) ? ticks / 1.5 : ticks * 1.5), newId);
}

/** Makes triplets of plain values, and plain values of triplets. */
export function toggleTriplet(score: Score, selection: ScoreSelection, newId: NewId): Patch {
	return scaleLengths(score, selection, (ticks) => (isPlainValue(ticks * 1.5) ? ticks * 1.5 : (ticks * 2) / 3), newId);
}

const isPlainValue = (ticks: number): boolean => [1, 2, 4, 8, 16, 32, 64].some((type) => (4 * ticksPerQuarter) / type === ticks);

function scaleLengths(score: Score, selection: ScoreSelection, scale: (ticks: number) => number, newId: NewId): Patch {
	const change = (note: ScoreNote): ScoreNote => {
		const ticks = scale(note.ticks);
		return isGrace(note) || !Number.isInteger(ticks) ? note : { ...note, ticks };
	};
	return diffScores(score, changeNotes(score, selection.noteIds, change, newId));
}

/** Cuts the chords that sound through a tick in two that are struck; those of the selection, or all when nothing is selected. */
export function splitAt(score: Score, { noteIds }: ScoreSelection, { tick }: { readonly tick: number }, newId: NewId): Patch {
	let changed = score;
	for (const part of score.parts) {
		const through = part.notes.filter((note) => note.tick < tick && noteEnd(note) > tick);
		const voices = new Set(through.filter(({ id }) => noteIds.size === 0 || noteIds.has(id)).map(voiceKey));
		const put = through
			.filter((note) => voices.has(voiceKey(note)))
			.flatMap((note) => {
				const { lyrics: _lyrics, articulations: _articulations, ...second } = note;
				return [
					{ ...note, ticks: tick - note.tick },
					{ ...second, id: newId(), tick, ticks: noteEnd(note) - tick }
				];
			});
		if (put.length > 0) changed = layNotes(changed, part.id, { put }, newId);
	}
	return diffScores(score, changed);
}

/**
 * Ties each selected note to what follows in its voice. Where the same pitch follows at once, both become one note: whole chords together,
 * and one note of a chord in a voice of its own, so that nothing else changes. Where another follows later, the chord is held until it
 * begins, or to the end of the music. Other notes stay as they are.
 */
export function tieToNext(score: Score, selection: ScoreSelection, newId: NewId): Patch {
	let changed = score;
	for (const { id } of score.parts) {
		const part = changed.parts.find((other) => other.id === id);
		const chosen = new Map<string, ScoreNote[]>();
		for (const note of part?.notes ?? []) {
			if (!selection.noteIds.has(note.id) || isGrace(note)) continue;
			const place = `${voiceKey(note)}/${note.tick}`;
			chosen.set(place, [...(chosen.get(place) ?? []), note]);
		}
		// From the last one back, so that a chain of selected notes becomes one.
		for (const notes of [...chosen.values()].sort((a, b) => (b[0]?.tick ?? 0) - (a[0]?.tick ?? 0))) {
			changed = tieChord(changed, id, notes, newId);
		}
	}
	return diffScores(score, changed);
}

function tieChord(score: Score, partId: string, chosen: readonly ScoreNote[], newId: NewId): Score {
	const part = score.parts.find(({ id }) => id === partId);
	const [first] = chosen;
	if (part === undefined || first === undefined) return score;
	const voice = part.notes.filter((note) => voiceKey(note) === voiceKey(first) && !isGrace(note));
	const chord = voice.filter(({ tick }) => tick === first.tick);
	const nextTick = voice.reduce((tick, note) => (note.tick > first.tick ? Math.min(tick, note.tick) : tick), Infinity);
	const next = voice.filter(({ tick }) => tick === nextTick);
	if (nextTick > noteEnd(first)) {
		const end = nextTick === Infinity ? score.bars.reduce((sum, { ticks }) => sum + ticks, 0) : nextTick;
		const put = chord.map((note) => ({ ...note, ticks: end - note.tick }));
		return end > noteEnd(first) ? layNotes(score, partId, { put }, newId) : score;
	}
	const pairs = chosen.flatMap((note) => {
		const other = next.find(({ pitchMidi }) => pitchMidi === note.pitchMidi);
		return other === undefined ? [] : [{ note, other }];
	});
	if (pairs.length === 0) return score;
	const remove = new Set(pairs.map(({ other }) => other.id));
	const isWhole = pairs.length === chord.length && pairs.length === next.length;
	const tied = pairs.map(({ note, other }) => ({ ...note, ticks: noteEnd(other) - note.tick }));
	const moved = isWhole ? tied : inFreeVoice(part, tied);
	return moved === null ? score : layNotes(score, partId, { put: moved, remove }, newId);
}

/** Notes in the first other voice of their staff that is silent as long as they sound; null when there is none. */
export function inFreeVoice(part: Part, notes: readonly ScoreNote[]): ScoreNote[] | null {
	const [first] = notes;
	if (first === undefined) return null;
	const voices = byVoice(part.notes);
	const ids = new Set(notes.map(({ id }) => id));
	const from = notes.reduce((tick, note) => Math.min(tick, note.tick), Infinity);
	const to = notes.reduce((tick, note) => Math.max(tick, noteEnd(note)), 0);
	for (let voice = 0; voice < 4; voice++) {
		if (voice === first.voice) continue;
		const there = voices.get(voiceKey({ staff: first.staff, voice })) ?? [];
		if (there.every((note) => ids.has(note.id) || note.tick >= to || noteEnd(note) <= from)) {
			return notes.map((note) => ({ ...note, voice }));
		}
	}
	return null;
}
