import { endTick } from '../bars.ts';
import { secondsToTick, tickToSeconds } from '../clock.ts';
import { withoutStrings, withStrings } from '../../fretboard/edit-strings.ts';
import { ticksPerQuarter, type Part, type Score, type ScoreNote } from '../score.ts';
import { diffScores } from './apply-patch.ts';
import { layNotes } from './lay-notes.ts';
import { changedFields } from './list-edit.ts';
import type { Patch } from './patch.ts';
import { rebaseBars } from './rebase-bars.ts';
import { isSame } from './same.ts';
import { toTwins } from './twins.ts';

/** What is carried to another score lands on a grid of twelve to the quarter. */
const gridTicks = ticksPerQuarter / 12;
/** Places found through the clock are this far off at most when nothing moved. */
const roundingTicks = gridTicks / 2;

/** A patch that does edits again on another score, and what it leaves out, in words; empty when nothing is. */
export interface RebasedEdits {
	readonly patch: Patch;
	readonly lost: readonly string[];
}

/**
 * The edits that made `base` into `edited`, for a score that was written anew from the same recording: notes are found again by their
 * pitch and the time they sound at, bars by the time they begin at. Carried are notes taken out, put in and changed; bars taken out and
 * written in, meters, keys, printed tempos, chord symbols and sections; and what a part is called, sounds like and is strung with.
 */
export function rebaseEdits(base: Score, edited: Score, fresh: Score, newId: () => string): RebasedEdits {
	const { score: rebarred, inserted, lost: lostBars } = rebaseBars(base, edited, fresh, newId);
	const lost = [...lostBars];
	const place = (tick: number): number => {
		const run = inserted.find(({ fromTick, toTick }) => tick >= fromTick && tick < toTick);
		if (run !== undefined) return run.placeTick + tick - run.fromTick;
		const there = tickThere(edited, rebarred, tick);
		return Math.max(0, Math.round(there / gridTicks) * gridTicks);
	};
	let changed = rebarred;
	edited.parts.forEach((part, index) => {
		const found = changed.parts.find(({ id }) => id === part.id) ?? changed.parts[index];
		const old = base.parts.find(({ id }) => id === part.id);
		if (found === undefined || old === undefined) {
			lost.push(`the part “${part.name}”`);
			return;
		}
		const target = headChanged(found, old, part, changed.tempoMap);
		changed = { ...changed, parts: changed.parts.map((each) => (each === found ? target : each)) };
		const twin = toTwins(old.notes, base, target.notes, changed);
		const kept = new Set(part.notes.map(({ id }) => id));
		const before = new Map(old.notes.map((note) => [note.id, note]));
		const remove = new Set(old.notes.filter(({ id }) => !kept.has(id)).flatMap(({ id }) => twin.get(id)?.id ?? []));
		const put = part.notes.flatMap((note): ScoreNote[] => {
			const was = before.get(note.id);
			if (was !== undefined && isUnedited(base, edited, was, note)) return [];
			const found = was === undefined ? undefined : twin.get(was.id);
			const staff = Math.min(note.staff, target.staves.length - 1);
			if (was === undefined || found === undefined) return [{ ...note, id: newId(), tick: place(note.tick), staff }];
			return [
				{ ...changeLike(found, moved(base, edited, was, note), note), staff: was.staff === note.staff ? found.staff : staff }
			];
		});
		if (put.length > 0 || remove.size > 0) changed = layNotes(changed, target.id, { put, remove }, newId);
	});
	const end = endTick(changed);
	const isInside = ({ tick }: { readonly tick: number }): boolean => tick < end;
	const marks = <T extends Mark>(old: readonly T[], now: readonly T[], there: readonly T[], name: string, to = place): T[] => {
		const all = rebaseMarks(old, now, there, to, newId);
		const left = all.filter(isInside);
		if (left.length < all.length) lost.push(`${name} behind the end`);
		return left;
	};
	const patch = diffScores(fresh, {
		...changed,
		chords: marks(base.chords, edited.chords, changed.chords, 'chord symbols'),
		sections: marks(base.sections, edited.sections, changed.sections, 'sections'),
		tempoMarks: marks(base.tempoMarks, edited.tempoMarks, changed.tempoMarks, 'tempos', (tick) => (tick === 0 ? 0 : place(tick)))
	});
	return { patch, lost };
}

/** Looked at a little behind a place, for bars that were written in at it stand before what was there. */
const behindTicks = ticksPerQuarter / 8;

/** The tick of one score at which a tick of another sounds. */
function tickThere(from: Score, to: Score, tick: number): number {
	if (from.tempoMap === to.tempoMap) return tick;
	return secondsToTick(to.tempoMap, tickToSeconds(from.tempoMap, tick + behindTicks)) - behindTicks;
}

/** Shifts found through a clock that bars have changed are rounded to this, a 96th of a quarter. */
const shiftTicks = ticksPerQuarter / 96;

/** A note as it would be had nothing but the bars before it changed; `is` says where it is after all. */
function moved(base: Score, edited: Score, was: ScoreNote, is: ScoreNote): ScoreNote {
	if (base.tempoMap === edited.tempoMap) return was;
	const shift = is.tick - tickThere(base, edited, was.tick);
	return { ...was, tick: is.tick - Math.round(shift / shiftTicks) * shiftTicks };
}

/** Bars before a note move it without anybody having touched it; what is lost to rounding is no edit. */
function isUnedited(base: Score, edited: Score, was: ScoreNote, is: ScoreNote): boolean {
	if (isSame(was, is)) return true;
	const there = tickThere(base, edited, was.tick);
	return Math.abs(there - is.tick) <= roundingTicks && isSame({ ...was, tick: is.tick }, is);
}

/** A part with the name, sound and strings that another one was given by hand. */
function headChanged(target: Part, was: Part, is: Part, tempoMap: Score['tempoMap']): Part {
	const named: Part = {
		...target,
		name: was.name === is.name ? target.name : is.name,
		programme: was.programme === is.programme ? target.programme : is.programme
	};
	if (isSame(was.fretboard, is.fretboard)) return named;
	return is.fretboard === undefined ? withoutStrings(named) : withStrings(named, is.fretboard, tempoMap);
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
		.filter((mark) => !isSaid(before.get(mark.id), mark))
		.map((mark) => ({ ...mark, id: newId(), tick: place(mark.tick) }));
	const gone = base.filter(({ id }) => !kept.has(id)).map(({ tick }) => place(tick));
	const taken = new Set([...gone, ...put.map(({ tick }) => tick)]);
	return [...fresh.filter(({ tick }) => !taken.has(tick)), ...put].sort((a, b) => a.tick - b.tick);
}

/** Whether a mark says what it said: one that bars before it have moved does. */
const isSaid = <T extends Mark>(was: T | undefined, is: T): boolean => was !== undefined && isSame({ ...was, tick: is.tick }, is);
