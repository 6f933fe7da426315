import { describeBar, eventWords } from '$core/score/describe/index.ts';
import { barAt, barNumbers, barStarts, type Part, type Score, type ScoreNote } from '$core/score/index.ts';
import { notateBarAt, readAs, type WrittenBar } from '$core/score/notate/index.ts';

/** How parts are read, by their ids: semitones from the written to the sounding pitch. */
type Readings = Readonly<Record<string, number>>;

function writtenBars(score: Score, part: Part, readings: Readings, index: number): WrittenBar[] {
	const read = readAs(part, readings[part.id]);
	return read.staves.map((_, staff) => notateBarAt(score, read, staff, index)).filter((bar) => bar !== undefined);
}

/** A bar of a part as it is read aloud. */
export const barWords = (score: Score, part: Part, readings: Readings, index: number): string =>
	describeBar(score, readAs(part, readings[part.id]), writtenBars(score, part, readings, index));

/** A note as it is written, with its bar, as it is read aloud. */
export function noteWords(score: Score, part: Part, readings: Readings, note: ScoreNote): string {
	const index = barAt(barStarts(score.bars), note.tick);
	const bar = `bar ${barNumbers(score.bars)[index] ?? index + 1}`;
	const voice = writtenBars(score, part, readings, index)[note.staff]?.voices.find((one) => one.voice === note.voice);
	const event = voice?.events.find(({ notes, graces }) =>
		[...notes, ...graces.flat()].some((head) => head.note === note && !head.isTiedBack)
	);
	if (event === undefined) return bar;
	const actual = event.tuplet === null ? undefined : voice?.tuplets[event.tuplet]?.actual;
	const heads = event.notes.filter((one) => one.note === note);
	const chord = heads.length > 0 && event.notes.length > 1 ? `, in a chord of ${event.notes.length}` : '';
	return `${eventWords({ ...event, notes: heads.length > 0 ? heads : event.notes }, actual)}${chord}, ${bar}`;
}
