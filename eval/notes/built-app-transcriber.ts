import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { importAndWait } from '../../scripts/drive/library-page.ts';
import { Halver } from '../../src/lib/dsp/resample/halve.ts';
import { inFreshProfile, readMono } from '../app/fresh-profile.ts';
import type { Transcriber } from './transcriber.ts';

const patienceMs = 180_000;

/** The production build in headless Chromium, and the sound it decoded, for peers that listen to the same. */
export interface BuiltAppTranscriber extends Transcriber {
	/** Mono at 22,050 Hz, as the app's own transcriber heard it. Call after `transcribe` of the same path. */
	readSound(audioPath: string): Promise<Float32Array>;
}

/** Every recording goes in by the file picker of a fresh profile, as a user's would. */
export async function openBuiltAppTranscriber(): Promise<BuiltAppTranscriber> {
	const app = await openBuiltApp();
	let heard: { readonly path: string; readonly samples: Float32Array } | null = null;
	return {
		name: 'woodshed',
		transcribe: async (path) => {
			const { notes, samples } = await inFreshProfile(app, async (page) => {
				const end = await importAndWait(page, path, patienceMs);
				if (end.kind === 'failed') throw new Error(JSON.stringify(end.job.fault));
				const { original, recording } = end.song;
				return {
					notes: end.transcription.notes,
					samples: toMono22k(await readMono(page, original.sha256, recording?.monoMix ?? 'mean'))
				};
			});
			heard = { path, samples };
			return notes.map((note) => ({ onset: note.onsetSeconds, offset: note.offsetSeconds, pitch: note.pitchMidi }));
		},
		readSound: async (path) => {
			if (heard?.path !== path) throw new Error(`${path} could not be decoded`);
			return heard.samples;
		},
		close: () => app.close()
	};
}

function toMono22k(mono: Float32Array): Float32Array {
	const halver = new Halver();
	const parts = [halver.push(mono).slice(), halver.finish().slice()];
	const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		samples.set(part, offset);
		offset += part.length;
	}
	return samples;
}
