import { proxy, wrap } from 'comlink';
import type { DecodeWorker } from '../../../src/lib/contracts/workers/decode.contract.ts';
import { fromOutcome } from '../../../src/lib/contracts/workers/outcome.ts';
import type { ListenTimings, TranscribeWorker } from '../../../src/lib/contracts/workers/transcribe.contract.ts';
import { songWav } from '../../site/song.ts';

export interface OurRun {
	/** From a file in memory to notes: kept, decoded, heard, decoded to notes. */
	readonly totalMs: number;
	/** Of these, `keepMs` copies and hashes the file. */
	readonly importMs: number;
	readonly keepMs: number;
	readonly listen: ListenTimings;
	readonly redecodeMs: number;
	readonly notes: number;
	/** Longest task of the page's own thread meanwhile; 0 when none took 50 ms. */
	readonly longestTaskMs: number;
}

const settings = { preset: 'auto', sensitivity: 0.5 } as const;
const quiet = proxy(() => undefined);

/** One song (seconds of a made one, or an address) the whole way, in workers that stay from run to run, as in the app. */
function makeRunner(): (song: number | string, maxThreads: number) => Promise<OurRun> {
	const decoder = wrap<DecodeWorker>(
		new Worker(new URL('../../../workers/decode/decode.worker.ts', import.meta.url), { type: 'module' })
	);
	const transcriber = wrap<TranscribeWorker>(
		new Worker(new URL('../../../workers/transcribe/transcribe.worker.ts', import.meta.url), { type: 'module' })
	);
	let jobs = 0;
	return async (song, maxThreads) => {
		const file = await fileOf(song);
		let longestTaskMs = 0;
		const observer = new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
		});
		await new Promise((resolve) => setTimeout(resolve, 100));
		observer.observe({ type: 'longtask' });
		const jobId = `job ${jobs++}`;
		const startedMs = performance.now();
		const kept = fromOutcome(await decoder.keep({ jobId, file, fileName: 'song.wav' }, quiet));
		const keptMs = performance.now();
		const pcmPath = `pcm/${kept.sha256}`;
		const posteriorsPath = `posteriors/${kept.sha256}`;
		const { facts } = fromOutcome(
			await decoder.decode(
				{ jobId, originalPath: kept.originalPath, fileName: 'song.wav', pcmPath, peaksPath: `peaks/${kept.sha256}` },
				quiet
			)
		);
		const importedMs = performance.now();
		const heard = fromOutcome(
			await transcriber.listen({ jobId, pcmPath, monoMix: facts.monoMix, posteriorsPath, settings, maxThreads }, quiet)
		);
		const endedMs = performance.now();
		observer.disconnect();
		fromOutcome(await transcriber.redecode({ posteriorsPath, settings: { ...settings, sensitivity: 0.6 } }));
		return {
			totalMs: endedMs - startedMs,
			importMs: importedMs - startedMs,
			keepMs: keptMs - startedMs,
			listen: heard.timings,
			redecodeMs: performance.now() - endedMs,
			notes: heard.notes.notes.length,
			longestTaskMs
		};
	};
}

let loaded: { readonly song: number | string; readonly file: File } | null = null;

/** Made once: the making is no part of any measure. */
async function fileOf(song: number | string): Promise<File> {
	if (loaded?.song !== song) {
		const bytes = typeof song === 'number' ? songWav(song) : await (await fetch(song)).blob();
		loaded = { song, file: new File([bytes], 'song.wav') };
	}
	return loaded.file;
}

let runner: ReturnType<typeof makeRunner> | null = null;

Object.assign(globalThis, {
	benchPrepare: async (song: number | string) => void (await fileOf(song)),
	benchOurs: (song: number | string, maxThreads: number) => (runner ??= makeRunner())(song, maxThreads)
});
