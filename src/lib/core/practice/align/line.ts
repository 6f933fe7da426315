import type { ExpectedNote, ExpectedPiece } from '../expected/expected-note.ts';
import type { SongPass, TakeContext } from '../take/take-context.ts';

/** An expected note at the place where this take meant it. */
export interface LineNote {
	readonly expected: ExpectedNote;
	/** Index of the pass round the loop; 0 in free playing. */
	readonly pass: number;
	/** When it was meant, seconds of the take at the tempo that was aimed at. */
	readonly seconds: number;
	readonly endSeconds: number;
	/** As it should sound with the player's key shift. */
	readonly pitchMidi: number;
	/** Index into the line's groups. */
	readonly group: number;
	/** Written beside it at the same pitch: one key plays them all. */
	readonly unisons: readonly ExpectedNote[];
}

/** Notes that are struck together. */
export interface LineGroup {
	readonly seconds: number;
	/** Index of its first note in the line; the others follow it. */
	readonly first: number;
	readonly count: number;
	/** Index into the piece's bars. */
	readonly bar: number;
	/** How natural it is to begin here: 0 at the beginning of a bar, 1 on a beat, 2 between. */
	readonly entry: 0 | 1 | 2;
}

/** All that was meant to be played in a take, one note after the other. */
export interface Line {
	readonly notes: readonly LineNote[];
	readonly groups: readonly LineGroup[];
	/** Seconds of a counted beat at the tempo aimed at, the median over bars. */
	readonly beatSeconds: number;
}

/** How near to a beat, in beats, a note is on it. */
const onBeat = 0.08;
const usualBeatSeconds = 0.5;

/** The part of a piece that a take was meant to play, on the take's clock. Unisons are one key: they stand once. */
export function toLine(piece: ExpectedPiece, context: TakeContext): Line {
	const { speed, transposeSemitones, range } = context;
	const last = piece.bars.at(-1)?.endSeconds ?? 0;
	const passes: readonly SongPass[] =
		context.mode === 'song' && context.passes.length > 0
			? context.passes
			: [
					{
						startSeconds: range?.startSeconds ?? Number.NEGATIVE_INFINITY,
						endSeconds: range?.endSeconds ?? Infinity,
						takeSeconds: 0
					}
				];
	const notes: (LineNote & { readonly unisons: ExpectedNote[] })[] = [];
	const groups: { seconds: number; first: number; count: number; bar: number; entry: 0 | 1 | 2 }[] = [];
	passes.forEach((pass, index) => {
		const origin = Number.isFinite(pass.startSeconds) ? pass.startSeconds : 0;
		let groupBefore = -1;
		for (const expected of piece.notes) {
			if (expected.onsetSeconds < pass.startSeconds - edgeSeconds || expected.onsetSeconds >= pass.endSeconds - edgeSeconds)
				continue;
			const toTake = (songSeconds: number): number => pass.takeSeconds + (songSeconds - origin) / (pass.speed ?? speed);
			const seconds = toTake(expected.onsetSeconds);
			if (expected.group !== groupBefore) {
				groups.push({ seconds, first: notes.length, count: 0, bar: expected.bar, entry: entryOf(expected) });
				groupBefore = expected.group;
			}
			const group = groups.at(-1);
			if (group === undefined) continue;
			const pitchMidi = expected.pitchMidi + transposeSemitones;
			const twin = notes.slice(group.first).find((note) => note.pitchMidi === pitchMidi);
			if (twin !== undefined) {
				twin.unisons.push(expected);
				continue;
			}
			group.count++;
			notes.push({
				expected,
				pass: index,
				seconds,
				endSeconds: toTake(expected.offsetSeconds),
				pitchMidi,
				group: groups.length - 1,
				unisons: []
			});
		}
	});
	const beats = piece.bars
		.filter(({ startSeconds, beats: count }) => startSeconds < last && count > 0)
		.map(({ startSeconds, endSeconds, beats: count }) => (endSeconds - startSeconds) / count / speed)
		.sort((a, b) => a - b);
	return { notes, groups, beatSeconds: beats[beats.length >> 1] ?? usualBeatSeconds };
}

/** A hand that comes in just before a loop's beginning still belongs to it, seconds. */
const edgeSeconds = 0.03;

function entryOf({ beat }: ExpectedNote): 0 | 1 | 2 {
	if (Math.abs(beat) < onBeat) return 0;
	return Math.abs(beat - Math.round(beat)) < onBeat ? 1 : 2;
}
