/**
 * The two filters of ITU-R BS.1770-4 as second-order sections, for any sample rate: a shelf that stands for the head, and a
 * high-pass. The standard prints coefficients for 48 kHz only; the analogue prototypes behind them are those found by
 * De Man (2014).
 */
export interface Biquad {
	readonly b0: number;
	readonly b1: number;
	readonly b2: number;
	readonly a1: number;
	readonly a2: number;
}

export function kWeighting(sampleRateHz: number): readonly [shelf: Biquad, highPass: Biquad] {
	return [shelf(sampleRateHz), highPass(sampleRateHz)];
}

function shelf(sampleRateHz: number): Biquad {
	const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
	const q = 0.7071752369554196;
	const high = 10 ** (3.999843853973347 / 20);
	const band = high ** 0.4996667741545416;
	const a0 = 1 + k / q + k * k;
	return {
		b0: (high + (band * k) / q + k * k) / a0,
		b1: (2 * (k * k - high)) / a0,
		b2: (high - (band * k) / q + k * k) / a0,
		a1: (2 * (k * k - 1)) / a0,
		a2: (1 - k / q + k * k) / a0
	};
}

function highPass(sampleRateHz: number): Biquad {
	const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
	const q = 0.5003270373238773;
	const a0 = 1 + k / q + k * k;
	return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 };
}
