import type { BitReader } from './bit-reader.ts';

/** How fast the coder's idea of the signal's size follows, from the cookie and the frame. */
export interface RiceParameters {
	readonly startMean: number;
	readonly rate: number;
	readonly maxBits: number;
}

const meanShift = 9;
const maxPrefix = 9;
const maxMean = 0xffff;

/** Reads `frames` residuals, adaptive Golomb-Rice with runs of zeros. Throws on a run that leaves the frame. */
export function readResiduals(
	bits: BitReader,
	{ startMean, rate, maxBits }: RiceParameters,
	sampleBits: number,
	out: Int32Array,
	frames: number
): void {
	let mean = startMean;
	let afterZeros = 0;
	for (let i = 0; i < frames;) {
		const width = Math.min(maxBits, 31 - Math.clz32((mean >> meanShift) + 3));
		const coded = readNumber(bits, width, 2 ** width - 1, sampleBits);
		const value = coded + afterZeros;
		out[i++] = value & 1 ? -((value + 1) / 2) : value / 2;
		mean = coded > maxMean ? maxMean : rate * value + mean - Math.floor((rate * mean) / 2 ** meanShift);
		afterZeros = 0;
		if (mean * 4 < 1 << meanShift && i < frames) {
			const zeroWidth = Math.clz32(mean) - 24 + ((mean + 16) >> 6);
			const zeros = readNumber(bits, zeroWidth, (2 ** zeroWidth - 1) & (2 ** maxBits - 1), 16);
			if (i + zeros > frames) throw new RangeError('a run of zeros is longer than its frame');
			out.fill(0, i, i + zeros);
			i += zeros;
			afterZeros = zeros < maxMean ? 1 : 0;
			mean = 0;
		}
		if (bits.isPast) throw new RangeError('the packet ends inside a frame');
	}
}

function readNumber(bits: BitReader, width: number, factor: number, plainBits: number): number {
	const prefix = bits.ones(maxPrefix);
	if (prefix === maxPrefix) return bits.unsigned(plainBits);
	const rest = bits.unsigned(width - 1);
	// The last bit is there only when the others say so.
	if (rest === 0) return prefix * factor;
	return prefix * factor + 2 * rest + bits.unsigned(1) - 1;
}
