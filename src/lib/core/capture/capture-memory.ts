export const channelChoices = ['left', 'right', 'both', 'mix'] as const;
/** Which of a device's channels are kept: one of them, both as stereo, or their mean. */
export type ChannelChoice = (typeof channelChoices)[number];

/** Twelve seconds at 44.1 kHz; a power of two, so that counters may wrap. */
export const captureFrames = 524_288;
export const mostGaps = 64;

/** Places in `CaptureMemory.state`. */
export const writtenAt = 0;
export const readAt = 1;
/** Gaps ever noted; each lies at its number modulo `mostGaps`. */
export const gapsAt = 2;
export const lostAt = 3;
export const clippedAt = 4;
/** Blocks of the meter that held sound, wrapping: a look at the last block alone passes over what is short. */
export const soundingAt = 5;

/** Peak above which a block holds sound: below -90 dBFS even a good converter hears nothing but itself. */
export const soundingPeak = 3e-5;

/** Places in `CaptureMemory.meter`. */
export const peakAt = 0;
export const rmsAt = 1;

/** What the audio thread shares with whoever hears the input. Made once for an input, before it flows. */
export interface CaptureMemory {
	/** Frames written and read, both wrapping; gaps noted; frames lost; samples clipped; blocks that sounded. */
	readonly state: Int32Array;
	/** Pairs: at which frame of the ring, and how many frames are missing there. */
	readonly gaps: Int32Array;
	/** Context frame of the ring's first frame. */
	readonly base: Float64Array;
	/** Peak and RMS of the last block, linear. */
	readonly meter: Float32Array;
	readonly left: Float32Array;
	readonly right: Float32Array;
}

/** @param frames a power of two */
export function captureMemory(isShared: boolean, frames = captureFrames): CaptureMemory {
	const bytes = (length: number): ArrayBufferLike => (isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
	return {
		state: new Int32Array(bytes(6 * 4)),
		gaps: new Int32Array(bytes(2 * mostGaps * 4)),
		base: new Float64Array(bytes(8)),
		meter: new Float32Array(bytes(2 * 4)),
		left: new Float32Array(bytes(frames * 4)),
		right: new Float32Array(bytes(frames * 4))
	};
}
