import type { ChordSpan, HeardKey } from '../../../core/analysis/analysis.ts';
import { toAffinity } from '../chords/chord-prior.ts';
import { toState } from '../chords/chord-states.ts';
import { correlateKeys, keyCount } from './key-evidence.ts';
import { toHeardKey } from './key-spans.ts';

/** What a full match of each kind is worth, in log-odds. */
const profileWeight = 14;
const chordWeight = 3;
const lastChordWeight = 0.5;
const firstChordWeight = 0.3;
/** Less of the time in chords than this, or a chroma less like any key, and there is no key to speak of. */
const leastChordShare = 0.2;
const leastChordSeconds = 0.8;
const leastLikeness = 0.4;

/**
 * The two likeliest keys of a recording: by its pitch classes over all (Krumhansl and Schmuckler's way), by how its chords
 * fit, and a little by where it begins and ends. Empty where too little of it is in any key.
 * @param chroma 12 values for each segment, weighted
 */
export function toWholeKeys(chroma: Float64Array, spans: readonly ChordSpan[]): HeardKey[] {
	const whole = new Float64Array(12);
	for (let i = 0; i < chroma.length; i++) whole[i % 12] = (whole[i % 12] ?? 0) + (chroma[i] ?? 0);
	const likeness = new Float64Array(keyCount);
	correlateKeys(whole, 0, likeness, 0);
	const heard = spans.filter((span) => span.chord !== null);
	const sounding = heard.reduce((sum, span) => sum + (span.endSeconds - span.startSeconds), 0);
	const total = spans.reduce((sum, span) => sum + (span.endSeconds - span.startSeconds), 0);
	const highest = Math.max(...likeness);
	if (sounding < leastChordSeconds || sounding < leastChordShare * total || highest < leastLikeness) return [];
	const trust = heard.reduce((sum, span) => sum + span.confidence * (span.endSeconds - span.startSeconds), 0) / sounding;
	const scores = Array.from({ length: keyCount }, (_, key) => {
		let fit = 0;
		for (const { chord, startSeconds, endSeconds } of heard) fit += toAffinity(key, toState(chord)) * (endSeconds - startSeconds);
		const isTonic = (span: ChordSpan | undefined): boolean =>
			span?.chord?.root === key % 12 && span.chord.quality.startsWith('min') === key >= 12;
		return (
			profileWeight * (likeness[key] ?? 0) +
			(chordWeight * fit) / sounding +
			(isTonic(heard[heard.length - 1]) ? lastChordWeight : 0) +
			(isTonic(heard[0]) ? firstChordWeight : 0)
		);
	});
	const ranked = scores.map((score, key) => ({ score, key })).sort((a, b) => b.score - a.score);
	const powers = ranked.map(({ score }) => Math.exp(score - (ranked[0]?.score ?? 0)));
	const sum = powers.reduce((all, power) => all + power, 0);
	// No key is surer than its chords are clear and its pitch classes are like it.
	const evidence = Math.min(1, highest / 0.75) * Math.min(1, sounding / total + 0.2) * Math.min(1, 0.3 + trust);
	return ranked.slice(0, 2).map(({ key }, i) => toHeardKey(key, (evidence * (powers[i] ?? 0)) / sum));
}
