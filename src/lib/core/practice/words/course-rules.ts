import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import type { Draft } from './advice.ts';
import { leaptBars } from './leapt-bars.ts';
import { barsPhrase, slowerThan, timesPhrase, toStretches } from './phrases.ts';

/** A stop weighs as much as this many notes. */
const stopWeight = 4;

/** Stops, restarts and leaps, by where they happen. */
export function courseRules(piece: ExpectedPiece, judgement: TakeJudgement): Draft[] {
	const { events } = judgement;
	const drafts: Draft[] = [];
	const stops = events.filter(({ kind }) => kind === 'pause' || kind === 'restart');
	for (const bars of toStretches(stops.map(({ bar }) => bar))) {
		const count = stops.filter(({ bar }) => bars.includes(bar)).length;
		const from = Math.max(0, (bars[0] ?? 0) - 1);
		const to = bars.at(-1) ?? from;
		drafts.push({
			claim: 'stops',
			text: `The music stops ${timesPhrase(count)} at ${barsPhrase(piece, bars)}; loop ${barsPhrase(piece, [from, to])} and go on even when a note goes wrong.`,
			bars,
			weight: stopWeight * count,
			exercise: { fromBar: from, toBar: to, speed: slowerThan(judgement), click: 'beats' }
		});
	}
	for (const { left, touched } of leaptBars(judgement)) {
		const [from = 0, to = from] = [touched[0], touched.at(-1)];
		const what =
			left.length > 0 ? `over ${barsPhrase(piece, left)}` : `from ${barsPhrase(piece, [from])} into ${barsPhrase(piece, [to])}`;
		drafts.push({
			claim: 'stops',
			text: `You leap ${what}; begin two bars before and read on to where you came back.`,
			bars: left.length > 0 ? left : touched,
			weight: stopWeight,
			exercise: { fromBar: Math.max(0, from - 1), toBar: to, speed: slowerThan(judgement), click: 'beats' }
		});
	}
	return drafts;
}
