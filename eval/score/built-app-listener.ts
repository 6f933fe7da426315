import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { importAndWait, readAnalysis, readSongs } from '../../scripts/drive/library-page.ts';
import { inFreshProfile } from '../app/fresh-profile.ts';
import type { ScoreListener } from './heard.ts';

const patienceMs = 180_000;
const stepMs = 50;

/** The production build in headless Chromium: every recording goes in by the file picker of a fresh profile. */
export async function openBuiltAppListener(): Promise<ScoreListener> {
	const app = await openBuiltApp();
	return {
		close: () => app.close(),
		listen: (path) =>
			inFreshProfile(app, async (page) => {
				const end = await importAndWait(page, path, patienceMs);
				if (end.kind === 'failed') throw new Error(`${path}: ${JSON.stringify(end.job.fault)}`);
				for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += stepMs) {
					const song = (await readSongs(page)).find(({ id }) => id === end.song.id);
					const analysis = song?.analysisId === undefined ? null : await readAnalysis(page, song.analysisId);
					if (analysis?.notesOf === end.transcription.id)
						return { notes: end.transcription.notes, rhythm: analysis.rhythm, harmony: analysis.harmony };
					await page.waitForTimeout(stepMs);
				}
				throw new Error(`${path} was not analysed and weighed within ${patienceMs / 1000} s.`);
			})
	};
}
