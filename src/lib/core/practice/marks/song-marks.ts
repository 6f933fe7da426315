import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { TakeNote } from '../take/take-note.ts';

/** What is drawn of a verdict: a right note that came early or late is marked by its time. */
export const markKinds = ['right', 'wrong', 'missed', 'extra', 'early', 'late', 'unsure'] as const;
export type MarkKind = (typeof markKinds)[number];

/** A verdict where it belongs on the song's own clock. */
export interface SongMark {
	readonly kind: MarkKind;
	readonly verdict: NoteVerdict;
	/** Of the expected note; of what was played where nothing was expected. Song time. */
	readonly startSeconds: number;
	readonly endSeconds: number;
	/** As expected, or as played for an extra note. */
	readonly pitchMidi: number;
}

/** What nothing is known of the length of is drawn this long, seconds. */
const unknownSeconds = 0.2;
/** And no shorter than this. */
const leastSeconds = 0.06;

export function markKindOf({ kind, timing }: NoteVerdict): MarkKind {
	return kind === 'right' && (timing === 'early' || timing === 'late') ? timing : kind;
}

/**
 * Verdicts to be drawn on the music, by their time in the song: of notes that were played more often, as round a loop, the last time.
 * @param notes of the verdicts' take
 */
export function toSongMarks(
	{ notes: expected, bars }: Pick<ExpectedPiece, 'notes' | 'bars'>,
	verdicts: readonly NoteVerdict[],
	notes: readonly TakeNote[]
): SongMark[] {
	const byId = new Map(expected.map((note) => [note.id, note]));
	const last = new Map<string, NoteVerdict>();
	const lastAttempt = new Map<number, number>();
	for (const verdict of verdicts) {
		lastAttempt.set(verdict.bar, Math.max(lastAttempt.get(verdict.bar) ?? 0, verdict.attempt));
		const id = verdict.expectedId;
		if (id !== undefined && (last.get(id)?.attempt ?? -1) <= verdict.attempt) last.set(id, verdict);
	}
	const marks: SongMark[] = [];
	for (const [id, verdict] of last) {
		const note = byId.get(id);
		if (note === undefined) continue;
		const { onsetSeconds, offsetSeconds, pitchMidi } = note;
		marks.push({
			kind: markKindOf(verdict),
			verdict,
			startSeconds: onsetSeconds,
			endSeconds: Math.max(onsetSeconds + leastSeconds, offsetSeconds),
			pitchMidi
		});
	}
	const clock = toSongClock(verdicts, byId);
	for (const verdict of verdicts) {
		const { kind, bar, playedMidi, takeNote, takeSeconds, attempt } = verdict;
		const within = bars[bar];
		if (kind !== 'extra' || playedMidi === undefined || within === undefined || attempt < (lastAttempt.get(bar) ?? 0)) continue;
		const latest = within.endSeconds - leastSeconds;
		const startSeconds = Math.max(within.startSeconds, Math.min(latest, clock(takeSeconds, attempt, within.startSeconds)));
		const played = takeNote === undefined ? undefined : notes[takeNote];
		const length = played === undefined ? unknownSeconds : played.offsetSeconds - played.onsetSeconds;
		marks.push({
			kind: 'extra',
			verdict,
			startSeconds,
			endSeconds: startSeconds + Math.max(leastSeconds, length),
			pitchMidi: playedMidi
		});
	}
	return marks.sort((a, b) => a.startSeconds - b.startSeconds || a.pitchMidi - b.pitchMidi);
}

interface Anchor {
	readonly takeSeconds: number;
	readonly songSeconds: number;
}

/** From a second of the take to the song's: between the notes of the same time through it that were found, in proportion. */
function toSongClock(
	verdicts: readonly NoteVerdict[],
	byId: ReadonlyMap<string, { readonly onsetSeconds: number }>
): (takeSeconds: number, attempt: number, otherwise: number) => number {
	const anchors = new Map<number, Anchor[]>();
	for (const { expectedId, attempt, takeSeconds } of verdicts) {
		const note = expectedId === undefined ? undefined : byId.get(expectedId);
		if (note === undefined) continue;
		const own = anchors.get(attempt) ?? [];
		own.push({ takeSeconds, songSeconds: note.onsetSeconds });
		anchors.set(attempt, own);
	}
	for (const own of anchors.values()) own.sort((a, b) => a.takeSeconds - b.takeSeconds);
	return (takeSeconds, attempt, otherwise) => {
		const own = anchors.get(attempt) ?? [];
		const at = own.findIndex((anchor) => anchor.takeSeconds > takeSeconds);
		const [before, after] = [own[at === -1 ? own.length - 1 : at - 1], at === -1 ? undefined : own[at]];
		if (before === undefined) return after === undefined ? otherwise : after.songSeconds - (after.takeSeconds - takeSeconds);
		if (after === undefined) return before.songSeconds + (takeSeconds - before.takeSeconds);
		const span = after.takeSeconds - before.takeSeconds;
		const share = span === 0 ? 0 : (takeSeconds - before.takeSeconds) / span;
		return before.songSeconds + share * (after.songSeconds - before.songSeconds);
	};
}

/** The mark of each note of a score or transcription, by its id: of notes that a repeat plays again, the last time. */
export function marksByNote(marks: readonly SongMark[]): ReadonlyMap<string, SongMark> {
	const byNote = new Map<string, SongMark>();
	for (const mark of marks) {
		const id = mark.verdict.noteId;
		if (id === undefined || mark.kind === 'extra') continue;
		const other = byNote.get(id);
		if (other === undefined || other.verdict.takeSeconds <= mark.verdict.takeSeconds) byNote.set(id, mark);
	}
	return byNote;
}

/** How many verdicts are of each kind, as `countMarks` counts what is drawn of them. */
export function countVerdicts(verdicts: readonly NoteVerdict[]): { readonly kind: MarkKind; readonly count: number }[] {
	return toCounts(verdicts.map(markKindOf));
}

/** How many of each kind, without those that there are none of, in the order of `markKinds`. */
export function countMarks(marks: readonly SongMark[]): { readonly kind: MarkKind; readonly count: number }[] {
	return toCounts(marks.map(({ kind }) => kind));
}

const toCounts = (kinds: readonly MarkKind[]): { readonly kind: MarkKind; readonly count: number }[] =>
	markKinds.map((kind) => ({ kind, count: kinds.filter((one) => one === kind).length })).filter(({ count }) => count > 0);
