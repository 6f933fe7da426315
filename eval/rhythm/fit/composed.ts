import { between, byWeight, gaussian, oneOf, type Random } from './chance.ts';

/** A meter as it is counted. */
export interface PrintedMeter {
	readonly beats: number;
	readonly division: 2 | 3;
}

/** A note of a page: bars and beats are counted from 0, lengths in beats, pitch as a degree of the scale, 7 to an octave. */
export interface PageNote {
	readonly beat: number;
	readonly beats: number;
	readonly degree: number;
	readonly accent: number;
	readonly hand: 0 | 1;
}

export interface Page {
	readonly meter: PrintedMeter;
	readonly bpm: number;
	readonly isFree: boolean;
	readonly notes: readonly PageNote[];
}

/**
 * Meters with the tempi that go with them: slow movements are counted in long beats that fall in many parts, dances in
 * three go fast in few. Weight, beats, division, beats a minute, spread in octaves.
 */
const manners: readonly (readonly [weight: number, beats: number, division: 2 | 3, bpm: number, spread: number])[] = [
	[16, 4, 2, 66, 0.25],
	[20, 4, 2, 104, 0.25],
	[14, 4, 2, 138, 0.2],
	[9, 2, 2, 40, 0.3],
	[10, 2, 2, 88, 0.3],
	[6, 3, 2, 58, 0.3],
	[9, 3, 2, 108, 0.2],
	[10, 3, 2, 170, 0.25],
	[4, 2, 3, 46, 0.25],
	[6, 2, 3, 84, 0.25],
	[3, 4, 3, 58, 0.3],
	[1.5, 3, 3, 50, 0.3],
	[1.5, 5, 2, 140, 0.3]
];
/** Strokes a second that hands find natural, and their spread in octaves. */
const naturalStrokes = 5.5;
const strokeSpread = 0.55;

function toFineness(random: Random, bpm: number, division: 2 | 3): number {
	const choices = division === 3 ? [1, 3, 3, 6] : [1, 2, 2, 4, 4, 3, 6, 8];
	return byWeight(
		random,
		choices.map((parts) => {
			const octaves = Math.log2((parts * bpm) / 60 / naturalStrokes) / strokeSpread;
			const rarity = division === 2 && parts % 3 === 0 ? 0.25 : parts === 8 ? 0.4 : 1;
			return [parts, rarity * Math.exp(-0.5 * octaves * octaves)] as const;
		})
	);
}

/**
 * The rhythm of a bar by cutting it in two or three again and again: what is heavier is cut less often, the first part less
 * often than the last. Places and lengths in beats.
 */
function cut(
	random: Random,
	from: number,
	length: number,
	meter: PrintedMeter,
	finest: number,
	busy: number
): [number, number][] {
	const least = 1 / finest;
	if (length <= least + 1e-6) return [[from, length]];
	const beatsLong = length;
	const keeps = beatsLong > 2 ? 0.06 : beatsLong > 1 ? 0.16 : beatsLong === 1 ? 0.45 - 0.35 * busy : 0.55 - 0.45 * busy;
	if (random() < keeps) return [[from, length]];
	const isWhole = Math.abs(length - Math.round(length)) < 1e-6;
	const parts =
		isWhole && length > 1
			? length % 2 === 0
				? 2
				: length % 3 === 0
					? 3
					: length
			: length === 1
				? meter.division === 3 || finest % 2 === 1
					? 3
					: 2
				: length > 1
					? 3
					: 2;
	const unit = length / parts;
	// A dotted value before a short one, and a long one that takes two of three.
	if (parts === 2 && unit / 2 >= least - 1e-6 && random() < 0.2)
		return [
			[from, 1.5 * unit],
			[from + 1.5 * unit, 0.5 * unit]
		];
	if (parts === 3 && random() < 0.4)
		return [
			...cut(random, from, 2 * unit, { ...meter, division: 2 }, unit <= 1 ? 1 / (2 * unit) : finest, 0),
			...cut(random, from + 2 * unit, unit, meter, finest, busy)
		];
	return Array.from({ length: parts }, (_, i) => i).flatMap((i) =>
		cut(random, from + i * unit, unit, meter, finest, i === 0 ? busy * 0.8 : busy)
	);
}

