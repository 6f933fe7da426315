import type { Rhythm } from '../../core/analysis/analysis.ts';
import type { EvidenceNote } from '../../core/rhythm/index.ts';
import { Network } from '../notes/fitted/network.ts';
import { findBars, toDownbeatOdds } from './bars.ts';
import { withEndBeats } from './ends.ts';
import { toBeatWorth } from './readings/beat-worth.ts';
import { findCandidates, toBeatSeconds, toEvidence, toMedianInterval } from './readings/candidates.ts';
import { onsetBands, onsetRateHz, type RhythmFeatures } from './hearing/features.ts';
import { measureBeats } from './readings/downbeat-context.ts';
import { frameTable } from './readings/weights.ts';
import { head, phases } from './readings/pattern.ts';
import { findPulse, looseCost } from './pulse.ts';
import { rankReadings, type Reading } from './readings/readings.ts';
import { onsetLagSeconds, toSalience } from './salience.ts';
import { isSteady } from './steadiness.ts';
import { toStrokes } from './votes/strokes.ts';
import { withVotes } from './votes/weigh.ts';

export type { RhythmFeatures } from './hearing/features.ts';
export { createRhythmListener } from './hearing/listener.ts';

/** The signal of a tracking said stop. */
export class TrackingAborted extends Error {
	override readonly name = 'TrackingAborted';
}

export interface TrackOptions {
	readonly signal?: { readonly aborted: boolean } | undefined;
	/** @param fraction 0 to 1 */
	readonly onProgress?: ((fraction: number) => void) | undefined;
	/** What was written down of the recording: where it is enough, it has a vote. */
	readonly notes?: readonly EvidenceNote[] | undefined;
}

const network = new Network(frameTable);
/** Beats less likely than this are not worth showing. */
const leastProbability = 0.004;
const noRhythm: Rhythm = { beatsSeconds: [], downbeats: [], confidence: 0, tempo: null, steadiness: 'none', meter: null };

/**
 * Beats, tempo, meter and bars of what was heard; empty where no beat is to be heard. Time is linear in the length.
 * @throws {TrackingAborted} when the signal says so
 */
export function trackRhythm(features: RhythmFeatures, options: TrackOptions = {}): Rhythm {
	const report = (fraction: number): void => {
		if (options.signal?.aborted === true) throw new TrackingAborted('Tracking was stopped.');
		options.onProgress?.(fraction);
	};
	report(0);
	const evidence = toEvidence(toSalience(features), toBeatWorth(features, network));
	const candidates = findCandidates(evidence, (done, of) => report((0.8 * done) / of));
	const heard = rankReadings(features, evidence, candidates);
	report(0.9);
	const sure = heard[0]?.probability ?? 0;
	if (sure < leastProbability) return { ...noRhythm, confidence: sure };
	const readings = options.notes === undefined ? heard : withVotes(heard, toStrokes(options.notes));
	const [best] = readings;
	if (best === undefined) return noRhythm;
	const rhythm = toRhythm(features, evidence.salience, best, readings);
	report(1);
	return rhythm;
}

function toRhythm(features: RhythmFeatures, salience: Float32Array, best: Reading, readings: readonly Reading[]): Rhythm {
	const { candidate, pattern, probability } = best;
	const beats = withEndBeats(features, salience, candidate.beatsSeconds);
	const other = readings.find((reading) => !isNear(reading.candidate.bpm, candidate.bpm));
	const bars = findBars(toDownbeatOdds(measureBeats(features, beats)));
	const [tempoShare = 0, otherShare = 0] = [candidate, other?.candidate].map((one) => toTempoChance(readings, one?.bpm ?? 0));
	return {
		beatsSeconds: [...beats],
		downbeats: bars.downbeats,
		confidence: probability,
		tempo: {
			bpm: candidate.bpm,
			confidence: Math.max(probability, tempoShare),
			...(other === undefined ? {} : { runnerUp: { bpm: other.candidate.bpm, confidence: Math.min(otherShare, tempoShare) } })
		},
		steadiness: isSteady(beats) ? 'steady' : 'drifting',
		meter: {
			beatsPerBar: bars.beatsPerBar,
			// Five or seven beats that are cut in three are swung, as in Take Five: next to nothing is written in 15/8 or 21/8.
			division: isTernary(pattern) && bars.beatsPerBar !== 5 && bars.beatsPerBar !== 7 ? 3 : 2,
			confidence: probability * bars.confidence,
			...(bars.runnerUp === undefined
				? {}
				: { runnerUp: { ...bars.runnerUp, confidence: probability * bars.runnerUp.confidence } })
		}
	};
}

