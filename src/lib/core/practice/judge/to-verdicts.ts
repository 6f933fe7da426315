import { countLeading } from '../../order/index.ts';
import type { AlignedNote, AlignedRun, Alignment } from '../align/align.ts';
import { median } from '../align/clock.ts';
import type { Line, LineNote } from '../align/line.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { Strictness } from '../judgement/strictness.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { TakeContext } from '../take/take-context.ts';
import type { ListenToPartials, Relisten } from '../take/take-note.ts';
import { isOrnamental } from './ornaments.ts';
import { heardNote, type HeardNote, type HeardTake } from './heard-take.ts';
import { chordDeviations, lengthRatio, toNeighbourhood } from './timing.ts';
import { toSpan } from './spans.ts';
import { SoundDoubt } from './sound/sound-doubt.ts';

/** A verdict and what it is of. */
export interface PlacedVerdict {
	readonly verdict: NoteVerdict;
	/** Index into the line's notes; -1 for an extra note. */
	readonly line: number;
	/** Index into the alignment's runs; -1 for a note that was left out between them. */
	readonly run: number;
}

export interface VerdictInput {
	readonly piece: ExpectedPiece;
	readonly line: Line;
	readonly heard: HeardTake;
	readonly alignment: Alignment;
	readonly context: TakeContext;
	readonly strictness: Strictness;
	readonly soundsHigherBy: number;
	readonly relisten: Relisten | undefined;
	readonly partials: ListenToPartials | undefined;
}

/** When a note began is heard less sharply than it is sent: so much more is let pass, ms; a faint note is told no fault of time. */
const soundTiming = { blurMs: 6, sure: 0.6 } as const;
/** Where the song's clock stands against the player's in free playing: as at the beginning of the run. */
const firstAnchors = 5;

/** Every note judged, by its place in the take. */
export function toVerdicts(input: VerdictInput): PlacedVerdict[] {
	const { line, alignment, context, heard } = input;
	const doubt = context.source === 'midi' ? null : new SoundDoubt(input);
	const verdicts: PlacedVerdict[] = [];
	const covered = new Map<number, number>();
	alignment.runs.forEach((run, index) => {
		const next = alignment.runs[index + 1];
		const span = toSpan(line, alignment, index, context);
		const notes = run.notes.filter(({ line: at }) => {
			const group = line.notes[at]?.group ?? -1;
			return group >= span.firstGroup && group <= span.lastGroup;
		});
		const isBrokenOff = next?.arrival === 'restart';
		const originSeconds = median(
			run.anchors.slice(0, firstAnchors).map(({ lineSeconds, takeSeconds }) => takeSeconds - lineSeconds)
		);
		const own: PlacedVerdict[] = [];
		const beside: number[] = [];
		const chords = toChords(line, notes).map((chord) => toStruckChord(chord, heard));
		const neighbourhood = toNeighbourhood(chords.map(({ middleSeconds }) => middleSeconds));
		for (const [at, { chord, struck, deviations }] of chords.entries()) {
			const attempt = attemptOf(chord);
			for (const aligned of chord) {
				const note = line.notes[aligned.line];
				if (note === undefined) continue;
				const take = heardNote(heard, aligned.take);
				const isOther = take !== undefined && !aligned.isRightPitch && doubt?.isWrong(take, aligned, note) === false;
				if (isOther) beside.push(aligned.take);
				const isImagined = take !== undefined && aligned.isRightPitch && doubt?.isImagined(take, aligned, note) === true;
				if (take === undefined || isOther || isImagined) {
					if (isBrokenOff && note.group >= run.lastGroup) continue;
					own.push(...missed(aligned, note, attempt, index, isImagined ? null : doubt));
					continue;
				}
				const ownOffSeconds = deviations[struck.indexOf(aligned)] ?? 0;
				const clockOffSeconds =
					context.mode === 'song' ? take.onsetSeconds - note.seconds : take.onsetSeconds - note.seconds - originSeconds;
				const leapSeconds = ownOffSeconds - (neighbourhood[at] ?? 0);
				own.push(...played({ aligned, note, take, attempt, ownOffSeconds, leapSeconds, clockOffSeconds, run: index }, input));
			}
		}
		own.push(...extras({ ...run, extras: [...run.extras, ...beside] }, index, span.lastSeconds, own, input, doubt));
		verdicts.push(...own);
	});
	verdicts.push(...leftOut(line, alignment, covered));
	return verdicts.sort((a, b) => a.verdict.takeSeconds - b.verdict.takeSeconds || a.line - b.line);

	function attemptOf(chord: readonly AlignedNote[]): number {
		const note = line.notes[chord[0]?.line ?? -1];
		if (note === undefined) return 0;
		const before = covered.get(note.group) ?? 0;
		covered.set(note.group, before + 1);
		return context.mode === 'song' ? note.pass : before;
	}
}

