import type { Analysis } from '../../src/lib/core/analysis/analysis.ts';
import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { importAndAnalyse } from '../../scripts/drive/library-page.ts';
import { inFreshProfile, readMono } from './fresh-profile.ts';

const patienceMs = 180_000;

/** The production build in headless Chromium, and the sound it decoded, for peers that listen to the same. */
export interface BuiltAppAnalyst {
	readonly name: string;
	analyse(audioPath: string): Promise<Analysis>;
	/** Mono at 44,100 Hz, as the app's own analyst heard it; imports the recording anew when another was last. */
	readMono(audioPath: string): Promise<Float32Array>;
	close(): Promise<void>;
}

/** Every recording goes in by the file picker of a fresh profile, as a user's would. */
export async function openBuiltAppAnalyst(): Promise<BuiltAppAnalyst> {
	const app = await openBuiltApp();
	let last: { readonly path: string; readonly analysis: Analysis; readonly sound: Float32Array } | null = null;
	const hear = async (path: string): Promise<NonNullable<typeof last>> => {
		if (last?.path !== path) {
			last = await inFreshProfile(app, async (page) => {
				const { song, analysis } = await importAndAnalyse(page, path, patienceMs);
				return { path, analysis, sound: await readMono(page, song.original.sha256, song.recording?.monoMix ?? 'mean') };
			});
		}
		return last;
	};
	return {
		name: 'woodshed',
		analyse: async (path) => (await hear(path)).analysis,
		readMono: async (path) => (await hear(path)).sound,
		close: () => app.close()
	};
}