const isNear = (oneBpm: number, otherBpm: number): boolean => Math.abs(Math.log2(oneBpm / otherBpm)) <= 0.06;

/** Chance that the tempo is near one: readings differ in phase, only one of them can be right. */
function toTempoChance(readings: readonly Reading[], bpm: number): number {
	const all = readings.reduce((sum, { probability }) => sum + probability, 0);
	const near = readings.reduce((sum, { candidate, probability }) => sum + (isNear(candidate.bpm, bpm) ? probability : 0), 0);
	return near / Math.max(1, all);
}

/** Whether more begins at the thirds of the beat than at its half and quarters. */
function isTernary(pattern: Float32Array): boolean {
	let thirds = 0;
	let halves = 0;
	for (let band = 0; band < onsetBands; band++) {
		const row = head + band * phases.length;
		thirds += Math.exp(pattern[row + 3] ?? 0) / 2 + Math.exp(pattern[row + 7] ?? 0);
		halves += Math.exp(pattern[row + 5] ?? 0) + Math.exp(pattern[row + 8] ?? 0) / 2;
	}
	return thirds > halves;
}

/**
 * The beats from one anchor to another, both of them among the beats.
 * @param bpm what is expected, followed within a fifth; without it the tempo is found
 * @returns ascending seconds; just the anchors where nothing fits between them
 */
export function trackBetween(features: RhythmFeatures, fromSeconds: number, toSeconds: number, bpm?: number): number[] {
	const anchors = [fromSeconds, toSeconds].sort((a, b) => a - b);
	const [start = 0, end = 0] = anchors;
	const fromFrame = Math.max(0, Math.round((start + onsetLagSeconds) * onsetRateHz));
	const toFrame = Math.min(features.frameCount - 1, Math.round((end + onsetLagSeconds) * onsetRateHz));
	if (!(toFrame - fromFrame >= 20)) return anchors;
	const salience = toSalience(features).subarray(fromFrame, toFrame + 1);
	const expected = bpm ?? toExpectedBpm(features, start, end);
	if (expected === null) return anchors;
	// No beat at all fits where the range has none that divides the stretch: a wider one will.
	for (const width of [1.2, 1.5, 2.2]) {
		const { frames } = findPulse(salience, { fromBpm: expected / width, toBpm: expected * width }, looseCost, 'anchored');
		if (frames.length < 2) continue;
		const inner = [...frames]
			.slice(1, -1)
			.map((frame) => start + toBeatSeconds(salience, frame) + onsetLagSeconds - frameRest(start));
		return [start, ...inner, end];
	}
	return anchors;
}

/** How far a time lies after the frame it is rounded to. */
function frameRest(seconds: number): number {
	const moved = seconds + onsetLagSeconds;
	return moved - Math.round(moved * onsetRateHz) / onsetRateHz;
}

function toExpectedBpm(features: RhythmFeatures, start: number, end: number): number | null {
	const { beatsSeconds } = trackRhythm(features);
	const inside = beatsSeconds.filter((beat) => beat >= start - 4 && beat <= end + 4);
	return inside.length >= 3 ? 60 / toMedianInterval(Float64Array.from(inside)) : null;
}
