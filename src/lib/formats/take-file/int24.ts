const scale = 8_388_608;

/**
 * Writes samples as signed 24 bits, little-endian, channels interleaved. What exceeds full scale is held there; what is
 * not a number becomes silence.
 * @param planes one or two arrays of `frames` samples or more
 * @param bytes at least `frames * planes.length * 3` from `offset` on
 * @returns the largest absolute sample, before it was held
 */
export function toInt24(planes: readonly Float32Array[], frames: number, bytes: Uint8Array, offset: number): number {
	const channels = planes.length;
	let peak = 0;
	for (let channel = 0; channel < channels; channel++) {
		const plane = planes[channel];
		if (plane === undefined) continue;
		for (let i = 0, at = offset + 3 * channel; i < frames; i++, at += 3 * channels) {
			const sample = plane[i] ?? 0;
			const high = Math.abs(sample);
			if (high > peak) peak = high;
			const value = Math.max(-scale, Math.min(scale - 1, Math.round((Number.isNaN(sample) ? 0 : sample) * scale)));
			bytes[at] = value & 0xff;
			bytes[at + 1] = (value >> 8) & 0xff;
			bytes[at + 2] = (value >> 16) & 0xff;
		}
	}
	return peak;
}

/** Reads `frames` samples of each plane, whole numbers from -2^23 to 2^23 - 1. */
export function fromInt24(bytes: Uint8Array, frames: number, planes: readonly Int32Array[]): void {
	const channels = planes.length;
	planes.forEach((plane, channel) => {
		for (let i = 0, at = 3 * channel; i < frames; i++, at += 3 * channels)
			plane[i] = (((bytes[at] ?? 0) << 8) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 24)) >> 8;
	});
}
