import { BitWriter } from './bit-writer.ts';
import { crc16, crc8 } from './checksums.ts';
import { fixedResidual, planRice, writeRice, type RicePlan } from './residual.ts';

const bitsPerSample = 24;
export const flacBlockFrames = 4096;

export interface FlacLayout {
	readonly sampleRateHz: number;
	readonly channels: 1 | 2;
	readonly frames: number;
	readonly title: string;
}

/**
 * Writes FLAC (RFC 9639) of 24 bits as a stream: `header`, then blocks of `flacBlockFrames`, the last one as long as it is.
 * Prediction is by the fixed polynomials, stereo by whichever of the four ways is shortest. No browser encodes FLAC itself.
 */
export class FlacEncoder {
	readonly #layout: FlacLayout;
	readonly #writer = new BitWriter();
	readonly #mid = new Int32Array(flacBlockFrames);
	readonly #side = new Int32Array(flacBlockFrames);
	readonly #residual = new Int32Array(flacBlockFrames);
	#frameNumber = 0;

	/** @throws {RangeError} for a rate or a length that FLAC cannot say */
	constructor(layout: FlacLayout) {
		if (layout.sampleRateHz < 1 || layout.sampleRateHz >= 2 ** 20) throw new RangeError('FLAC counts up to 1,048,575 Hz.');
		if (layout.frames >= 2 ** 36) throw new RangeError('FLAC counts up to 2^36 frames.');
		this.#layout = layout;
	}

	header(): Uint8Array<ArrayBuffer> {
		const writer = new BitWriter();
		const { sampleRateHz, channels, frames, title } = this.#layout;
		for (const letter of 'fLaC') writer.write(letter.charCodeAt(0), 8);
		writer.write(0, 8);
		writer.write(34, 24);
		writer.write(flacBlockFrames, 16);
		writer.write(flacBlockFrames, 16);
		// Smallest and largest block in bytes, not known beforehand.
		writer.write(0, 24);
		writer.write(0, 24);
		writer.write(sampleRateHz, 20);
		writer.write(channels - 1, 3);
		writer.write(bitsPerSample - 1, 5);
		writer.write(Math.floor(frames / 2 ** 32), 4);
		writer.write(frames % 2 ** 32, 32);
		// MD5 of the samples: zero says that it is not given.
		for (let i = 0; i < 4; i++) writer.write(0, 32);
		const comment = vorbisComment(title);
		writer.write(0x84, 8);
		writer.write(comment.byteLength, 24);
		for (const byte of comment) writer.write(byte, 8);
		return writer.bytes().slice();
	}

