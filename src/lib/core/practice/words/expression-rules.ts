import { median } from '../align/clock.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import type { Draft } from './advice.ts';
import { barsPhrase, percentPhrase, toStretches } from './phrases.ts';

/** Velocities nearer together than this are one loudness; a song with more than twice that has dynamics. */
const flatVelocities = 10;
const leastCents = 12;
/** Shorter or longer than written by more than this. */
const lengths = { short: 0.6, long: 1.6 };
/** So many bars without a fault are worth saying, and so good a take is as a whole. */
const cleanBars = 4;
const cleanAccuracy = 0.999;

/** Loud and soft, tuning and lengths: where the input tells. */
export function expressionRules(piece: ExpectedPiece, { figures, context, notes }: TakeJudgement): Draft[] {
	if (figures === null) return [];
	const drafts: Draft[] = [];
	const bars = figures.bars.map(({ bar }) => bar);
	const { dynamics, intonation, lengthRatio } = figures;
	const meant = piece.notes.flatMap(({ velocity }) => velocity ?? []).sort((a, b) => a - b);
	const [soft = 0, loud = 0] = [meant[Math.floor(meant.length * 0.1)], meant[Math.floor(meant.length * 0.9)]];
	if (
		context.source === 'midi' &&
		dynamics !== null &&
		dynamics.high - dynamics.low < flatVelocities &&
		loud - soft > 2 * flatVelocities
	) {
		const loudest = [...figures.bars].map(({ bar }) => ({
			bar,
			velocity: median(piece.notes.filter((note) => note.bar === bar).flatMap(({ velocity }) => velocity ?? []))
		}));
		const peak = loudest.reduce(
			(best, own) => (own.velocity > best.velocity ? own : best),
			loudest[0] ?? { bar: 0, velocity: 0 }
		);
		drafts.push({
			claim: 'loudness',
			text: `All of it is equally loud (${Math.round(dynamics.low)} to ${Math.round(dynamics.high)} of 127), while the song moves between ${soft} and ${loud}; let it grow towards ${barsPhrase(piece, [peak.bar])}.`,
			bars: [peak.bar],
			weight: figures.whole.expected * 0.05
		});
	}
	if (intonation !== null && Math.abs(intonation.meanCents) >= leastCents)
		drafts.push({
			claim: 'tuning',
			text: `You sound ${Math.round(Math.abs(intonation.meanCents))} cents ${intonation.meanCents < 0 ? 'flat' : 'sharp'} on the average; tune first, then listen to the long notes of ${barsPhrase(piece, worstTuned(notes))}.`,
			bars: worstTuned(notes),
			weight: figures.whole.expected * 0.1
		});
	if (context.source === 'midi' && lengthRatio !== null && lengthRatio < lengths.short)
		drafts.push({
			claim: 'lengths',
			text: `Notes are let go after ${percentPhrase(lengthRatio)} of their length; hold each one until the next.`,
			bars,
			weight: figures.whole.expected * 0.04
		});
	return drafts;
}

function worstTuned(notes: TakeJudgement['notes']): number[] {
	const byBar = new Map<number, number[]>();
	for (const { bar, cents } of notes) if (cents !== undefined) byBar.set(bar, [...(byBar.get(bar) ?? []), Math.abs(cents)]);
	return [...byBar]
		.sort(([, a], [, b]) => median(b) - median(a))
		.slice(0, 2)
		.map(([bar]) => bar);
}

/** What went well: the longest stretch without a fault. */
export function praiseRules(piece: ExpectedPiece, { figures, events }: TakeJudgement): Draft[] {
	if (figures === null) return [];
	const stopped = new Set(events.flatMap(({ kind, bar }) => (kind === 'pause' || kind === 'restart' ? [bar] : [])));
	const clean = figures.bars.filter(({ heat, bar, unsure, right }) => heat === 0 && !stopped.has(bar) && right > unsure);
	const longest = toStretches(clean.map(({ bar }) => bar)).reduce<number[]>(
		(best, own) => (own.length > best.length ? own : best),
		[]
	);
	if (longest.length < Math.min(cleanBars, figures.bars.length)) return [];
	const isAll = longest.length === figures.bars.length && figures.whole.accuracy >= cleanAccuracy;
	return [
		{
			claim: 'clean',
			text: isAll
				? `Every note of ${barsPhrase(piece, longest)} is right and in time.`
				: `${barsPhrase(piece, longest).replace('bar', 'Bar')} ${longest.length === 1 ? 'is' : 'are'} right from the first note to the last.`,
			bars: longest,
			weight: 0
		}
	];
}
