const rateHz = 44_100;

/** A song nobody wrote: chords, a bass and a melody of decaying harmonics with a little hiss, the same on every machine. */
export function songPlanes(seconds: number): Float32Array<ArrayBuffer>[] {
	const frames = Math.round(seconds * rateHz);
	const left = new Float32Array(frames);
	const right = new Float32Array(frames);
	let state = 7;
	const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
	for (let i = 0; i < frames; i++) {
		left[i] = 0.002 * (next() - 0.5);
		right[i] = 0.002 * (next() - 0.5);
	}
	const beat = 0.5;
	const chords = [
		[45, 60, 64, 69],
		[41, 57, 60, 65],
		[48, 55, 64, 67],
		[43, 55, 59, 62]
	];
	for (let at = 0, count = 0; at < seconds; at += beat, count++) {
		const chord = chords[Math.floor(count / 4) % chords.length] ?? [];
		if (count % 2 === 0) for (const midi of chord) addTone(left, right, at, midi, 1.2, 0.06);
		addTone(right, left, at + (next() < 0.3 ? beat / 2 : 0), 69 + Math.floor(next() * 16), 0.6, 0.08);
	}
	return [left, right];
}

function addTone(near: Float32Array, far: Float32Array, atSeconds: number, midi: number, seconds: number, gain: number): void {
	const start = Math.round(atSeconds * rateHz);
	const hz = 440 * 2 ** ((midi - 69) / 12);
	const end = Math.min(near.length, start + Math.round(seconds * rateHz));
	for (let harmonic = 1; harmonic <= 5 && harmonic * hz < 10_000; harmonic++) {
		const step = (2 * Math.PI * harmonic * hz) / rateHz;
		for (let i = start; i < end; i++) {
			const since = (i - start) / rateHz;
			const value = (gain / harmonic) * Math.min(1, since * 200) * Math.exp(-4 * since) * Math.sin(step * (i - start));
			near[i] = (near[i] ?? 0) + value;
			far[i] = (far[i] ?? 0) + 0.6 * value;
		}
	}
}

/** The same as a 16-bit stereo WAV file: what a musician drops in. */
export function songWav(seconds: number): Uint8Array<ArrayBuffer> {
	const [left, right] = songPlanes(seconds);
	const frames = left?.length ?? 0;
	const bytes = new Uint8Array(44 + frames * 4);
	const view = new DataView(bytes.buffer);
	const text = (at: number, word: string): void => bytes.set(new TextEncoder().encode(word), at);
	text(0, 'RIFF');
	view.setUint32(4, bytes.byteLength - 8, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 2, true);
	view.setUint32(24, rateHz, true);
	view.setUint32(28, rateHz * 4, true);
	view.setUint16(32, 4, true);
	view.setUint16(34, 16, true);
	text(36, 'data');
	view.setUint32(40, frames * 4, true);
	for (let i = 0; i < frames; i++) {
		view.setInt16(44 + i * 4, 32767 * Math.max(-1, Math.min(1, left?.[i] ?? 0)), true);
		view.setInt16(46 + i * 4, 32767 * Math.max(-1, Math.min(1, right?.[i] ?? 0)), true);
	}
	return bytes;
}

/** Mono at 22,050 Hz, the mean of both channels and of each pair of samples: enough for a stopwatch, not for notes. */
export function songForPeers(seconds: number): Float32Array<ArrayBuffer> {
	const [left, right] = songPlanes(seconds);
	const frames = Math.floor((left?.length ?? 0) / 2);
	return Float32Array.from({ length: frames }, (_, i) => {
		const at = 2 * i;
		return 0.25 * ((left?.[at] ?? 0) + (right?.[at] ?? 0) + (left?.[at + 1] ?? 0) + (right?.[at + 1] ?? 0));
	});
}