type Accompany = (beat: number, root: number, isFirst: boolean) => PageNote[];

const low = (beat: number, beats: number, degree: number, accent: number): PageNote => ({ beat, beats, degree, accent, hand: 0 });

/** What the left hand, or the thumb and fingers, do in every bar: the bass comes first in its group, what fills it after. */
function toAccompaniment(random: Random, meter: PrintedMeter, bpm: number, groups: number): Accompany {
	const fineness = toFineness(random, bpm, meter.division);
	const groupBeats = meter.beats / groups;
	const hold = between(random, 0.4, 1.1);
	const slowBeat = bpm < 62;
	const bassEvery = byWeight(random, [
		[meter.beats, 4],
		[groupBeats, 4],
		[1, slowBeat ? 4 : 1]
	] as const);
	const order = oneOf(random, [
		[0, 4, 2, 4],
		[0, 2, 4],
		[0, 2, 4, 2],
		[0, 4, 7, 9],
		[0, 4, 7],
		[0, 2, 4, 7, 4, 2]
	]);
	const kind = byWeight(random, [
		['broken', fineness > 1 ? 6 : 0],
		['oompah', 4],
		['blocks', 3],
		['repeated', fineness > 1 ? 2 : 0],
		['bass', 1.5],
		['travis', meter.beats === 4 && meter.division === 2 ? 1.5 : 0],
		['held', 2]
	] as const);
	const unit = slowBeat && meter.division === 2 ? 0.5 : 1;
	const syncopated = Array.from({ length: 16 }, () => random() < 0.5);
	return (bar, root) => {
		const out: PageNote[] = [];
		const chord = (at: number, beats: number, accent: number): void => {
			for (const step of [0, 2, 4]) out.push(low(bar + at, beats, root + 7 + step, accent));
		};
		const parts = Array.from({ length: Math.round(meter.beats * fineness) }, (_, i) => i / fineness);
		if (kind === 'broken')
			parts.forEach((at) => {
				const into = Math.round((at % bassEvery) * fineness);
				out.push(
					low(bar + at, (hold * (into === 0 ? 2 : 1.2)) / fineness, root + (order[into % order.length] ?? 0), into === 0 ? 6 : -4)
				);
			});
		else if (kind === 'oompah') {
			const step = meter.division === 3 ? 1 / 3 : unit;
			const cycle = meter.division === 3 ? 3 : meter.beats === 3 && unit === 1 ? 3 : 2;
			for (let i = 0; i * step < meter.beats - 1e-6; i++)
				if (i % cycle === 0) out.push(low(bar + i * step, hold * step, root + (i % (2 * cycle) === 0 ? 0 : -3), 6));
				else chord(i * step, hold * step * 0.7, -5);
		} else if (kind === 'blocks')
			for (let at = 0; at < meter.beats; at += bassEvery) {
				out.push(low(bar + at, bassEvery * hold, root, 3));
				chord(at, bassEvery * hold, 2);
			}
		else if (kind === 'repeated')
			parts.forEach((at) =>
				at % bassEvery === 0 ? out.push(low(bar + at, bassEvery * hold, root, 6)) : chord(at, hold / fineness, -5)
			);
		else if (kind === 'bass')
			for (let at = 0; at < meter.beats; at += unit) {
				if (at > 0 && syncopated[Math.round(at)] === true) continue;
				out.push(low(bar + at, unit, root + (at === 0 ? 0 : oneOf(random, [0, 2, 4, 1, -1])), at === 0 ? 4 : 0));
			}
		else if (kind === 'travis')
			parts.slice(0, 8).forEach((_, i) => {
				if (i % 2 === 0) out.push(low(bar + i / 2, 0.9, root + (i % 4 === 0 ? 0 : 4), 5));
				else if (syncopated[i] === true) out.push(low(bar + i / 2, 0.6, root + 9 + (i % 3), -3));
				if (i % 2 === 0 && syncopated[i + 8] === true) out.push(low(bar + i / 2, 0.6, root + 11, -1));
			});
		else
			out.push(
				low(bar, meter.beats * hold, root, 4),
				low(bar, meter.beats * hold, root + 4, 0),
				low(bar, meter.beats * hold, root + 9, 0)
			);
		return out;
	};
}

