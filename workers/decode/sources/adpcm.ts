/**
 * ADPCM as WAVE files carry it: blocks of `blockBytes` that each begin afresh.
 * Source: Microsoft, "Multimedia Data Standards Update" (April 1994); IMA, "Recommended Practices" (1992).
 */
export interface AdpcmLayout {
	readonly kind: 'ms' | 'ima';
	readonly channels: number;
	readonly blockBytes: number;
	/** MS only: pairs of weights in 1/256. */
	readonly coefficients: readonly (readonly [number, number])[];
}

export const standardCoefficients: readonly (readonly [number, number])[] = [
	[256, 0],
	[512, -256],
	[0, 0],
	[192, 64],
	[240, 0],
	[460, -208],
	[392, -232]
];

/** Frames in a block of so many bytes; 0 when it is shorter than its own header. */
export function adpcmFrames({ kind, channels }: AdpcmLayout, bytes: number): number {
	if (kind === 'ms') return bytes < 7 * channels ? 0 : 2 + Math.floor(((bytes - 7 * channels) * 2) / channels);
	return bytes < 4 * channels ? 0 : 1 + 8 * Math.floor((bytes - 4 * channels) / (4 * channels));
}

/** Decodes one block into the planes from `offset`; answers the frames written. */
export function decodeAdpcmBlock(layout: AdpcmLayout, block: DataView, planes: readonly Float32Array[], offset: number): number {
	const frames = adpcmFrames(layout, block.byteLength);
	if (frames === 0) return 0;
	if (layout.kind === 'ms') decodeMs(layout, block, planes, offset, frames);
	else decodeIma(layout, block, planes, offset, frames);
	return frames;
}

const msAdaptation = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230] as const;

function decodeMs(
	{ channels, coefficients }: AdpcmLayout,
	block: DataView,
	planes: readonly Float32Array[],
	offset: number,
	frames: number
): void {
	const state = Array.from({ length: channels }, (_, channel) => {
		const [first, second] = coefficients[block.getUint8(channel)] ?? [256, 0];
		return {
			first,
			second,
			delta: block.getInt16(channels + 2 * channel, true),
			newer: block.getInt16(3 * channels + 2 * channel, true),
			older: block.getInt16(5 * channels + 2 * channel, true)
		};
	});
	state.forEach(({ newer, older }, channel) => {
		const plane = planes[channel];
		if (!plane) return;
		plane[offset] = older / 32768;
		plane[offset + 1] = newer / 32768;
	});
	let nibbleIndex = 14 * channels;
	for (let i = 2; i < frames; i++) {
		for (let channel = 0; channel < channels; channel++, nibbleIndex++) {
			const byte = block.getUint8(nibbleIndex >> 1);
			const nibble = nibbleIndex & 1 ? byte & 15 : byte >> 4;
			const one = state[channel];
			const plane = planes[channel];
			if (!one || !plane) continue;
			const predicted = (one.newer * one.first + one.older * one.second) >> 8;
			const sample = clamp16(predicted + (nibble > 7 ? nibble - 16 : nibble) * one.delta);
			one.older = one.newer;
			one.newer = sample;
			one.delta = Math.max(16, ((msAdaptation[nibble] ?? 230) * one.delta) >> 8);
			plane[offset + i] = sample / 32768;
		}
	}
}

const imaIndexSteps = [-1, -1, -1, -1, 2, 4, 6, 8] as const;
/** 89 steps, each about a tenth above the one before. */
const imaSteps = [
	7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143,
	157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411,
	1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442,
	11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767
] as const;

function decodeIma(
	{ channels }: AdpcmLayout,
	block: DataView,
	planes: readonly Float32Array[],
	offset: number,
	frames: number
): void {
	planes.slice(0, channels).forEach((plane, channel) => {
		let sample = block.getInt16(4 * channel, true);
		let index = Math.min(88, block.getUint8(4 * channel + 2));
		plane[offset] = sample / 32768;
		for (let i = 1; i < frames; i++) {
			const group = (i - 1) >> 3;
			const within = (i - 1) & 7;
			const byte = block.getUint8(4 * channels * (1 + group) + 4 * channel + (within >> 1));
			const nibble = within & 1 ? byte >> 4 : byte & 15;
			const step = imaSteps[index] ?? 7;
			const size = (step >> 3) + (nibble & 1 ? step >> 2 : 0) + (nibble & 2 ? step >> 1 : 0) + (nibble & 4 ? step : 0);
			sample = clamp16(nibble & 8 ? sample - size : sample + size);
			index = Math.max(0, Math.min(88, index + (imaIndexSteps[nibble & 7] ?? 0)));
			plane[offset + i] = sample / 32768;
		}
	});
}

function clamp16(value: number): number {
	return Math.max(-32768, Math.min(32767, value));
}
