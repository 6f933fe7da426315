import { proxy, wrap } from 'comlink';
import type { AnalyseWorker } from '../../../src/lib/contracts/workers/analyse.contract.ts';
import type { DecodeWorker } from '../../../src/lib/contracts/workers/decode.contract.ts';
import { fromOutcome } from '../../../src/lib/contracts/workers/outcome.ts';
import type { TranscribeWorker } from '../../../src/lib/contracts/workers/transcribe.contract.ts';
import { songWav } from '../../site/song.ts';

export interface OurAnalysis {
	/** The analysis alone, in its one thread. */
	readonly analyseMs: number;
	/** From a file in memory to notes and analysis, both at once, as after an import. */
	readonly everythingMs: number;
	readonly beats: number;
	readonly chords: number;
	readonly sections: number;
}

const quiet = proxy(() => undefined);
const spawn = {
	decode: () => new Worker(new URL('../../../workers/decode/decode.worker.ts', import.meta.url), { type: 'module' }),
	transcribe: () => new Worker(new URL('../../../workers/transcribe/transcribe.worker.ts', import.meta.url), { type: 'module' }),
	analyse: () => new Worker(new URL('../../../workers/analyse/analyse.worker.ts', import.meta.url), { type: 'module' })
};

function makeRunner(): (song: number | string, maxThreads: number) => Promise<OurAnalysis> {
	const decoder = wrap<DecodeWorker>(spawn.decode());
	const transcriber = wrap<TranscribeWorker>(spawn.transcribe());
	const analyst = wrap<AnalyseWorker>(spawn.analyse());
	let jobs = 0;
	return async (song, maxThreads) => {
		const bytes = typeof song === 'number' ? songWav(song) : await (await fetch(song)).blob();
		const file = new File([bytes], 'song.wav');
		const jobId = `job ${jobs++}`;
		const startedMs = performance.now();
		const { sha256, originalPath } = fromOutcome(await decoder.keep({ jobId, file, fileName: 'song.wav' }, quiet));
		const pcmPath = `pcm/${sha256}`;
		const request = { jobId, originalPath, fileName: 'song.wav', pcmPath, peaksPath: `peaks/${sha256}` };
		const { monoMix } = fromOutcome(await decoder.decode(request, quiet)).facts;
		const analyse = async () =>
			fromOutcome(await analyst.analyse({ jobId, pcmPath, monoMix, featuresPath: `features/${sha256}` }, quiet));
		const listen = async () =>
			fromOutcome(
				await transcriber.listen(
					{
						jobId,
						pcmPath,
						monoMix,
						posteriorsPath: `posteriors/${sha256}`,
						settings: { preset: 'auto', sensitivity: 0.5 },
						maxThreads
					},
					quiet
				)
			);
		await Promise.all([analyse(), listen()]);
		const everythingMs = performance.now() - startedMs;
		const aloneMs = performance.now();
		const { rhythm, harmony, sections } = await analyse();
		return {
			analyseMs: performance.now() - aloneMs,
			everythingMs,
			beats: rhythm.beatsSeconds.length,
			chords: harmony.chords.length,
			sections: sections.length
		};
	};
}

let runner: ReturnType<typeof makeRunner> | null = null;

Object.assign(globalThis, {
	benchAnalyse: (song: number | string, maxThreads: number) => (runner ??= makeRunner())(song, maxThreads)
});
