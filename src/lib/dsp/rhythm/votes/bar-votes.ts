import { likeness, markCount, type Strokes } from './strokes.ts';
import { placeStrokes } from './reading-votes.ts';

/** Measures of each beat: what is struck on it, how much until the next, how the harmony changes over one beat and two. */
export const beatVotes = markCount + 4;
/** How far from a beat a stroke is still on it, beats. */
const reachBeats = 0.17;

/** `beatVotes` numbers a beat, standardised over the recording. */
export function measureVotes(strokes: Strokes, beatsSeconds: Float64Array): Float32Array {
	const count = beatsSeconds.length;
	const rows = new Float32Array(count * beatVotes);
	const chroma = new Float32Array(count * 12);
	const { places } = placeStrokes(strokes, beatsSeconds);
	const add = (beat: number, column: number, value: number): void => {
		if (beat >= 0 && beat < count) rows[beat * beatVotes + column] = (rows[beat * beatVotes + column] ?? 0) + value;
	};
	for (const [at, place] of places.entries()) {
		const nearest = Math.round(place);
		if (Math.abs(place - nearest) <= reachBeats)
			for (let mark = 0; mark < markCount; mark++) add(nearest, mark, strokes.marks[at * markCount + mark] ?? 0);
		const beat = Math.floor(place + reachBeats);
		add(beat, markCount, 1);
		if (beat < 0 || beat >= count) continue;
		for (let bin = 0; bin < 12; bin++)
			chroma[beat * 12 + bin] = (chroma[beat * 12 + bin] ?? 0) + (strokes.chroma[at * 12 + bin] ?? 0);
	}
	const pairs = chroma.map((value, at) => value + (chroma[at + 12] ?? 0));
	for (let beat = 0; beat < count; beat++) {
		rows[beat * beatVotes + markCount + 1] = beat === 0 ? 0.5 : 1 - likeness(chroma, 12 * (beat - 1), chroma, 12 * beat);
		rows[beat * beatVotes + markCount + 2] = beat < 2 ? 0.3 : 1 - likeness(pairs, 12 * (beat - 2), pairs, 12 * beat);
		const before = rows[(beat - 1) * beatVotes] ?? 0;
		rows[beat * beatVotes + markCount + 3] = (rows[beat * beatVotes] ?? 0) - before;
	}
	return rows;
}
