import { likeness, markCount, type Strokes } from './strokes.ts';

/** Parts of a beat in which strokes are looked at. */
const parts = 12;
/** Runs of beats in which a reading may repeat itself, and the rests of which a bar is made, beats. */
const lags = [0.5, 1, 1.5, 2, 3, 4, 6, 8] as const;
const beatLags = [1, 2, 3, 4, 6, 8] as const;
const periods = [2, 3, 4] as const;
const head = 10;

export const votesWidth = head + markCount * parts + markCount * periods.length + 2 * lags.length + beatLags.length;

/** What the strokes are to a reading of the beats: the place of each, counted in beats. */
export interface PlacedStrokes {
	readonly beatCount: number;
	/** Below 0 or past the last beat where the beats do not reach. */
	readonly places: Float64Array;
}

/** @param beatsSeconds ascending, two at least */
export function placeStrokes({ seconds }: Strokes, beatsSeconds: Float64Array): PlacedStrokes {
	const places = new Float64Array(seconds.length);
	const last = beatsSeconds.length - 1;
	let beat = 0;
	for (const [at, time] of seconds.entries()) {
		while (beat + 1 < last && (beatsSeconds[beat + 1] ?? 0) <= time) beat++;
		const from = beatsSeconds[beat] ?? 0;
		places[at] = beat + (time - from) / ((beatsSeconds[beat + 1] ?? from + 1) - from);
	}
	return { beatCount: beatsSeconds.length, places };
}

/**
 * How a reading of the beats looks to what was written down: where in the beat strokes are, the thick, low, long, loud ones
 * among them, where the harmony moves; how they differ between beats of two, three and four; after how many beats they come
 * again. `votesWidth` numbers, logarithms and shares, so that neither loudness nor number counts.
 */
export function toVotes(strokes: Strokes, { beatCount, places }: PlacedStrokes, bpm: number): Float32Array {
	const { marks, chroma, seconds } = strokes;
	const out = new Float32Array(votesWidth);
	const count = Math.max(1, beatCount);
	const shares = new Float32Array(markCount * parts);
	const totals = new Float32Array(markCount);
	const rows = Array.from({ length: 2 }, () => new Float32Array(count * parts));
	const onBeats = new Float32Array(count * markCount);
	const beatChroma = new Float32Array(count * 12);
	let inside = 0;
	let error = 0;
	for (const [at, place] of places.entries()) {
		if (place < -0.5 || place > count - 0.5) continue;
		inside++;
		const exact = place * parts;
		const lower = Math.floor(exact);
		const share = exact - lower;
		const off = Math.abs(place * 4 - Math.round(place * 4)) / 4;
		error += Math.min(off, Math.abs(place * 3 - Math.round(place * 3)) / 3);
		for (let mark = 0; mark < markCount; mark++) {
			const value = marks[at * markCount + mark] ?? 0;
			totals[mark] = (totals[mark] ?? 0) + value;
			const low = mark * parts + (((lower % parts) + parts) % parts);
			const high = mark * parts + ((((lower + 1) % parts) + parts) % parts);
			shares[low] = (shares[low] ?? 0) + (1 - share) * value;
			shares[high] = (shares[high] ?? 0) + share * value;
			const nearest = Math.round(place);
			if (Math.abs(place - nearest) <= 0.17 && nearest >= 0 && nearest < count)
				onBeats[nearest * markCount + mark] = (onBeats[nearest * markCount + mark] ?? 0) + value;
		}
		for (const [row, mark] of [0, 2].entries()) {
			const into = rows[row];
			const value = marks[at * markCount + mark] ?? 0;
			if (into === undefined || lower < 0 || lower + 1 >= into.length) continue;
			into[lower] = (into[lower] ?? 0) + (1 - share) * value;
			into[lower + 1] = (into[lower + 1] ?? 0) + share * value;
		}
		const beat = Math.max(0, Math.min(count - 1, Math.floor(place + 0.1)));
		for (let bin = 0; bin < 12; bin++) beatChroma[beat * 12 + bin] = (beatChroma[beat * 12 + bin] ?? 0) + (chroma[at * 12 + bin] ?? 0);
	}
	const octaves = Math.log2(bpm / 100);
	const density = Math.log2(Math.max(0.1, inside / count));
	const gaps = [...seconds].slice(1).map((time, at) => time - (seconds[at] ?? 0));
	const usual = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0.5;
	const filled = Array.from({ length: count }, (_, beat) => ((onBeats[beat * markCount] ?? 0) > 0.3 ? 1 : 0));
	out.set([
		octaves,
		octaves * octaves,
		density,
		density * density,
		Math.log2(60 / bpm / Math.max(0.03, usual)),
		filled.reduce<number>((sum, is) => sum + is, 0) / count,
		(totals[2] ?? 0) / count,
		(totals[7] ?? 0) / count,
		(10 * error) / Math.max(1, inside),
		Math.min(1, 32 / count)
	]);
	let to = head;
	for (let mark = 0; mark < markCount; mark++)
		for (let part = 0; part < parts; part++)
			out[to++] = Math.log(((shares[mark * parts + part] ?? 0) / ((totals[mark] ?? 0) + 0.5) + 0.02) / (1 / parts + 0.02));
	for (let mark = 0; mark < markCount; mark++)
		for (const period of periods) out[to++] = contrast(onBeats, mark, count, period);
	for (const row of rows) for (const lag of lags) out[to++] = repetition(row, Math.round(lag * parts));
	for (const lag of beatLags) {
		let sum = 0;
		for (let beat = 0; beat + lag < count; beat++) sum += likeness(beatChroma, 12 * beat, beatChroma, 12 * (beat + lag));
		out[to++] = count > lag ? sum / (count - lag) : 0;
	}
	return out;
}

/** How much one in `period` beats stands out: its mean above that of all, as a share. */
function contrast(onBeats: Float32Array, mark: number, count: number, period: number): number {
	const sums = new Float32Array(period);
	const counts = new Float32Array(period);
	for (let beat = 0; beat < count; beat++) {
		sums[beat % period] = (sums[beat % period] ?? 0) + (onBeats[beat * markCount + mark] ?? 0);
		counts[beat % period] = (counts[beat % period] ?? 0) + 1;
	}
	const mean = sums.reduce((sum, value) => sum + value, 0) / count;
	const most = Math.max(...sums.map((sum, at) => sum / Math.max(1, counts[at] ?? 0)));
	return Math.min(3, (most - mean) / (mean + 0.1));
}

/** Correlation of a row with itself, `lag` places later. */
function repetition(row: Float32Array, lag: number): number {
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