/** A page of music in phrases of two or four bars that rhyme, for as many beats as are asked for. */
export function composePage(random: Random, mostSeconds: number): Page {
	const [, beats, division, centre, spread] = byWeight(
		random,
		manners.map((manner) => [manner, manner[0]] as const)
	);
	const meter = { beats, division };
	const bpm = centre * 2 ** (spread * gaussian(random));
	const groups = beats === 4 ? 2 : 1;
	const barCount = Math.ceil((mostSeconds * bpm) / 60 / beats) + 1;
	const accompany = toAccompaniment(random, meter, bpm, groups);
	const finest = toFineness(random, bpm, division);
	const busy = between(random, 0.2, 1);
	const phrase = oneOf(random, [4, 4, 2, 8]);
	const rhythms: [number, number][][] = [];
	const chordsPerBar = byWeight(random, [
		[1, 6],
		[groups, 3],
		[0.5, 2],
		[bpm < 70 ? beats : 1, 2]
	] as const);
	const hasChords = random() < 0.35;
	const isMelody = random() < 0.85;
	const isSyncopated = random() < 0.15;
	const notes: PageNote[] = [];
	let degree = 14;
	let root = 0;
	for (let bar = 0; bar < barCount; bar++) {
		const isEnd = bar % phrase === phrase - 1;
		const [before, earlier] = [rhythms[bar - 1], rhythms[bar - phrase] ?? rhythms[bar - 2]];
		const dice = random();
		let rhythm =
			dice < 0.5 && earlier !== undefined
				? earlier
				: dice < 0.7 && before !== undefined
					? before
					: cut(random, 0, beats, meter, finest, busy);
		if (isEnd && random() < 0.7)
			rhythm = rhythm
				.filter(([at]) => at < Math.max(1, beats / 2) - 1e-6 || at === 0)
				.map(([at, long], i, all): [number, number] => (i === all.length - 1 ? [at, beats - at] : [at, long]));
		rhythms.push(rhythm);
		for (let part = 0; part < Math.max(1, chordsPerBar); part++) {
			if (chordsPerBar >= 1 || bar % 2 === 0)
				root = isEnd ? oneOf(random, [0, 4]) : bar % phrase === 0 && part === 0 ? 0 : oneOf(random, [0, 3, 4, 1, 5, 4]);
			const from = (part * beats) / Math.max(1, chordsPerBar);
			const until = ((part + 1) * beats) / Math.max(1, chordsPerBar);
			notes.push(
				...accompany(bar * beats, root, part === 0).filter(
					({ beat }) => beat - bar * beats >= from - 1e-6 && beat - bar * beats < until - 1e-6
				)
			);
		}
		if (!isMelody) continue;
		for (const [place, long] of rhythm) {
			const at = isSyncopated && place % 1 === 0 && place > 0 && random() < 0.3 ? place - 0.5 : place;
			if (isEnd && place > 0 && random() < 0.15) continue;
			const isStrong = place % (beats / groups) === 0;
			if (isStrong && random() < 0.6) degree = 14 + root + oneOf(random, [0, 2, 4, 7]);
			else degree += oneOf(random, [-1, 1, -1, 1, 2, -2, 0, 3, -3]);
			degree = Math.max(10, Math.min(26, degree));
			const voices = hasChords && isStrong ? [0, -2, -5] : [0];
			for (const step of voices)
				notes.push({
					beat: bar * beats + at,
					beats: long * 0.95,
					degree: degree + step,
					accent: (place === 0 ? 5 : isStrong ? 3 : 0) + (long > 1 ? 3 : 0),
					hand: 1
				});
		}
	}
	return { meter, bpm, isFree: random() < 0.7, notes };
}