/** A chord of a run, what of it was struck, and how far that is off. */
interface StruckChord {
	readonly chord: readonly AlignedNote[];
	readonly struck: readonly AlignedNote[];
	/** Of each that was struck, seconds. */
	readonly deviations: readonly number[];
	readonly middleSeconds: number | undefined;
}

function toStruckChord(chord: readonly AlignedNote[], heard: HeardTake): StruckChord {
	const found = chord.flatMap((aligned) => {
		const take = heardNote(heard, aligned.take);
		return take === undefined ? [] : [{ aligned, take, dueSeconds: aligned.dueSeconds }];
	});
	const deviations = chordDeviations(found);
	return {
		chord,
		struck: found.map(({ aligned }) => aligned),
		deviations,
		middleSeconds: found.length === 0 ? undefined : median(deviations)
	};
}

function toChords(line: Line, notes: readonly AlignedNote[]): AlignedNote[][] {
	const chords: AlignedNote[][] = [];
	let group = -1;
	for (const note of notes) {
		const own = line.notes[note.line]?.group ?? -1;
		if (own !== group || chords.length === 0) chords.push([]);
		group = own;
		chords.at(-1)?.push(note);
	}
	return chords;
}

/** The verdict of a note and of the unisons that one key plays with it. */
function withUnisons({ expected, unisons }: LineNote, verdict: NoteVerdict, line: number, run: number): PlacedVerdict[] {
	return [expected, ...unisons].map(({ id, noteId, pitchMidi }, at) => ({
		verdict: { ...verdict, expectedId: id, noteId, expectedMidi: pitchMidi },
		// Only the first of them is counted in figures; the others are coloured with it.
		line: at === 0 ? line : -2,
		run
	}));
}

function missed(aligned: AlignedNote, note: LineNote, attempt: number, run: number, doubt: SoundDoubt | null): PlacedVerdict[] {
	const base: NoteVerdict = {
		kind: 'missed',
		bar: note.expected.bar,
		attempt,
		takeSeconds: aligned.dueSeconds,
		confidence: 1
	};
	const heard = doubt === null ? base : doubt.ofMissed(base, aligned, note);
	const verdict: NoteVerdict = note.expected.isDoubtful ? { ...heard, kind: 'unsure', confidence: 0.5 } : heard;
	return withUnisons(note, verdict, aligned.line, run);
}

interface Played {
	readonly aligned: AlignedNote;
	readonly note: LineNote;
	readonly take: HeardNote;
	readonly attempt: number;
	readonly ownOffSeconds: number;
	/** The same, against what the chords beside it are off. */
	readonly leapSeconds: number;
	readonly clockOffSeconds: number;
	readonly run: number;
}

