import type { TakeContext } from '../take/take-context.ts';
import type { TakeNote } from '../take/take-note.ts';
import { median, toOwnClock, type Anchor, type OwnClock } from './clock.ts';
import type { Line, LineNote } from './line.ts';
import { pairSamePitch, pairWrongPitch, type Pair, type Timed } from './pair-notes.ts';
import { placeNotes } from './place-notes.ts';
import { toRuns, type Arrival, type Run } from './runs.ts';
import { toSongOffset } from './song-offset.ts';

/** An expected note and what became of it. */
export interface AlignedNote {
	/** Index into the line's notes. */
	readonly line: number;
	/** Index into the notes, the faint ones counted on behind the sure ones; -1 when nothing was found. */
	readonly take: number;
	readonly isRightPitch: boolean;
	/** When the player's own tempo had it due, seconds of the take. */
	readonly dueSeconds: number;
	/** Seconds of the take for a second of the line, there. */
	readonly slope: number;
}

/** A stretch played in one go. */
export interface AlignedRun {
	readonly arrival: Arrival;
	readonly firstGroup: number;
	readonly lastGroup: number;
	/** Every note of the groups that were passed, in the line's order. */
	readonly notes: readonly AlignedNote[];
	/** Indices of sure notes that belong to nothing. */
	readonly extras: readonly number[];
	readonly clock: OwnClock;
	readonly anchors: readonly Anchor[];
}

export interface Alignment {
	readonly runs: readonly AlignedRun[];
	/**
	 * Share of the notes on both sides that found each other at the right pitch, 0 to 1, less what a jump or a stop finds by
	 * chance alone: whoever may jump at will finds half of any music in any other.
	 */
	readonly fit: number;
}

/** Right notes are looked for this far from where they are due, seconds: first by a guess of the tempo, then by the tempo itself. */
const windows = { first: 0.5, then: 0.36 };
/** A faint note is taken for one that is missing only this near to where it is due, seconds. */
const faintWindowSeconds = 0.17;
/** Of faint notes, those that were heard this well come before a slip; and a slip is surely heard, and close by. */
const halfSure = 0.2;
const certainConfidence = 0.9;
const slip = { seconds: 0.09, semitones: 5 };
/** What is left over at the beginning or end of a run, up to this many groups, was missed rather than never begun. */
const edgeGroups = 4;
/** Below this, someone who plays along may have gone elsewhere or keep another time; then that must explain this much more. */
const lostFit = 0.9;
const foundFit = 0.1;

/** What was played, latency taken off, each by onset. */
export interface Played {
	/** They tell where the player is. */
	readonly sure: readonly TakeNote[];
	/** They only fill in for notes that are missing. */
	readonly faint: readonly TakeNote[];
}

/** Finds which expected note each played note is. */
export function align(line: Line, played: Played, context: Pick<TakeContext, 'mode'>): Alignment {
	if (line.notes.length === 0 || played.sure.length === 0) return { runs: [], fit: 0 };
	if (context.mode === 'free') return alignFreely(line, played);
	const along = alignAlong(line, played);
	if (along.fit >= lostFit) return along;
	const freely = alignFreely(line, played);
	return freely.fit > along.fit + foundFit ? freely : along;
}

function alignFreely(line: Line, played: Played): Alignment {
	const notes = played.sure;
	const runs = toRuns(line, notes, placeNotes(line, notes));
	const spans = toSpans(line, runs);
	const aligned = runs.map((run, at) => {
		const [from, to] = spans[at] ?? [run.firstGroup, run.lastGroup];
		const clock = toOwnClock(usefulAnchors(line, run.anchors), line.beatSeconds);
		return alignRun(line, played, run.arrival, run.notes, [from, to], clock, run.anchors);
	});
	return toAlignment(aligned, notes);
}

/** Everyone who plays along is in one run: the song's clock goes on whatever happens. */
function alignAlong(line: Line, played: Played): Alignment {
	const notes = played.sure;
	const offset = toSongOffset(line, notes);
	const clock: OwnClock = { at: (lineSeconds) => ({ seconds: lineSeconds + offset, slope: 1 }) };
	const all = notes.map((_, at) => at);
	return toAlignment([alignRun(line, played, 'start', all, [0, line.groups.length - 1], clock, [])], notes);
}

/** Notes that are found by chance after a jump to where they fit best, and after a stop. */
const byChance: Readonly<Record<Arrival, number>> = { start: 0, restart: 8, skip: 8, pause: 2 };

function toAlignment(runs: readonly AlignedRun[], notes: readonly TakeNote[]): Alignment {
	let right = 0;
	let due = 0;
	for (const run of runs) {
		right -= byChance[run.arrival];
		for (const { take, isRightPitch } of run.notes) {
			due++;
			if (take >= 0 && isRightPitch) right++;
		}
	}
	return { runs, fit: due + notes.length === 0 ? 0 : (2 * Math.max(0, right)) / (due + notes.length) };
}

/** The groups of each run, with those beside it that were missed rather than never begun. */
function toSpans(line: Line, runs: readonly Run[]): (readonly [number, number])[] {
	return runs.map((run, at) => {
		const previous = runs[at - 1];
		const next = runs[at + 1];
		let from = run.firstGroup;
		let to = run.lastGroup;
		if (previous === undefined && from <= edgeGroups) from = 0;
		if (previous !== undefined && previous.lastGroup < from && from - previous.lastGroup <= 2) from = previous.lastGroup + 1;
		if (next === undefined && line.groups.length - 1 - to <= edgeGroups) to = line.groups.length - 1;
		return [from, to] as const;
	});
}

