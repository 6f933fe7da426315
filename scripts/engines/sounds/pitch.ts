/**
 * Pitch of a struck string: partials are found near their places and fitted to those of a stiff string,
 * f_n = n f0 sqrt(1 + B n^2) (Fletcher 1964), so that a weak or missing fundamental does no harm.
 * @param samples mono, beginning at the attack
 * @param nominalHz within 45 cents of the true pitch, 130 above 2.5 kHz
 * @returns frequency of the first partial, Hz
 */
export function stringPitchHz(samples: Float32Array, sampleRateHz: number, nominalHz: number): number {
	const start = Math.round(0.06 * sampleRateHz);
	const seconds = Math.max(0.3, Math.min(2, 120 / nominalHz));
	const windowed = hann(samples.subarray(start, start + Math.round(seconds * sampleRateHz)));
	const highest = Math.max(1, Math.min(8, Math.floor(6000 / nominalHz)));
	const partials: { n: number; hz: number; weight: number }[] = [];
	let stiffness = 0;
	for (let n = 1; n <= highest; n++) {
		const expected = n * nominalHz * Math.sqrt((1 + stiffness * n * n) / (1 + stiffness));
		const { hz, magnitude } = peakNear(windowed, sampleRateHz, expected, searchCents(n, nominalHz));
		partials.push({ n, hz, weight: magnitude });
		if (n >= 3) stiffness = Math.max(0, Math.min(0.003, stiffFit(partials).stiffness));
	}
	const { f0Hz, stiffness: fitted } = stiffFit(partials);
	return f0Hz * Math.sqrt(1 + fitted);
}

/** The highest string of the grand was recorded more than a semitone sharp; up there no other peak is near. */
function searchCents(n: number, nominalHz: number): number {
	if (nominalHz > 2500) return 130;
	return n <= 2 ? 45 : 20;
}

function stiffFit(partials: readonly { n: number; hz: number; weight: number }[]): { f0Hz: number; stiffness: number } {
	const loudest = Math.max(...partials.map(({ weight }) => weight));
	let [sw, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
	for (const { n, hz, weight } of partials) {
		if (weight < 0.03 * loudest) continue;
		const x = n * n;
		const y = (hz / n) ** 2;
		sw += weight;
		sx += weight * x;
		sy += weight * y;
		sxx += weight * x * x;
		sxy += weight * x * y;
	}
	const spread = sw * sxx - sx * sx;
	const slope = spread > 1e-9 * sw * sxx ? Math.max(0, (sw * sxy - sx * sy) / spread) : 0;
	const intercept = (sy - slope * sx) / sw;
	return { f0Hz: Math.sqrt(intercept), stiffness: slope / intercept };
}

function hann(samples: Float32Array): Float32Array {
	return samples.map((sample, i) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / samples.length)));
}

/** The strongest frequency within `cents` of a place: a grid as fine as the window resolves, then a golden section. */
function peakNear(samples: Float32Array, sampleRateHz: number, hz: number, cents: number): { hz: number; magnitude: number } {
	const low = hz * 2 ** (-cents / 1200);
	const high = hz * 2 ** (cents / 1200);
	const step = Math.max((high - low) / 60, (0.25 * sampleRateHz) / samples.length);
	let best = { hz, magnitude: -1 };
	for (let at = low; at <= high; at += step) {
		const magnitude = magnitudeAt(samples, sampleRateHz, at);
		if (magnitude > best.magnitude) best = { hz: at, magnitude };
	}
	let [left, right] = [best.hz - step, best.hz + step];
	for (let i = 0; i < 18; i++) {
		const third = (right - left) / 3;
		if (magnitudeAt(samples, sampleRateHz, left + third) < magnitudeAt(samples, sampleRateHz, right - third)) left += third;
		else right -= third;
	}
	return { hz: (left + right) / 2, magnitude: best.magnitude };
}

/** One bin of a Fourier transform at any frequency (Goertzel 1958). */
function magnitudeAt(samples: Float32Array, sampleRateHz: number, hz: number): number {
	const angle = (2 * Math.PI * hz) / sampleRateHz;
	const factor = 2 * Math.cos(angle);
	let [previous, before] = [0, 0];
	for (const sample of samples) [previous, before] = [sample + factor * previous - before, previous];
	return Math.sqrt(Math.max(0, previous * previous + before * before - factor * previous * before)) / samples.length;
}
