import { meterTicks, type Meter } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';
import type { TabPiece, TabStroke } from './strokes.ts';

/** A stroke in time. */
export interface TimedStroke {
	readonly tick: number;
	/** 0 for a grace note. */
	ticks: number;
	readonly marks: TabStroke['marks'];
}

export interface TimedBar {
	readonly ticks: number;
	readonly meter: Meter;
	readonly startsRepeat: boolean;
	readonly endsRepeat: boolean;
}

export interface TimedTab {
	readonly bars: readonly TimedBar[];
	readonly strokes: readonly TimedStroke[];
	readonly chords: readonly { readonly tick: number; readonly chord: TabPiece['chords'][number] }[];
}

/** Strokes that fill a bar evenly; other numbers fall on the next power of two. */
const evenShares = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const mostInBar = 32;
/** Strokes of a bar where there are more, which means that nobody drew bar lines. */
const runLength = 16;

/** Bars one after the other, in time by their rhythm line, or evenly where there is none. */
export function toTimedTab(pieces: readonly TabPiece[]): TimedTab {
	const bars: TimedBar[] = [];
	const strokes: TimedStroke[] = [];
	const chords: { tick: number; chord: TabPiece['chords'][number] }[] = [];
	let meter: Meter = { beats: 4, beatType: 4 };
	let start = 0;
	for (const bar of joinOpen(pieces.flatMap(splitRun))) {
		const [first] = bar;
		const written = bar.find((piece) => piece.meter !== null)?.meter;
		const parsed = meterSchema.safeParse({ beats: written?.[0], beatType: written?.[1] });
		if (parsed.success) meter = parsed.data;
		const { ticks, tickOf } = layWritten(bar, start, strokes) ?? layEven(bar, start, meter, strokes);
		for (const piece of bar) for (const chord of piece.chords) chords.push({ tick: start + tickOf(piece, chord.column), chord });
		const endsRepeat = bar.some((piece) => piece.endsRepeat);
		bars.push({ ticks, meter, startsRepeat: first?.startsRepeat === true, endsRepeat });
		start += ticks;
	}
	return { bars, strokes, chords };
}

/** A bar that one line leaves open goes on in the next; the last one ends where the tab does. */
function joinOpen(pieces: readonly TabPiece[]): TabPiece[][] {
	const bars: TabPiece[][] = [];
	let isOpen = false;
	for (const piece of pieces) {
		const last = bars.at(-1);
		// Without bar lines at all each line is a bar.
		if (isOpen && last !== undefined && piece.rhythm !== null) last.push(piece);
		else bars.push([piece]);
		isOpen = !piece.isClosed;
	}
	return bars;
}

/** A line without bar lines, or without a rhythm, in bars that can be read. */
function splitRun(piece: TabPiece): TabPiece[] {
	if (piece.rhythm !== null || piece.strokes.length <= mostInBar) return [piece];
	const runs = Array.from({ length: Math.ceil(piece.strokes.length / runLength) }, (_, at) =>
		piece.strokes.slice(at * runLength, (at + 1) * runLength)
	);
	return runs.map((strokes, at) => {
		const from = at === 0 ? -Infinity : (strokes[0]?.column ?? 0);
		const to = runs[at + 1]?.[0]?.column ?? Infinity;
		return {
			...piece,
			strokes,
			chords: piece.chords.filter(({ column }) => column >= from && column < to),
			startsRepeat: piece.startsRepeat && at === 0,
			endsRepeat: piece.endsRepeat && at === runs.length - 1
		};
	});
}

interface Laid {
	readonly ticks: number;
	/** In the bar, of a column of one of its pieces. */
	readonly tickOf: (piece: TabPiece, column: number) => number;
}

/** Adds strokes by the rhythm line; null where the bar has none. */
function layWritten(bar: readonly TabPiece[], start: number, strokes: TimedStroke[]): Laid | null {
	if (bar.some(({ rhythm }) => rhythm === null || rhythm.length === 0)) return null;
	const places: { piece: TabPiece; column: number; tick: number }[] = [];
	let tick = 0;
	for (const piece of bar)
		for (const { word, column, stroke } of piece.rhythm ?? []) {
			if (word.kind !== 'grace') places.push({ piece, column, tick });
			const last = strokes.at(-1);
			if (stroke !== null) strokes.push({ tick: start + tick, ticks: word.ticks, marks: stroke.marks });
			else if (word.kind === 'tie' && last !== undefined && last.tick + last.ticks === start + tick) last.ticks += word.ticks;
			tick += word.ticks;
		}
	return {
		ticks: tick,
		tickOf: (piece, column) => places.find((each) => each.piece === piece && each.column >= column)?.tick ?? 0
	};
}

function layEven(bar: readonly TabPiece[], start: number, meter: Meter, strokes: TimedStroke[]): Laid {
	const struck = bar.flatMap((piece) => piece.strokes.map((stroke) => ({ piece, stroke })));
	const full = meterTicks(meter);
	const shares = evenShares.includes(struck.length) ? struck.length : 2 ** Math.ceil(Math.log2(Math.max(1, struck.length)));
	const step = Math.floor(full / shares);
	for (const [at, { stroke }] of struck.entries())
		strokes.push({ tick: start + at * step, ticks: at === struck.length - 1 ? full - at * step : step, marks: stroke.marks });
	const tickOf = (piece: TabPiece, column: number): number => {
		const at = struck.findIndex((each) => each.piece === piece && each.stroke.column >= column - 1);
		return at < 0 ? 0 : at * step;
	};
	return { ticks: full, tickOf };
}
