import type { TakeNote } from '../take/take-note.ts';
import type { Line } from './line.ts';

/** A delay beyond this is no delay, seconds. */
const mostSeconds = 0.6;
const binSeconds = 0.02;

/**
 * The constant delay between a take and the song it was played along with, seconds: where most notes find another of their
 * pitch. It only helps to find the notes; a player who is late as a whole is still told so.
 */
export function toSongOffset(line: Line, notes: readonly TakeNote[]): number {
	const bins = new Float64Array(2 * Math.round(mostSeconds / binSeconds) + 1);
	const byPitch = new Map<number, number[]>();
	for (const { pitchMidi, seconds } of line.notes) {
		const own = byPitch.get(pitchMidi);
		if (own === undefined) byPitch.set(pitchMidi, [seconds]);
		else own.push(seconds);
	}
	const next = new Map<number, number>();
	for (const { pitchMidi, onsetSeconds, confidence } of notes) {
		const due = byPitch.get(pitchMidi);
		if (due === undefined) continue;
		let first = next.get(pitchMidi) ?? 0;
		while ((due[first] ?? Infinity) < onsetSeconds - mostSeconds) first++;
		next.set(pitchMidi, first);
		for (let at = first; (due[at] ?? Infinity) <= onsetSeconds + mostSeconds; at++) {
			const bin = Math.round((onsetSeconds - (due[at] ?? 0) + mostSeconds) / binSeconds);
			bins[bin] = (bins[bin] ?? 0) + confidence;
		}
	}
	let best = 0;
	let bestCount = 0;
	for (let bin = 0; bin < bins.length; bin++) {
		const own = (bins[bin] ?? 0) + 0.6 * ((bins[bin - 1] ?? 0) + (bins[bin + 1] ?? 0));
		const seconds = bin * binSeconds - mostSeconds;
		// Of two as good the smaller delay: repeated notes have many.
		const count = own * (1 - 0.3 * (Math.abs(seconds) / mostSeconds));
		if (count > bestCount) {
			bestCount = count;
			best = seconds;
		}
	}
	return best;
}
