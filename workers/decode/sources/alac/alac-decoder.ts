import { readResiduals } from './alac-rice.ts';
import { BitReader } from './bit-reader.ts';

/** From the `alac` box. Source of the whole: Apple, "ALAC Magic Cookie Description" and the published reference decoder. */
export interface AlacCookie {
	readonly frameLength: number;
	readonly bitDepth: number;
	readonly historyRate: number;
	readonly startMean: number;
	readonly maxBits: number;
	readonly channels: number;
	readonly sampleRateHz: number;
}

export const alacCookieBytes = 24;
const maxFrameLength = 65_536;

/** Null when it is no cookie this decoder can follow. */
export function toAlacCookie(view: DataView): AlacCookie | null {
	if (view.byteLength < alacCookieBytes) return null;
	const cookie: AlacCookie = {
		frameLength: view.getUint32(0),
		bitDepth: view.getUint8(5),
		historyRate: view.getUint8(6),
		startMean: view.getUint8(7),
		maxBits: view.getUint8(8),
		channels: view.getUint8(9),
		sampleRateHz: view.getUint32(20)
	};
	const isSane =
		cookie.frameLength > 0 &&
		cookie.frameLength <= maxFrameLength &&
		[16, 20, 24, 32].includes(cookie.bitDepth) &&
		cookie.channels > 0 &&
		cookie.maxBits > 0 &&
		cookie.maxBits < 31;
	return isSane ? cookie : null;
}

const endTag = 7;

/** Decodes packets of Apple Lossless; each stands alone. */
export class AlacDecoder {
	readonly #cookie: AlacCookie;
	readonly #planes: readonly Float32Array[];
	readonly #residuals: Int32Array;
	readonly #mixed: readonly [Int32Array, Int32Array];
	readonly #low: readonly [Uint16Array, Uint16Array];

	constructor(cookie: AlacCookie) {
		const { frameLength, channels } = cookie;
		this.#cookie = cookie;
		this.#planes = Array.from({ length: channels }, () => new Float32Array(frameLength));
		this.#residuals = new Int32Array(frameLength);
		this.#mixed = [new Int32Array(frameLength), new Int32Array(frameLength)];
		this.#low = [new Uint16Array(frameLength), new Uint16Array(frameLength)];
	}