function played(
	{ aligned, note, take, attempt, ownOffSeconds, leapSeconds, clockOffSeconds, run }: Played,
	{ context, strictness, soundsHigherBy }: VerdictInput
): PlacedVerdict[] {
	const ownTempoMs = round(ownOffSeconds * 1000);
	const songClockMs = round(clockOffSeconds * 1000);
	const timingMs = context.mode === 'song' ? songClockMs : ownTempoMs;
	const isFromSound = context.source !== 'midi';
	const toleranceMs = strictness.toleranceMs + (isFromSound ? soundTiming.blurMs : 0);
	const isBent = context.mode === 'free' && Math.abs(1000 * leapSeconds) <= toleranceMs;
	const isOnTime = isBent || Math.abs(timingMs) <= toleranceMs;
	const timing = isOnTime ? 'onTime' : timingMs < 0 ? 'early' : 'late';
	const isClear = !isFromSound || isOnTime || take.confidence >= soundTiming.sure;
	const isTimed = !note.expected.isGrace && isClear;
	const playedMidi = take.pitchMidi - soundsHigherBy - context.transposeSemitones;
	const isOctave = (playedMidi - note.expected.pitchMidi) % 12 === 0;
	const ratio = lengthRatio(take, note.endSeconds - note.seconds, aligned);
	const verdict: NoteVerdict = {
		kind: aligned.isRightPitch ? 'right' : 'wrong',
		takeNote: take.index,
		bar: note.expected.bar,
		attempt,
		playedMidi,
		...(aligned.isRightPitch ? {} : { wrongBy: isOctave ? ('octave' as const) : ('pitch' as const) }),
		...(isTimed ? { timing, timingMs } : {}),
		songClockMs,
		ownTempoMs,
		takeSeconds: take.onsetSeconds,
		...(ratio === undefined ? {} : { lengthRatio: ratio }),
		velocity: take.velocity,
		...(take.cents === undefined ? {} : { cents: take.cents }),
		confidence: take.confidence
	};
	return withUnisons(note, verdict, aligned.line, run);
}

const round = (value: number): number => Math.round(value * 10) / 10;

function extras(
	run: AlignedRun,
	index: number,
	lastSeconds: number,
	own: readonly PlacedVerdict[],
	{ line, heard, context, soundsHigherBy }: VerdictInput,
	doubt: SoundDoubt | null
): PlacedVerdict[] {
	const places = own.filter(({ line: at }) => at >= 0).sort((a, b) => a.verdict.takeSeconds - b.verdict.takeSeconds);
	return run.extras.flatMap((at): PlacedVerdict[] => {
		const take = heard.sure[at];
		if (take === undefined || take.onsetSeconds > lastSeconds) return [];
		if (isOrnamental(take, run, line)) return [];
		const near = nearest(places, take.onsetSeconds);
		const verdict: NoteVerdict = {
			kind: 'extra',
			takeNote: take.index,
			bar: near?.verdict.bar ?? 0,
			attempt: near?.verdict.attempt ?? 0,
			playedMidi: take.pitchMidi - soundsHigherBy - context.transposeSemitones,
			takeSeconds: take.onsetSeconds,
			velocity: take.velocity,
			confidence: take.confidence
		};
		const isBlamed = doubt === null || doubt.isBlamed(take);
		return isBlamed ? [{ verdict, line: -1, run: index }] : [];
	});
}

function nearest(places: readonly PlacedVerdict[], seconds: number): PlacedVerdict | undefined {
	const begun = countLeading(places.length, (at) => (places[at]?.verdict.takeSeconds ?? Infinity) <= seconds);
	return places[Math.max(0, begun - 1)];
}

/** What the player leapt over and never came back to. */
function leftOut(line: Line, { runs }: Alignment, covered: ReadonlyMap<number, number>): PlacedVerdict[] {
	const reached = [...covered.keys()];
	const first = reached.reduce((least, group) => Math.min(least, group), Infinity);
	const last = reached.reduce((most, group) => Math.max(most, group), -1);
	const verdicts: PlacedVerdict[] = [];
	for (let group = first; group <= last; group++) {
		if (covered.has(group)) continue;
		const { first: from = 0, count = 0 } = line.groups[group] ?? {};
		const next = runs.find((run) => run.firstGroup > group);
		const takeSeconds = next?.anchors[0]?.takeSeconds ?? 0;
		for (let at = from; at < from + count; at++) {
			const note = line.notes[at];
			if (note === undefined) continue;
			const verdict: NoteVerdict = { kind: 'missed', bar: note.expected.bar, attempt: 0, takeSeconds, confidence: 1 };
			verdicts.push(...withUnisons(note, verdict, at, -1));
		}
	}
	return verdicts;
}