	/** @param planes whole numbers of 24 bits, `frames` each, at most `flacBlockFrames` */
	block(planes: readonly Int32Array[], frames: number): Uint8Array<ArrayBuffer> {
		const [left, right] = planes;
		if (left === undefined || (this.#layout.channels === 2 && right === undefined)) throw new RangeError('A plane is missing.');
		const writer = this.#writer;
		writer.clear();
		if (right === undefined || this.#layout.channels === 1) {
			this.#writeHeader(0, frames);
			this.#writeSubframe(left, bitsPerSample, frames);
		} else this.#writeStereo(left, right, frames);
		writer.align();
		writer.write(crc16(writer.bytes()), 16);
		this.#frameNumber++;
		return writer.bytes().slice();
	}

	#writeStereo(left: Int32Array, right: Int32Array, frames: number): void {
		const mid = this.#mid;
		const side = this.#side;
		for (let i = 0; i < frames; i++) {
			const a = left[i] ?? 0;
			const b = right[i] ?? 0;
			mid[i] = (a + b) >> 1;
			side[i] = a - b;
		}
		const [leftBits, rightBits, midBits, sideBits] = [left, right, mid, side].map(
			(plane) => this.#choose(plane, frames).plan.bits
		) as [number, number, number, number];
		const ways = [
			{ code: 1, bits: leftBits + rightBits, first: left, second: right, firstBits: 24, secondBits: 24 },
			{ code: 8, bits: leftBits + sideBits, first: left, second: side, firstBits: 24, secondBits: 25 },
			{ code: 9, bits: sideBits + rightBits, first: side, second: right, firstBits: 25, secondBits: 24 },
			{ code: 10, bits: midBits + sideBits, first: mid, second: side, firstBits: 24, secondBits: 25 }
		];
		const best = ways.reduce((shortest, way) => (way.bits < shortest.bits ? way : shortest));
		this.#writeHeader(best.code, frames);
		this.#writeSubframe(best.first, best.firstBits, frames);
		this.#writeSubframe(best.second, best.secondBits, frames);
	}

	#writeHeader(channelCode: number, frames: number): void {
		const writer = this.#writer;
		writer.write(0xfff8, 16);
		writer.write(frames === flacBlockFrames ? 0b1100 : 0b0111, 4);
		// The rate is that of the stream.
		writer.write(0, 4);
		writer.write(this.#layout.channels === 1 ? 0 : channelCode, 4);
		writer.write(0b110, 3);
		writer.write(0, 1);
		for (const byte of toCodedNumber(this.#frameNumber)) writer.write(byte, 8);
		if (frames !== flacBlockFrames) writer.write(frames - 1, 16);
		writer.write(crc8(writer.bytes()), 8);
	}

	#writeSubframe(samples: Int32Array, bits: number, frames: number): void {
		const writer = this.#writer;
		const first = samples[0] ?? 0;
		if (samples.subarray(0, frames).every((sample) => sample === first)) {
			writer.write(0, 8);
			writer.write(first, bits);
			return;
		}
		const { order, plan } = this.#choose(samples, frames);
		if (plan.bits + order * bits >= frames * bits) {
			writer.write(0b10, 8);
			for (let i = 0; i < frames; i++) writer.write(samples[i] ?? 0, bits);
			return;
		}
		writer.write((0b001000 | order) << 1, 8);
		for (let i = 0; i < order; i++) writer.write(samples[i] ?? 0, bits);
		fixedResidual(samples, order, frames, this.#residual);
		writeRice(writer, this.#residual, order, frames, plan);
	}

	/** The order whose residual sums up to least. */
	#choose(samples: Int32Array, frames: number): { readonly order: number; readonly plan: RicePlan } {
		const residual = this.#residual;
		let order = 0;
		let least = Infinity;
		for (let candidate = 0; candidate <= Math.min(4, frames - 1); candidate++) {
			fixedResidual(samples, candidate, frames, residual);
			let sum = 0;
			for (let i = 4; i < frames; i++) sum += Math.abs(residual[i] ?? 0);
			if (sum < least) {
				least = sum;
				order = candidate;
			}
		}
		fixedResidual(samples, order, frames, residual);
		return { order, plan: planRice(residual, order, frames) };
	}
}

/** A block's number as UTF-8 counts characters, up to 36 bits. */
function toCodedNumber(value: number): readonly number[] {
	if (value < 0x80) return [value];
	let extra = 1;
	while (value >= 2 ** (5 * extra + 6)) extra++;
	const bytes = [((0xff00 >> (extra + 1)) & 0xff) | Math.floor(value / 2 ** (6 * extra))];
	for (let i = extra - 1; i >= 0; i--) bytes.push(0x80 | (Math.floor(value / 2 ** (6 * i)) & 0x3f));
	return bytes;
}

function vorbisComment(title: string): Uint8Array {
	const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
	const vendor = encode('Woodshed');
	const comment = encode(`TITLE=${title}`);
	const bytes = new Uint8Array(12 + vendor.length + comment.length);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, vendor.length, true);
	bytes.set(vendor, 4);
	view.setUint32(4 + vendor.length, 1, true);
	view.setUint32(8 + vendor.length, comment.length, true);
	bytes.set(comment, 12 + vendor.length);
	return bytes;
}
