import { barNumbers, barStarts, beatTicks, unroll, type Score, type ScoreNote } from '../../score/index.ts';
import { toChordGroups } from './chord-groups.ts';
import type { ExpectedBar, ExpectedNote, ExpectedPiece } from './expected-note.ts';

/** What is written at one tick sounds at one time; this is for rounding. */
const sameSeconds = 0.002;
/** What was heard with less than this may not be there. */
export const sureConfidence = 0.6;
const ornaments: ReadonlySet<string> = new Set(['trill', 'mordent', 'turn']);

export interface PartChoice {
	/** Indices of the parts that the player plays; all but the drums when absent. */
	readonly parts?: readonly number[];
	/** Of those, only these staves: one hand. */
	readonly staves?: readonly number[];
}

/** What a score asks to be played, in played order. Drums are left out, since nothing tells their pitches in a take. */
export function fromScore(score: Score, choice: PartChoice = {}): ExpectedPiece {
	const { bars, notes } = unroll(score);
	const starts = barStarts(score.bars);
	const numbers = barNumbers(score.bars);
	const isMeant = (part: number, { staff }: ScoreNote): boolean =>
		score.parts[part]?.isDrums === false && (choice.parts?.includes(part) ?? true) && (choice.staves?.includes(staff) ?? true);
	const meant = notes
		.filter(({ part, note }) => isMeant(part, note))
		.sort((a, b) => a.startSeconds - b.startSeconds || a.note.pitchMidi - b.note.pitchMidi);
	const groups = toChordGroups(
		meant.map(({ startSeconds }) => ({ onsetSeconds: startSeconds })),
		sameSeconds
	);
	return {
		bars: bars.map(({ bar, startSeconds, endSeconds }): ExpectedBar => {
			const written = score.bars[bar];
			const counted = written === undefined ? 0 : written.ticks / beatTicks(written.meter);
			return {
				scoreBar: bar,
				number: numbers[bar] ?? bar + 1,
				startSeconds,
				endSeconds,
				beats: counted,
				fifths: written?.key.fifths ?? null
			};
		}),
		parts: score.parts.map(({ name, staves }) => ({ name, staves: staves.length })),
		notes: meant.map(({ part, note, playedBar, startSeconds, endSeconds }, at): ExpectedNote => {
			const bar = bars[playedBar]?.bar ?? 0;
			const written = score.bars[bar];
			const beat = written === undefined ? 1 : beatTicks(written.meter);
			return {
				id: `${note.id}@${playedBar}`,
				noteId: note.id,
				onsetSeconds: startSeconds,
				offsetSeconds: endSeconds,
				pitchMidi: note.pitchMidi,
				velocity: note.velocity,
				bar: playedBar,
				beat: (note.tick - (starts[bar] ?? 0)) / beat,
				beats: note.grace === undefined ? note.ticks / beat : 0,
				group: groups[at] ?? 0,
				part,
				staff: note.staff,
				voice: note.voice,
				isTied: note.tick + note.ticks > (starts[bar + 1] ?? Infinity),
				isGrace: note.grace !== undefined,
				isOrnament: note.articulations?.some((mark) => ornaments.has(mark)) === true,
				isDoubtful: (note.evidence?.confidence ?? 1) < sureConfidence
			};
		})
	};
}
