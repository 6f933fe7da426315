import { pitchChangeAt, strengthNear } from './beat-measures.ts';
import type { RhythmFeatures } from '../hearing/features.ts';

/** Measures of each beat, standardised over the recording. */
export const beatMeasures = 8;
/** Beats looked at before and after. */
const reach = 4;
export const contextWidth = (2 * reach + 1) * beatMeasures;

const context = new Float32Array(contextWidth);

/** The measures of a beat and its neighbours, in order; the average, which is 0, where there are none. Valid until the next call. */
export function toContext(measures: Float32Array, beat: number): Float32Array {
	for (let offset = -reach; offset <= reach; offset++) {
		const from = (beat + offset) * beatMeasures;
		for (let column = 0; column < beatMeasures; column++)
			context[(offset + reach) * beatMeasures + column] = measures[from + column] ?? 0;
	}
	return context;
}

/** `beatMeasures` numbers a beat: strengths by band, then how the harmony changes over one beat and over two. */
export function measureBeats(features: RhythmFeatures, beats: Float64Array): Float32Array {
	const count = beats.length;
	const rows = new Float32Array(count * beatMeasures);
	for (let i = 0; i < count; i++) {
		const at = beats[i] ?? 0;
		const next = beats[i + 1] ?? at + (at - (beats[i - 1] ?? at - 0.5));
		const near = pitchChangeAt(features, at, next - at);
		const far = pitchChangeAt(features, at, 2 * (next - at));
		const strength = (band: number): number => Math.sqrt(strengthNear(features, band, at));
		rows.set(
			[
				strength(0),
				strength(1),
				(strength(2) + strength(3)) / 2,
				(strength(4) + strength(5)) / 2,
				near.middle,
				far.middle,
				near.bass,
				far.bass
			],
			i * beatMeasures
		);
	}
	standardise(rows, count);
	return rows;
}

function standardise(rows: Float32Array, count: number): void {
	for (let column = 0; column < beatMeasures; column++) {
		let sum = 0;
		let squares = 0;
		for (let i = 0; i < count; i++) {
			const value = rows[i * beatMeasures + column] ?? 0;
			sum += value;
			squares += value * value;
		}
		const mean = sum / count;
		const spread = Math.sqrt(Math.max(0, squares / count - mean * mean)) + 0.02;
		for (let i = 0; i < count; i++) rows[i * beatMeasures + column] = ((rows[i * beatMeasures + column] ?? 0) - mean) / spread;
	}
}
