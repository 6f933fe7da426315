import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';

/** `bar 5`, `bars 5 to 8`, `bars 2 and 9` or `bars 2, 5 and 9`, as printed. */
export function barsPhrase(piece: ExpectedPiece, bars: readonly number[]): string {
	const numbers = [...new Set(bars.map((bar) => piece.bars[bar]?.number ?? bar + 1))].sort((a, b) => a - b);
	const [first] = numbers;
	const last = numbers.at(-1);
	if (first === undefined || last === undefined) return 'the take';
	if (first === last) return `bar ${first}`;
	if (last - first === numbers.length - 1) return `bars ${first} to ${last}`;
	if (numbers.length > 4) return `bars ${numbers.slice(0, 3).join(', ')} and others`;
	return `bars ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

const sharps = ['C', 'C sharp', 'D', 'D sharp', 'E', 'F', 'F sharp', 'G', 'G sharp', 'A', 'A sharp', 'B'];
const flats = ['C', 'D flat', 'D', 'E flat', 'E', 'F', 'G flat', 'G', 'A flat', 'A', 'B flat', 'B'];

/** A pitch by its letter, as the key has it. */
export function pitchPhrase(pitchMidi: number, fifths: number | null): string {
	return ((fifths ?? 0) < 0 ? flats : sharps)[((pitchMidi % 12) + 12) % 12] ?? '';
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
export const countPhrase = (count: number): string => words[count] ?? String(count);

export const timesPhrase = (count: number): string =>
	count === 1 ? 'once' : count === 2 ? 'twice' : `${countPhrase(count)} times`;

/** Rounded as one would say it: 5 ms steps. */
export const msPhrase = (ms: number): string => `${Math.max(5, 5 * Math.round(Math.abs(ms) / 5))} ms`;

/** The same, in seconds from one on. */
export const timePhrase = (ms: number): string => (Math.abs(ms) < 1000 ? msPhrase(ms) : `${(Math.abs(ms) / 1000).toFixed(1)} s`);

export const percentPhrase = (share: number): string => `${Math.round(100 * share)} %`;

/** A fifth slower than it was played, in steps of 5 %, 40 % of the song's tempo at least and twice it at most. */
export function slowerThan({ context: { mode, speed }, figures }: TakeJudgement): number {
	const played = mode === 'free' ? speed * (figures?.tempo?.ratio ?? 1) : speed;
	return Math.min(2, Math.max(0.4, Math.round(played * 0.8 * 20) / 20));
}

/** Ascending numbers cut where `gap` or more are missing between them. */
export function toStretches(bars: readonly number[], gap = 2): number[][] {
	const stretches: number[][] = [];
	for (const bar of [...new Set(bars)].sort((a, b) => a - b)) {
		const own = stretches.at(-1);
		if (own !== undefined && bar - (own.at(-1) ?? bar) < gap) own.push(bar);
		else stretches.push([bar]);
	}
	return stretches;
}
