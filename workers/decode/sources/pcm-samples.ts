export type PcmEncoding = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'ulaw';

export const bytesPerSample: Readonly<Record<PcmEncoding, number>> = {
	u8: 1,
	s8: 1,
	s16: 2,
	s24: 3,
	s32: 4,
	f32: 4,
	f64: 8,
	alaw: 1,
	ulaw: 1
};

/**
 * Splits interleaved samples into planes.
 * @param view whole frames, each `frameBytes` long
 * @param frameBytes at least channels x bytes per sample; what is over is skipped
 */
export function deinterleave(
	view: DataView,
	encoding: PcmEncoding,
	isLittleEndian: boolean,
	frameBytes: number,
	planes: readonly Float32Array[],
	frames: number
): void {
	const read = readers[encoding];
	const width = bytesPerSample[encoding];
	planes.forEach((plane, channel) => {
		let at = channel * width;
		for (let i = 0; i < frames; i++, at += frameBytes) plane[i] = read(view, at, isLittleEndian);
	});
}

const readers: Readonly<Record<PcmEncoding, (view: DataView, at: number, isLittleEndian: boolean) => number>> = {
	u8: (view, at) => (view.getUint8(at) - 128) / 128,
	s8: (view, at) => view.getInt8(at) / 128,
	s16: (view, at, isLittleEndian) => view.getInt16(at, isLittleEndian) / 32768,
	s24: (view, at, isLittleEndian) =>
		(isLittleEndian
			? view.getUint16(at, true) + 65536 * view.getInt8(at + 2)
			: view.getUint8(at + 2) + 256 * view.getInt16(at, false)) / 8388608,
	s32: (view, at, isLittleEndian) => view.getInt32(at, isLittleEndian) / 2147483648,
	f32: (view, at, isLittleEndian) => view.getFloat32(at, isLittleEndian),
	f64: (view, at, isLittleEndian) => view.getFloat64(at, isLittleEndian),
	alaw: (view, at) => alawTable[view.getUint8(at)] ?? 0,
	ulaw: (view, at) => ulawTable[view.getUint8(at)] ?? 0
};

// ITU-T G.711: sign, three bits of segment, four of step.
const ulawTable = Float32Array.from({ length: 256 }, (_, code) => {
	const bits = ~code & 255;
	const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
	return (bits & 128 ? -size : size) / 32768;
});
const alawTable = Float32Array.from({ length: 256 }, (_, code) => {
	const bits = code ^ 0x55;
	const segment = (bits >> 4) & 7;
	const step = ((bits & 15) << 4) + 8;
	const size = segment === 0 ? step : (step + 256) << (segment - 1);
	return (bits & 128 ? size : -size) / 32768;
});
