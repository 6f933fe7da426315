import { barsPhrase, type ExpectedPiece, type Figures, type TakeJudgement } from '$core/practice/index.ts';

/** One figure of two takes. */
export interface ComparedFigure {
	readonly name: string;
	readonly a: string;
	readonly b: string;
	/** Null where neither is better, or it cannot be said. */
	readonly better: 'a' | 'b' | null;
}

export interface TakeDifferences {
	readonly figures: readonly ComparedFigure[];
	/** What became of the bars from A to B, in sentences; none where no bar was played in both. */
	readonly sentences: readonly string[];
	/** Indices of the piece's bars, those that changed most first. */
	readonly betterInB: readonly number[];
	readonly worseInB: readonly number[];
}

/** Heat that differs by less is the same. */
const sameHeat = 0.08;

/** Two judged takes beside each other; null unless both were judged. */
export function toDifferences(piece: ExpectedPiece, a: TakeJudgement, b: TakeJudgement): TakeDifferences | null {
	if (a.figures === null || b.figures === null) return null;
	const changes = changedBars(a.figures, b.figures);
	const betterInB = changes.filter(({ change }) => change < -sameHeat).map(({ bar }) => bar);
	const worseInB = changes.filter(({ change }) => change > sameHeat).map(({ bar }) => bar);
	const alike = changes.length - betterInB.length - worseInB.length;
	return {
		figures: comparedFigures(a, b, a.figures, b.figures),
		sentences: changes.length === 0 ? [] : sentencesOf(piece, betterInB, worseInB, alike, onlyIn(piece, a.figures, b.figures)),
		betterInB,
		worseInB
	};
}

function changedBars(a: Figures, b: Figures): { readonly bar: number; readonly change: number }[] {
	const heats = new Map(a.bars.filter(({ expected }) => expected > 0).map(({ bar, heat }) => [bar, heat]));
	return b.bars
		.flatMap(({ bar, heat, expected }) => {
			const before = heats.get(bar);
			return before === undefined || expected === 0 ? [] : [{ bar, change: heat - before }];
		})
		.sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

/** Bars that only one of them played. */
function onlyIn(piece: ExpectedPiece, a: Figures, b: Figures): string[] {
	const playedOf = ({ bars }: Figures): number[] => bars.filter(({ expected }) => expected > 0).map(({ bar }) => bar);
	const [inA, inB] = [playedOf(a), playedOf(b)];
	const missing = (here: readonly number[], there: readonly number[]): number[] => here.filter((bar) => !there.includes(bar));
	return [['A', missing(inA, inB)] as const, ['B', missing(inB, inA)] as const].flatMap(([name, bars]) =>
		bars.length === 0 ? [] : [`Only ${name} has ${barsPhrase(piece, bars)}.`]
	);
}

function sentencesOf(
	piece: ExpectedPiece,
	betterInB: readonly number[],
	worseInB: readonly number[],
	alike: number,
	only: readonly string[]
): string[] {
	const sentences: string[] = [];
	if (betterInB.length > 0) sentences.push(`Better in B: ${barsPhrase(piece, betterInB)}.`);
	if (worseInB.length > 0) sentences.push(`Better in A: ${barsPhrase(piece, worseInB)}.`);
	if (betterInB.length === 0 && worseInB.length === 0) sentences.push('Bar by bar they are alike.');
	else if (alike > 0) sentences.push(`The other ${alike === 1 ? 'bar is' : `${alike} bars are`} alike.`);
	return [...sentences, ...only];
}

function comparedFigures(one: TakeJudgement, other: TakeJudgement, a: Figures, b: Figures): ComparedFigure[] {
	const points = (name: 'notes' | 'timing' | 'flow', { parts }: Figures): number | null =>
		parts.find((part) => part.name === name)?.points ?? null;
	return [
		row('Score', a.score, b.score, (score) => `${Math.round(score)} of 100`, 'more', 1),
		row('Right notes', points('notes', a), points('notes', b), share, 'more', 1),
		row('In time', points('timing', a), points('timing', b), share, 'more', 1),
		row('Keeping going', points('flow', a), points('flow', b), share, 'more', 1),
		row('Early or late, usually', a.whole.timingMs, b.whole.timingMs, timing, 'nearer zero', 3),
		row('Scattered by', a.whole.spreadMs, b.whole.spreadMs, (ms) => `${Math.round(ms)} ms`, 'less', 3),
		row('Wrong, missed, extra', faults(a), faults(b), String, 'less', 1),
		row('Speed', one.context.speed, other.context.speed, (speed) => `${Math.round(100 * speed)} %`, null, 0)
	];
}

const faults = ({ whole: { wrong, missed, extra } }: Figures): number => wrong + missed + extra;
const share = (points: number): string => `${Math.round(points)} %`;

function timing(ms: number): string {
	const whole = Math.round(Math.abs(ms));
	const long = whole < 1000 ? `${whole} ms` : `${(whole / 1000).toFixed(1)} s`;
	return whole < 3 ? 'on time' : `${long} ${ms > 0 ? 'late' : 'early'}`;
}

/** @param least a difference below this is none */
function row(
	name: string,
	a: number | null,
	b: number | null,
	words: (value: number) => string,
	wanted: 'more' | 'less' | 'nearer zero' | null,
	least: number
): ComparedFigure {
	const text = (value: number | null): string => (value === null ? '–' : words(value));
	if (a === null || b === null || wanted === null) return { name, a: text(a), b: text(b), better: null };
	const worth = (value: number): number => (wanted === 'more' ? value : wanted === 'less' ? -value : -Math.abs(value));
	const gain = worth(b) - worth(a);
	return { name, a: text(a), b: text(b), better: Math.abs(gain) < least ? null : gain > 0 ? 'b' : 'a' };
}
