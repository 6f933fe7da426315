/** Partials of a tone that are followed, below `highestHz`. */
const mostPartials = 5;
const highestHz = 5000;
/** How far around the heard onset is looked, seconds. */
const reachSeconds = 0.05;
const hopSeconds = 0.0015;
/** Each look lasts this long at least, or two periods, but never longer, seconds. */
const shortestSeconds = 0.012;
const longestSeconds = 0.04;
/** A partial that does not grow by this, or is weaker than this beside the strongest, tells nothing. */
const leastGrowth = 2;
const leastShare = 0.02;
/** The climb is taken over this long, seconds. */
const climbSeconds = 0.012;
/** What is expected: the steepest climb comes so long after what the model calls the onset, more or less, seconds. */
const expectedSeconds = 0.008;
const spreadSeconds = 0.012;
/** No onset is moved nearer than this to the end of its note, seconds. */
const shortestNoteSeconds = 0.01;
/** From the onset, as keys and pickups tell it, to the steepest climb of what sounds, seconds. */
const lagSeconds = 0.006;

/**
 * Finds the onset of a heard note between the model's frames, which are 11.6 ms apart: where the partials of its pitch
 * climb most steeply.
 * @param samples mono, of any scale
 * @param sampleRateHz 12,000 or more
 * @returns the onset in seconds, within 50 ms of the one that is given; that one where nothing climbs
 */
export function toAttackEar(
	samples: Float32Array | Int16Array,
	sampleRateHz = 22_050
): (note: { readonly pitchMidi: number; readonly onsetSeconds: number; readonly offsetSeconds: number }) => number {
	const hops = 2 * Math.round(reachSeconds / hopSeconds) + 1;
	const onsetHop = (hops - 1) / 2;
	const climb = Math.round(climbSeconds / hopSeconds / 2);
	const level = new Float64Array(hops);
	const partials = Array.from({ length: mostPartials }, () => new Float64Array(hops));

	/** Fills a row with the amplitude around a frequency. */
	function follow(row: Float64Array, hz: number, lookFrames: number, fromSeconds: number): void {
		const from = Math.round(fromSeconds * sampleRateHz) - (lookFrames >> 1);
		const turn = (2 * Math.PI * hz) / sampleRateHz;
		const real = new Float64Array(lookFrames);
		const imaginary = new Float64Array(lookFrames);
		for (let i = 0; i < lookFrames; i++) {
			const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / lookFrames);
			real[i] = hann * Math.cos(turn * i);
			imaginary[i] = hann * Math.sin(turn * i);
		}
		for (let hop = 0; hop < hops; hop++) {
			const at = from + Math.round(hop * hopSeconds * sampleRateHz);
			let re = 0;
			let im = 0;
			for (let i = 0; i < lookFrames; i++) {
				const sample = samples[at + i] ?? 0;
				re += sample * (real[i] ?? 0);
				im += sample * (imaginary[i] ?? 0);
			}
			row[hop] = Math.hypot(re, im);
		}
	}

	const afterHop = onsetHop - Math.round(0.02 / hopSeconds);
	const quietestBefore = (row: Float64Array): number => Math.min(...row.subarray(0, onsetHop));
	const loudestAfter = (row: Float64Array): number => Math.max(...row.subarray(afterHop));

	const slopeAt = (hop: number): number =>
		hop < climb || hop + climb >= hops ? 0 : Math.max(0, (level[hop + climb] ?? 0) - (level[hop - climb] ?? 0));

	return ({ pitchMidi, onsetSeconds, offsetSeconds }) => {
		const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
		const lookSeconds = Math.max(shortestSeconds, Math.min(longestSeconds, 2 / hz));
		const count = Math.max(1, Math.min(mostPartials, Math.floor(Math.min(highestHz, 0.49 * sampleRateHz) / hz)));
		const fromSeconds = onsetSeconds - onsetHop * hopSeconds;
		const rows = partials.slice(0, count);
		rows.forEach((row, at) => follow(row, (at + 1) * hz, Math.round(lookSeconds * sampleRateHz), fromSeconds));
		const loudest = rows.map(loudestAfter);
		const least = leastShare * Math.max(...loudest);
		level.fill(0);
		for (const [at, row] of rows.entries()) {
			const own = loudest[at] ?? 0;
			if (own <= least || own <= leastGrowth * quietestBefore(row)) continue;
			for (let hop = 0; hop < hops; hop++) level[hop] = (level[hop] ?? 0) + (row[hop] ?? 0);
		}
		let best = 0;
		let steepest = -1;
		for (let hop = climb; hop + climb < hops; hop++) {
			const away = (fromSeconds + hop * hopSeconds - onsetSeconds - expectedSeconds) / spreadSeconds;
			const worth = slopeAt(hop) * Math.exp(-0.5 * away * away);
			if (worth > best) {
				best = worth;
				steepest = hop;
			}
		}
		if (steepest < 0) return onsetSeconds;
		// The expectation leans on the flank: the top of the slope is the place.
		while (slopeAt(steepest + 1) > slopeAt(steepest)) steepest++;
		while (slopeAt(steepest - 1) > slopeAt(steepest)) steepest--;
		const attackSeconds = fromSeconds + steepest * hopSeconds - lagSeconds;
		return Math.max(0, Math.min(attackSeconds, Math.max(onsetSeconds, offsetSeconds - shortestNoteSeconds)));
	};
}