	/** The planes are valid until the next call. Throws a `RangeError` on a damaged packet. */
	decode(packet: Uint8Array): { readonly planes: readonly Float32Array[]; readonly frames: number } {
		const bits = new BitReader(packet);
		let frames = this.#cookie.frameLength;
		for (let channel = 0; ;) {
			const tag = bits.unsigned(3);
			if (tag === endTag || bits.isPast) {
				for (const plane of this.#planes.slice(channel)) plane.fill(0, 0, frames);
				return { planes: this.#planes, frames };
			}
			if (tag === 0 || tag === 1 || tag === 3) {
				const width = tag === 1 ? 2 : 1;
				if (channel + width > this.#cookie.channels) throw new RangeError('more channels than the cookie says');
				frames = this.#element(bits, width, channel);
				channel += width;
			} else if (tag === 4) skipData(bits);
			else if (tag === 6) skipFill(bits);
			else throw new RangeError(`unknown element ${tag}`);
		}
	}

	#element(bits: BitReader, width: 1 | 2, channel: number): number {
		const { bitDepth, frameLength } = this.#cookie;
		bits.skip(4 + 12);
		const isPartial = bits.unsigned(1) === 1;
		const lowBits = 8 * bits.unsigned(2);
		const isPlain = bits.unsigned(1) === 1;
		const frames = isPartial ? bits.unsigned(32) : frameLength;
		if (frames > frameLength) throw new RangeError('a frame is longer than the cookie says');
		if (isPlain) {
			for (let i = 0; i < frames; i++) {
				for (let side = 0; side < width; side++) this.#put(channel + side, i, bits.signed(bitDepth));
			}
			if (bits.isPast) throw new RangeError('the packet ends inside a frame');
			return frames;
		}
		const mixBits = bits.unsigned(8);
		const mixWeight = bits.signed(8);
		this.#predicted(bits, width, frames, lowBits);
		const [first, second] = this.#mixed;
		const [firstLow, secondLow] = this.#low;
		for (let i = 0; i < frames; i++) {
			let left = first[i] ?? 0;
			let right = second[i] ?? 0;
			if (width === 2 && mixWeight !== 0) {
				left = left + right - ((mixWeight * right) >> mixBits);
				right = left - right;
			}
			this.#put(channel, i, left * 2 ** lowBits + (lowBits ? (firstLow[i] ?? 0) : 0));
			if (width === 2) this.#put(channel + 1, i, right * 2 ** lowBits + (lowBits ? (secondLow[i] ?? 0) : 0));
		}
		return frames;
	}

	#predicted(bits: BitReader, width: 1 | 2, frames: number, lowBits: number): void {
		const { bitDepth, historyRate, startMean, maxBits } = this.#cookie;
		const sampleBits = bitDepth - lowBits + width - 1;
		if (sampleBits < 1) throw new RangeError('a frame keeps no bits');
		const sides = ([0, 1] as const).slice(0, width).map((side) => {
			const mode = bits.unsigned(4);
			const shift = bits.unsigned(4);
			const rateFactor = bits.unsigned(3);
			const coefficients = Int16Array.from({ length: bits.unsigned(5) }, () => 0);
			for (let i = 0; i < coefficients.length; i++) coefficients[i] = bits.signed(16);
			return { side, mode, shift, rateFactor, coefficients };
		});
		if (lowBits > 0) {
			for (let i = 0; i < frames; i++) {
				for (const { side } of sides) this.#low[side][i] = bits.unsigned(lowBits);
			}
		}
		for (const { side, mode, shift, rateFactor, coefficients } of sides) {
			const rate = Math.floor((historyRate * rateFactor) / 4);
			readResiduals(bits, { startMean, rate, maxBits }, sampleBits, this.#residuals, frames);
			if (mode !== 0) integrate(this.#residuals, this.#residuals, frames, sampleBits);
			predict(this.#residuals, this.#mixed[side], frames, coefficients, shift, sampleBits);
		}
	}

	#put(channel: number, index: number, sample: number): void {
		const plane = this.#planes[channel];
		if (plane) plane[index] = sample / 2 ** (this.#cookie.bitDepth - 1);
	}
}

const firstOrder = 31;

function integrate(residuals: Int32Array, out: Int32Array, frames: number, sampleBits: number): void {
	const unused = 32 - sampleBits;
	let sum = 0;
	for (let i = 0; i < frames; i++) {
		sum = ((sum + (residuals[i] ?? 0)) << unused) >> unused;
		out[i] = sum;
	}
}

/** Linear prediction whose weights follow the sign of every error. `coefficients` are changed. */
function predict(
	residuals: Int32Array,
	out: Int32Array,
	frames: number,
	coefficients: Int16Array,
	shift: number,
	sampleBits: number
): void {
	const order = coefficients.length;
	if (order === 0) {
		out.set(residuals.subarray(0, frames));
		return;
	}
	if (order === firstOrder) {
		integrate(residuals, out, frames, sampleBits);
		return;
	}
	integrate(residuals, out, Math.min(frames, order + 1), sampleBits);
	const unused = 32 - sampleBits;
	const half = shift > 0 ? 1 << (shift - 1) : 0;
	for (let i = order + 1; i < frames; i++) {
		const oldest = out[i - order - 1] ?? 0;
		let sum = 0;
		for (let k = 0; k < order; k++) sum = (sum + Math.imul(coefficients[k] ?? 0, (out[i - 1 - k] ?? 0) - oldest)) | 0;
		const residual = residuals[i] ?? 0;
		out[i] = ((residual + oldest + ((sum + half) >> shift)) << unused) >> unused;
		const direction = Math.sign(residual);
		let error = residual;
		for (let k = order - 1; k >= 0 && error * direction > 0; k--) {
			const difference = oldest - (out[i - 1 - k] ?? 0);
			const sign = Math.sign(difference);
			coefficients[k] = (coefficients[k] ?? 0) - sign * direction;
			error -= (order - k) * ((direction * sign * difference) >> shift);
		}
	}
}

function skipData(bits: BitReader): void {
	bits.skip(4);
	const isAligned = bits.unsigned(1) === 1;
	const first = bits.unsigned(8);
	const count = first === 255 ? first + bits.unsigned(8) : first;
	if (isAligned) bits.align();
	bits.skip(8 * count);
}

function skipFill(bits: BitReader): void {
	const first = bits.unsigned(4);
	const count = first === 15 ? first + bits.unsigned(8) - 1 : first;
	bits.skip(8 * count);
}
