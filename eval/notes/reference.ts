import { createRequire } from 'node:module';
import { z } from 'zod';
import type { HeardWindow } from './listen.ts';
import type { ScoredNote } from './metrics.ts';

/** The parts of the npm package's post-processing that it needs from a caller. */
interface ReferenceModule {
	outputToNotesPoly: (
		frames: number[][],
		onsets: number[][],
		onsetThreshold: number,
		frameThreshold: number,
		minimumFrames: number
	) => unknown[];
	noteFramesToTime: (notes: unknown[]) => unknown[];
}

const timedNotes = z.array(z.object({ startTimeSeconds: z.number(), durationSeconds: z.number(), pitchMidi: z.number() }));

function loadReference(): ReferenceModule {
	const loaded: unknown = createRequire(import.meta.url)('@spotify/basic-pitch/cjs/toMidi.js');
	const schema = z.object({
		outputToNotesPoly: z.custom<ReferenceModule['outputToNotesPoly']>((value) => typeof value === 'function'),
		noteFramesToTime: z.custom<ReferenceModule['noteFramesToTime']>((value) => typeof value === 'function')
	});
	return schema.parse(loaded);
}

/**
 * Notes by `@spotify/basic-pitch`'s own post-processing at its defaults (0.5, 0.3, 11 frames) from what the model heard,
 * cut to as many frames as the package itself keeps.
 */
export function toReferenceNotes(windows: readonly HeardWindow[], sampleCount: number): ScoredNote[] {
	const frames = Math.floor((sampleCount * 86) / 22_050);
	const rows = (pick: (window: HeardWindow) => Float32Array): number[][] =>
		windows
			.flatMap((window) => Array.from({ length: 142 }, (_, i) => Array.from(pick(window).subarray(i * 88, (i + 1) * 88))))
			.slice(0, frames);
	const notes = rows((window) => window.notes);
	if (notes.length < 2) return [];
	const { outputToNotesPoly, noteFramesToTime } = loadReference();
	const timed = timedNotes.parse(
		noteFramesToTime(
			outputToNotesPoly(
				notes,
				rows((window) => window.onsets),
				0.5,
				0.3,
				11
			)
		)
	);
	return timed.map((note) => ({
		onset: note.startTimeSeconds,
		offset: note.startTimeSeconds + note.durationSeconds,
		pitch: note.pitchMidi
	}));
}
