import type { Line } from '../align/line.ts';
import { median } from '../align/clock.ts';
import type { Figures } from '../judgement/figures.ts';
import type { PlacedVerdict } from '../judge/to-verdicts.ts';

/** Fewer notes than this tell nothing. */
const leastNotes = 8;
/** A song whose velocities scatter less has no dynamics to agree with. */
const leastScatter = 4;
/** A note this near to the tempered pitch is in tune, cents. */
const inTuneCents = 20;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Loud and soft, where the input tells velocities. */
export function toDynamics(line: Line, verdicts: readonly PlacedVerdict[]): Figures['dynamics'] {
	const pairs: { played: number; expected: number | undefined }[] = [];
	for (const { verdict, line: at } of verdicts) {
		if (verdict.kind === 'right' && verdict.velocity !== undefined)
			pairs.push({ played: verdict.velocity, expected: line.notes[at]?.expected.velocity });
	}
	if (pairs.length < leastNotes) return null;
	const played = pairs.map((pair) => pair.played).sort((a, b) => a - b);
	const known = pairs.flatMap(({ played: own, expected }) => (expected === undefined ? [] : [[expected, own] as const]));
	return {
		mean: mean(played),
		low: played[Math.floor(played.length * 0.1)] ?? 1,
		high: played[Math.floor(played.length * 0.9)] ?? 127,
		agreement: known.length < leastNotes ? null : correlation(known)
	};
}

/** Pearson's; null when the song does not vary. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
	const [meanX, meanY] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
	let [xx, yy, xy] = [0, 0, 0];
	for (const [x, y] of pairs) {
		xx += (x - meanX) ** 2;
		yy += (y - meanY) ** 2;
		xy += (x - meanX) * (y - meanY);
	}
	if (Math.sqrt(xx / pairs.length) < leastScatter) return null;
	return yy === 0 ? 0 : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** How well in tune, where a single voice was tracked. */
export function toIntonation(verdicts: readonly PlacedVerdict[]): Figures['intonation'] {
	const cents = verdicts.flatMap(({ verdict }) =>
		verdict.kind === 'right' && verdict.cents !== undefined ? [verdict.cents] : []
	);
	if (cents.length === 0) return null;
	const meanCents = median(cents);
	return {
		meanCents,
		spreadCents: 1.4826 * median(cents.map((value) => Math.abs(value - meanCents))),
		inTune: cents.filter((value) => Math.abs(value) <= inTuneCents).length / cents.length
	};
}

/** The middle of how long notes were held against what is written; null where nothing tells. */
export function toLengthRatio(verdicts: readonly PlacedVerdict[]): number | null {
	const ratios = verdicts.flatMap(({ verdict }) => (verdict.kind === 'right' ? (verdict.lengthRatio ?? []) : []));
	return ratios.length < leastNotes ? null : median(ratios);
}