/** Grace notes come when the hand likes: they tell no tempo. */
function usefulAnchors(line: Line, anchors: Run['anchors']): Anchor[] {
	const plain = anchors.filter(({ group }) => line.notes[line.groups[group]?.first ?? -1]?.expected.isGrace === false);
	return plain.length > 1 ? plain : [...anchors];
}

function alignRun(
	line: Line,
	{ sure: notes, faint }: Played,
	arrival: Arrival,
	played: readonly number[],
	[firstGroup, lastGroup]: readonly [number, number],
	firstClock: OwnClock,
	firstAnchors: readonly Anchor[]
): AlignedRun {
	const due: number[] = [];
	for (let group = firstGroup; group <= lastGroup; group++) {
		const { first = 0, count = 0 } = line.groups[group] ?? {};
		for (let at = first; at < first + count; at++) due.push(at);
	}
	const takes: Timed[] = played
		.map((index) => ({ index, seconds: notes[index]?.onsetSeconds ?? 0, pitchMidi: notes[index]?.pitchMidi ?? -1 }))
		.sort((a, b) => a.seconds - b.seconds);
	const dues = (clock: OwnClock): Timed[] =>
		due
			.map((index) => {
				const note = line.notes[index];
				return { index, seconds: clock.at(note?.seconds ?? 0).seconds, pitchMidi: note?.pitchMidi ?? -1 };
			})
			.sort((a, b) => a.seconds - b.seconds);
	const rough = pairSamePitch(dues(firstClock), takes, windows.first);
	const anchors = anchorsOf(line, notes, rough);
	const clock = anchors.length > 1 ? toOwnClock(anchors, line.beatSeconds) : firstClock;
	const timed = dues(clock);
	const right = pairSamePitch(timed, takes, windows.then);
	const [dueLeft, takesLeft] = [
		leftOver(
			timed,
			right.map(({ due: at }) => at)
		),
		leftOver(
			takes,
			right.map(({ played: at }) => at)
		)
	];
	const faintNotes = faintWhile(faint, notes.length, timed);
	const isHalfSure = ({ index }: Timed): boolean => (faint[index - notes.length]?.confidence ?? 0) >= halfSure;
	const likely = pairSamePitch(dueLeft, faintNotes.filter(isHalfSure), faintWindowSeconds);
	const unlikely = leftOver(
		dueLeft,
		likely.map(({ due: at }) => at)
	);
	// What was surely struck right beside a missing note took its place, whatever faint thing was heard there.
	const certain = takesLeft.filter(({ index }) => (notes[index]?.confidence ?? 0) >= certainConfidence);
	const slips = faint.length === 0 ? [] : pairWrongPitch(unlikely, certain, slip);
	const open = leftOver(
		unlikely,
		slips.map(({ due: at }) => at)
	);
	const weakly = pairSamePitch(open, faintNotes, faintWindowSeconds);
	const faintly = [...likely, ...weakly];
	const missing = leftOver(
		open,
		weakly.map(({ due: at }) => at)
	);
	const strange = leftOver(
		takesLeft,
		slips.map(({ played: at }) => at)
	);
	const wrong = [...slips, ...pairWrongPitch(missing, strange)];
	const found = new Map<number, { take: number; isRightPitch: boolean }>();
	for (const pair of [...right, ...faintly]) found.set(pair.due, { take: pair.played, isRightPitch: true });
	for (const pair of wrong) found.set(pair.due, { take: pair.played, isRightPitch: false });
	const paired = new Set([...found.values()].map(({ take }) => take));
	return {
		arrival,
		firstGroup,
		lastGroup,
		clock,
		anchors: anchors.length > 1 ? anchors : firstAnchors,
		notes: due.map((index) => {
			const { seconds, slope } = clock.at(line.notes[index]?.seconds ?? 0);
			return { line: index, ...(found.get(index) ?? { take: -1, isRightPitch: false }), dueSeconds: seconds, slope };
		}),
		extras: played.filter((at) => !paired.has(at))
	};
}

/** Faint notes while a run lasted. */
function faintWhile(faint: readonly TakeNote[], firstIndex: number, due: readonly Timed[]): Timed[] {
	const from = (due[0]?.seconds ?? Infinity) - faintWindowSeconds;
	const to = (due.at(-1)?.seconds ?? -Infinity) + faintWindowSeconds;
	return faint.flatMap(({ onsetSeconds, pitchMidi }, at) =>
		onsetSeconds < from || onsetSeconds > to ? [] : [{ index: firstIndex + at, seconds: onsetSeconds, pitchMidi }]
	);
}

function leftOver(all: readonly Timed[], taken: readonly number[]): Timed[] {
	const set = new Set(taken);
	return all.filter(({ index }) => !set.has(index));
}

/** One anchor for each group that was found: the middle of its notes. */
function anchorsOf(line: Line, notes: readonly TakeNote[], pairs: readonly Pair[]): Anchor[] {
	const byGroup = new Map<number, { line: LineNote; seconds: number[] }>();
	for (const { due, played } of pairs) {
		const note = line.notes[due];
		const take = notes[played];
		if (note === undefined || take === undefined || note.expected.isGrace) continue;
		const own = byGroup.get(note.group);
		if (own === undefined) byGroup.set(note.group, { line: note, seconds: [take.onsetSeconds] });
		else own.seconds.push(take.onsetSeconds);
	}
	return [...byGroup.values()]
		.map(({ line: { seconds: lineSeconds }, seconds }) => ({ lineSeconds, takeSeconds: median(seconds) }))
		.sort((a, b) => a.lineSeconds - b.lineSeconds);
}
