/** 24 keys: tonic 0 to 11 in major, then in minor. */
export const keyCount = 24;

/** How much each degree belongs to a key, from the tonic: Temperley's probe of Essen and of common practice (1999). */
const major = [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4];
const minor = [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33];

const standardised = (profile: readonly number[]): Float64Array => {
	const mean = profile.reduce((sum, value) => sum + value, 0) / 12;
	const spread = Math.sqrt(profile.reduce((sum, value) => sum + (value - mean) ** 2, 0));
	return Float64Array.from(profile, (value) => (value - mean) / spread);
};
const profiles = [standardised(major), standardised(minor)] as const;

/** Correlations of a chroma (12 values from `at`) with each key's profile, into `out` from `to` on: -1 to 1. */
export function correlateKeys(
	chroma: Float32Array | Float64Array,
	at: number,
	out: Float32Array | Float64Array,
	to: number
): void {
	let mean = 0;
	for (let i = 0; i < 12; i++) mean += (chroma[at + i] ?? 0) / 12;
	let square = 0;
	for (let i = 0; i < 12; i++) square += ((chroma[at + i] ?? 0) - mean) ** 2;
	const scale = square > 1e-12 ? 1 / Math.sqrt(square) : 0;
	for (let key = 0; key < keyCount; key++) {
		const profile = profiles[key < 12 ? 0 : 1];
		let sum = 0;
		for (let i = 0; i < 12; i++) sum += ((chroma[at + ((key + i) % 12)] ?? 0) - mean) * (profile[i] ?? 0);
		out[to + key] = sum * scale;
	}
}
