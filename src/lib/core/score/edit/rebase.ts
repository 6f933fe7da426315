import { endTick } from '../bars.ts';
import { secondsToTick, tickToSeconds } from '../clock.ts';
import { ticksPerQuarter, type Score, type ScoreNote } from '../score.ts';
import { diffScores } from './apply-patch.ts';
import { layNotes } from './lay-notes.ts';
import { changedFields } from './list-edit.ts';
import type { Patch } from './patch.ts';
import { isSame } from './same.ts';

/** Notes of one pitch that sound so near to each other are the same note, heard twice; seconds. */
const sameNoteSeconds = 0.08;

/** What is carried to another score lands on a grid of twelve to the quarter. */
const gridTicks = ticksPerQuarter / 12;

/**
 * The edits that made `base` into `edited`, as a patch for a score that was written anew from the same recording: notes are found again
 * by their pitch and the time they sound at. Notes taken out, put in and changed, chord symbols and sections are carried; another
 * order of bars, other keys and meters are not, since the new score has bars of its own.
 */
export function rebaseEdits(base: Score, edited: Score, fresh: Score, newId: () => string): Patch {
	const place = (tick: number): number => {
		const there = secondsToTick(fresh.tempoMap, tickToSeconds(edited.tempoMap, tick));
		return Math.max(0, Math.round(there / gridTicks) * gridTicks);
	};
	let changed = fresh;
	edited.parts.forEach((part, index) => {
		const target = fresh.parts.find(({ id }) => id === part.id) ?? fresh.parts[index];
		const old = base.parts.find(({ id }) => id === part.id);
		if (target === undefined || old === undefined) return;
		const twin = toTwins(old.notes, base, target.notes, fresh);
		const kept = new Set(part.notes.map(({ id }) => id));
		const before = new Map(old.notes.map((note) => [note.id, note]));
		const remove = new Set(old.notes.filter(({ id }) => !kept.has(id)).flatMap(({ id }) => twin.get(id)?.id ?? []));
		const put = part.notes.flatMap((note): ScoreNote[] => {
			const was = before.get(note.id);
			if (was !== undefined && isSame(was, note)) return [];
			const found = was === undefined ? undefined : twin.get(was.id);
			const staff = Math.min(note.staff, target.staves.length - 1);
			if (was === undefined || found === undefined) return [{ ...note, id: newId(), tick: place(note.tick), staff }];
			return [{ ...changeLike(found, was, note), staff: was.staff === note.staff ? found.staff : staff }];
		});
		if (put.length > 0 || remove.size > 0) changed = layNotes(changed, target.id, { put, remove }, newId);
	});
	const end = endTick(changed);
	const isInside = ({ tick }: { readonly tick: number }): boolean => tick < end;
	return diffScores(fresh, {
		...changed,
		chords: rebaseMarks(base.chords, edited.chords, fresh.chords, place, newId).filter(isInside),
		sections: rebaseMarks(base.sections, edited.sections, fresh.sections, place, newId).filter(isInside)
	});
}

/** The note of the other score that each note is; one for one, the nearest first. */
function toTwins(notes: readonly ScoreNote[], from: Score, others: readonly ScoreNote[], to: Score): Map<string, ScoreNote> {
	const byPitch = new Map<number, { readonly note: ScoreNote; readonly seconds: number }[]>();
	for (const note of others) {
		const list = byPitch.get(note.pitchMidi) ?? [];
		byPitch.set(note.pitchMidi, list);
		list.push({ note, seconds: tickToSeconds(to.tempoMap, note.tick) });
	}
	const pairs = notes.flatMap(({ id, pitchMidi, tick }) => {
		const seconds = tickToSeconds(from.tempoMap, tick);
		return (byPitch.get(pitchMidi) ?? [])
			.map((other) => ({ id, note: other.note, distance: Math.abs(other.seconds - seconds) }))
			.filter(({ distance }) => distance <= sameNoteSeconds);
	});
	const twins = new Map<string, ScoreNote>();
	const taken = new Set<string>();
	for (const { id, note } of pairs.sort((a, b) => a.distance - b.distance)) {
		if (twins.has(id) || taken.has(note.id)) continue;
		twins.set(id, note);
		taken.add(note.id);
	}
	return twins;
}

/** What means something for one pitch alone. */
const ofPitch: ReadonlySet<string> = new Set(['spelling', 'string', 'fret', 'isStringLocked']);

/** A note changed as another one was: moved as far, everything else as it was set. */
function changeLike(note: ScoreNote, was: ScoreNote, is: ScoreNote): ScoreNote {
	const changes = changedFields(was, is);
	const changed = new Set([...Object.keys(changes?.fields ?? {}), ...(changes?.unset ?? [])]);
	const pick = <K extends keyof ScoreNote>(name: K): Partial<Pick<ScoreNote, K>> => {
		const isOfPitch = changed.has('pitchMidi') && ofPitch.has(name);
		const value = isOfPitch || changed.has(name) ? is[name] : note[name];
		const one: Partial<Pick<ScoreNote, K>> = {};
		if (value !== undefined) one[name] = value;
		return one;
	};
	return {
		id: note.id,
		tick: Math.max(0, note.tick + is.tick - was.tick),
		ticks: changed.has('ticks') ? is.ticks : note.ticks,
		pitchMidi: is.pitchMidi,
		staff: note.staff,
		voice: changed.has('voice') ? is.voice : note.voice,
		velocity: changed.has('velocity') ? is.velocity : note.velocity,
		...pick('spelling'),
		...pick('grace'),
		...pick('articulations'),
		...pick('string'),
		...pick('fret'),
		...pick('isStringLocked'),
		...pick('technique'),
		...pick('lyrics'),
		...(note.evidence === undefined ? {} : { evidence: { ...note.evidence, ...sureness(was, is) } })
	};
}

/** The user's word for a note that was kept. */
function sureness({ evidence: was }: ScoreNote, { evidence: is }: ScoreNote): { readonly confidence?: number } {
	return is === undefined || is.confidence === was?.confidence ? {} : { confidence: is.confidence };
}

type Mark = { readonly id: string; readonly tick: number };

/** Marks that were put in or changed replace what is at their place; those taken out take that away. */
function rebaseMarks<T extends Mark>(
	base: readonly T[],
	edited: readonly T[],
	fresh: readonly T[],
	place: (tick: number) => number,
	newId: () => string
): T[] {
	const before = new Map(base.map((mark) => [mark.id, mark]));
	const kept = new Set(edited.map(({ id }) => id));
	const put = edited
		.filter((mark) => !isSame(before.get(mark.id), mark))
		.map((mark) => ({ ...mark, id: newId(), tick: place(mark.tick) }));
	const gone = base.filter(({ id }) => !kept.has(id)).map(({ tick }) => place(tick));
	const taken = new Set([...gone, ...put.map(({ tick }) => tick)]);
	return [...fresh.filter(({ tick }) => !taken.has(tick)), ...put].sort((a, b) => a.tick - b.tick);
}
