import type { NoteEvidence } from '$contracts/transcription.ts';
import type { PeakSource } from '$lib/app/timeline/peak-source.ts';

/** A note with sensible values for what a test does not care about. */
export function testNote(
	onsetSeconds: number,
	lengthSeconds: number,
	pitchMidi: number,
	more: Partial<NoteEvidence> = {}
): NoteEvidence {
	return {
		id: `${onsetSeconds}-${pitchMidi}`,
		onsetSeconds,
		offsetSeconds: onsetSeconds + lengthSeconds,
		pitchMidi,
		velocity: 100,
		confidence: 0.92,
		...more
	};
}

/** Many notes from a fixed seed, sorted by onset, a fifth of them bent and a tenth doubtful. */
export function manyNotes(count: number, durationSeconds: number): NoteEvidence[] {
	let seed = 7;
	const random = (): number => {
		seed = (seed * 1664525 + 1013904223) >>> 0;
		return seed / 2 ** 32;
	};
	const notes = Array.from({ length: count }, (_, at) => {
		const length = 0.08 + random() * 0.6;
		const bend =
			random() < 0.2
				? Array.from({ length: Math.round(length / 0.0116) }, (_, step) => Math.round(30 * Math.sin(step / 4)))
				: null;
		return testNote(random() * (durationSeconds - 1), length, 36 + Math.floor(random() * 48), {
			id: `n${at}`,
			velocity: 30 + Math.floor(random() * 90),
			confidence: random() < 0.1 ? 0.3 : 0.5 + random() * 0.49,
			...(bend === null ? {} : { bendCents: bend })
		});
	});
	return notes.sort((a, b) => a.onsetSeconds - b.onsetSeconds);
}

/** A recording that is loud in its even seconds and silent in its odd ones. */
export function blinkingPeaks(durationSeconds: number): PeakSource {
	return {
		durationSeconds,
		gain: 1,
		between: (startSeconds, endSeconds, columns) => {
			const step = (endSeconds - startSeconds) / columns;
			const max = Float32Array.from({ length: columns }, (_, at) =>
				Math.floor(startSeconds + (at + 0.5) * step) % 2 === 0 ? 0.9 : 0
			);
			return { min: max.map((value) => -value), max, rms: max.map((value) => value * 0.5) };
		}
	};
}
