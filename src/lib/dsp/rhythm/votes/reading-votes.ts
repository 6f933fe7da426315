import { markCount, strokeMarks, type Strokes } from './strokes.ts';

/** Parts of a beat in which strokes are placed. */
const parts = 12;
/** Spans after which a reading may repeat itself, beats. */
const lags = [0.5, 1, 1.5, 2, 3, 4, 6, 8] as const;
const head = 6;

export const votesWidth = head + markCount + 2 * lags.length;

/** Around a beat, within this share of it, a stroke is on it. */
const onBeat = 0.17;

/**
 * How a reading of the beats looks to what was written down: how fast the beats are and how many strokes fall into one;
 * whether strokes, the bass, long notes and new harmony come on beats rather than half-way between; and after how many
 * beats rhythm and bass come again. `votesWidth` numbers, logarithms and shares, so that length and loudness do not count.
 * @param beatsSeconds ascending, two at least
 */
export function toVotes(strokes: Strokes, beatsSeconds: Float64Array, bpm: number): Float32Array {
	const { marks } = strokes;
	const count = beatsSeconds.length;
	const shares = new Float32Array(markCount * parts);
	const totals = new Float32Array(markCount);
	const struckRow = new Float32Array(count * parts);
	const bassRow = new Float32Array(count * parts);
	const isFilled = new Uint8Array(count);
	let inside = 0;
	let error = 0;
	for (const [at, place] of toPlaces(strokes, beatsSeconds).entries()) {
		if (place < -0.5 || place > count - 0.5) continue;
		inside++;
		error += Math.min(toDistance(place, 4), toDistance(place, 3));
		const struck = marks[at * markCount + strokeMarks.struck] ?? 0;
		const nearest = Math.round(place);
		if (Math.abs(place - nearest) <= onBeat && struck > 0.3) isFilled[nearest] = 1;
		addBetween(struckRow, place * parts, struck);
		addBetween(bassRow, place * parts, marks[at * markCount + strokeMarks.bass] ?? 0);
		for (let mark = 0; mark < markCount; mark++) {
			const value = marks[at * markCount + mark] ?? 0;
			totals[mark] = (totals[mark] ?? 0) + value;
			addAround(shares.subarray(mark * parts, (mark + 1) * parts), place * parts, value);
		}
	}
	const octaves = Math.log2(bpm / 100);
	const density = Math.log2(Math.max(0.1, inside / count));
	const contrasts = Array.from({ length: markCount }, (_, mark) =>
		toContrast(shares.subarray(mark * parts, (mark + 1) * parts), totals[mark] ?? 0)
	);
	return Float32Array.from([
		octaves,
		octaves * octaves,
		density,
		density * density,
		isFilled.reduce((sum, is) => sum + is, 0) / count,
		(10 * error) / Math.max(1, inside),
		...contrasts,
		...[struckRow, bassRow].flatMap((row) => lags.map((lag) => toRepetition(row, lag * parts)))
	]);
}

/** The place of each stroke, counted in beats; the first and last interval go on beyond the ends. */
function toPlaces({ seconds }: Strokes, beatsSeconds: Float64Array): Float64Array {
	let beat = 0;
	return seconds.map((time) => {
		while (beat + 2 < beatsSeconds.length && (beatsSeconds[beat + 1] ?? 0) <= time) beat++;
		const from = beatsSeconds[beat] ?? 0;
		return beat + (time - from) / ((beatsSeconds[beat + 1] ?? from + 1) - from);
	});
}

/** From the nearest place of a beat cut in so many parts, beats. */
const toDistance = (place: number, divisor: number): number => Math.abs(place * divisor - Math.round(place * divisor)) / divisor;

/** Shares a value between the two neighbouring cells. */
function addBetween(row: Float32Array, exact: number, value: number): void {
	const lower = Math.floor(exact);
	if (lower < 0 || lower + 1 >= row.length) return;
	row[lower] = (row[lower] ?? 0) + (1 - (exact - lower)) * value;
	row[lower + 1] = (row[lower + 1] ?? 0) + (exact - lower) * value;
}

/** The same where the last cell is followed by the first. */
function addAround(ring: Float32Array, exact: number, value: number): void {
	const lower = Math.floor(exact);
	const cell = ((lower % parts) + parts) % parts;
	const next = (cell + 1) % parts;
	ring[cell] = (ring[cell] ?? 0) + (1 - (exact - lower)) * value;
	ring[next] = (ring[next] ?? 0) + (exact - lower) * value;
}

/** Logarithm of how much more there is on beats than half-way between them, -3 to 3. */
function toContrast(ring: Float32Array, total: number): number {
	const around = (part: number): number =>
		((ring[part] ?? 0) + ((ring[(part + 1) % parts] ?? 0) + (ring[(part + parts - 1) % parts] ?? 0)) / 2) / (total + 0.5);
	return Math.max(-3, Math.min(3, Math.log((around(0) + 0.03) / (around(parts / 2) + 0.03))));
}

/** Correlation of a row with itself, `lag` cells later; 0 where it does not come round. */
function toRepetition(row: Float32Array, lag: number): number {
	if (row.length <= 2 * lag) return 0;
	const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
	let product = 0;
	let power = 1e-3;
	for (let at = 0; at < row.length; at++) {
		const here = (row[at] ?? 0) - mean;
		power += here * here;
		if (at + lag < row.length) product += here * ((row[at + lag] ?? 0) - mean);
	}
	return (product / power) * (row.length / (row.length - lag));
}
