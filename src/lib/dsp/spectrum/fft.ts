/**
 * Spectrum of real samples: one complex transform of half the size, whose two interleaved halves are then told apart
 * (Press et al., Numerical Recipes, 3rd ed., 12.3). The complex transform runs in place, two radix-2 stages at a time.
 * Tables and workspace are made once; `forward` allocates nothing.
 */
export class RealFft {
	readonly size: number;
	/** Half the size and one: bins 0 (DC) to Nyquist. */
	readonly binCount: number;
	readonly #half: number;
	readonly #re: Float64Array;
	readonly #im: Float64Array;
	readonly #reversed: Uint32Array;
	/** cos and sin of 2 pi k / size. */
	readonly #cos: Float64Array;
	readonly #sin: Float64Array;

	/**
	 * @param size samples a transform: a power of two, 4 or more
	 * @throws {RangeError} on another size
	 */
	constructor(size: number) {
		if (!Number.isInteger(size) || size < 4 || size > 2 ** 24 || (size & (size - 1)) !== 0)
			throw new RangeError('The size of a transform is a power of two, 4 or more.');
		this.size = size;
		this.binCount = size / 2 + 1;
		this.#half = size / 2;
		this.#re = new Float64Array(this.#half);
		this.#im = new Float64Array(this.#half);
		this.#reversed = toReversed(this.#half);
		this.#cos = Float64Array.from({ length: this.#half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
		this.#sin = Float64Array.from({ length: this.#half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
	}

	/**
	 * X[k] = sum of x[n] exp(-2 pi i k n / size), without scaling.
	 * @param input `size` samples or more, the rest unread; not changed
	 * @param re filled with `binCount` real parts
	 * @param im filled with `binCount` imaginary parts
	 */
	forward(input: Float32Array | Float64Array, re: Float32Array | Float64Array, im: Float32Array | Float64Array): void {
		const half = this.#half;
		const zr = this.#re;
		const zi = this.#im;
		const reversed = this.#reversed;
		for (let n = 0; n < half; n++) {
			const to = reversed[n] ?? 0;
			zr[to] = input[2 * n] ?? 0;
			zi[to] = input[2 * n + 1] ?? 0;
		}
		this.#transform();
		const cos = this.#cos;
		const sin = this.#sin;
		const r0 = zr[0] ?? 0;
		const i0 = zi[0] ?? 0;
		re[0] = r0 + i0;
		im[0] = 0;
		re[half] = r0 - i0;
		im[half] = 0;
		for (let k = 1, mirror = half - 1; k <= mirror; k++, mirror--) {
			const ar = zr[k] ?? 0;
			const ai = zi[k] ?? 0;
			const br = zr[mirror] ?? 0;
			const bi = zi[mirror] ?? 0;
			const evenRe = 0.5 * (ar + br);
			const evenIm = 0.5 * (ai - bi);
			const oddRe = 0.5 * (ai + bi);
			const oddIm = 0.5 * (br - ar);
			const c = cos[k] ?? 0;
			const s = sin[k] ?? 0;
			const turnedRe = oddRe * c + oddIm * s;
			const turnedIm = oddIm * c - oddRe * s;
			re[k] = evenRe + turnedRe;
			im[k] = evenIm + turnedIm;
			re[mirror] = evenRe - turnedRe;
			im[mirror] = turnedIm - evenIm;
		}
	}

	/** The complex transform of what lies in bit-reversed order. */
	#transform(): void {
		const half = this.#half;
		const zr = this.#re;
		const zi = this.#im;
		const cos = this.#cos;
		const sin = this.#sin;
		let span = 1;
		if ((31 - Math.clz32(half)) % 2 === 1) {
			for (let a = 0; a < half; a += 2) {
				const br = zr[a + 1] ?? 0;
				const bi = zi[a + 1] ?? 0;
				const ar = zr[a] ?? 0;
				const ai = zi[a] ?? 0;
				zr[a] = ar + br;
				zi[a] = ai + bi;
				zr[a + 1] = ar - br;
				zi[a + 1] = ai - bi;
			}
			span = 2;
		}
		for (; span < half; span *= 4) {
			// The table holds angles of the real size, which is twice the complex one.
			const stride = half / (2 * span);
			for (let k = 0; k < span; k++) {
				const c2 = cos[k * stride] ?? 0;
				const s2 = sin[k * stride] ?? 0;
				const c1 = cos[2 * k * stride] ?? 0;
				const s1 = sin[2 * k * stride] ?? 0;
				for (let a = k; a < half; a += 4 * span) {
					const b = a + span;
					const c = b + span;
					const d = c + span;
					const xbr = zr[b] ?? 0;
					const xbi = zi[b] ?? 0;
					const xdr = zr[d] ?? 0;
					const xdi = zi[d] ?? 0;
					const tbr = xbr * c1 + xbi * s1;
					const tbi = xbi * c1 - xbr * s1;
					const tdr = xdr * c1 + xdi * s1;
					const tdi = xdi * c1 - xdr * s1;
					const xar = zr[a] ?? 0;
					const xai = zi[a] ?? 0;
					const xcr = zr[c] ?? 0;
					const xci = zi[c] ?? 0;
					const ar = xar + tbr;
					const ai = xai + tbi;
					const br = xar - tbr;
					const bi = xai - tbi;
					const pr = xcr + tdr;
					const pi = xci + tdi;
					const qr = xcr - tdr;
					const qi = xci - tdi;
					const cr = pr * c2 + pi * s2;
					const ci = pi * c2 - pr * s2;
					// The second pair turns by a further quarter.
					const dr = qi * c2 - qr * s2;
					const di = -qr * c2 - qi * s2;
					zr[a] = ar + cr;
					zi[a] = ai + ci;
					zr[c] = ar - cr;
					zi[c] = ai - ci;
					zr[b] = br + dr;
					zi[b] = bi + di;
					zr[d] = br - dr;
					zi[d] = bi - di;
				}
			}
		}
	}
}

function toReversed(count: number): Uint32Array {
	const reversed = new Uint32Array(count);
	for (let i = 1; i < count; i++) reversed[i] = ((reversed[i >> 1] ?? 0) >> 1) | (i % 2 === 1 ? count >> 1 : 0);
	return reversed;
}

/** Periodic Hann window, its values 0 to 1. */
export function toHannWindow(size: number): Float32Array {
	return Float32Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
}
