/** Filters of ITU-R BS.1770 at 48 kHz, redesigned for 44.1 kHz by the bilinear transform. */
interface Biquad {
	readonly b: readonly [number, number, number];
	readonly a: readonly [number, number];
}

function shelf(sampleRateHz: number): Biquad {
	const [centreHz, gainDb, q] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
	const k = Math.tan((Math.PI * centreHz) / sampleRateHz);
	const high = 10 ** (gainDb / 20);
	const band = high ** 0.4996667741545416;
	const a0 = 1 + k / q + k * k;
	return {
		b: [(high + (band * k) / q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / q + k * k) / a0],
		a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
	};
}

function highPass(sampleRateHz: number): Biquad {
	const [centreHz, q] = [38.13547087602444, 0.5003270373238773];
	const k = Math.tan((Math.PI * centreHz) / sampleRateHz);
	const a0 = 1 + k / q + k * k;
	return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}

function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
	let [x1, x2, y1, y2] = [0, 0, 0, 0];
	return samples.map((x) => {
		const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
		[x2, x1, y2, y1] = [x1, x, y1, y];
		return y;
	});
}

/** Integrated loudness with both gates (ITU-R BS.1770-4), LUFS; -Infinity for silence. */
export function loudnessLufs(planes: readonly Float32Array[], sampleRateHz: number): number {
	const weighted = planes.map((plane) => filtered(filtered(plane, shelf(sampleRateHz)), highPass(sampleRateHz)));
	const block = Math.round(0.4 * sampleRateHz);
	const powers: number[] = [];
	for (let start = 0; start + block <= (weighted[0]?.length ?? 0); start += block / 4) {
		powers.push(
			weighted.reduce((sum, plane) => sum + plane.subarray(start, start + block).reduce((p, x) => p + x * x, 0) / block, 0)
		);
	}
	const lufs = (power: number): number => -0.691 + 10 * Math.log10(power);
	const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
	const audible = powers.filter((power) => lufs(power) > -70);
	if (audible.length === 0) return -Infinity;
	const gate = lufs(mean(audible)) - 10;
	return lufs(mean(audible.filter((power) => lufs(power) > gate)));
}
