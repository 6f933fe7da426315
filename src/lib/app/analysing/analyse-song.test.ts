import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import type { SongAnalysis } from '$core/analysis/analysis.ts';
import { noCorrections } from '$core/analysis/index.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import { analysisAlgorithm } from '$contracts/workers/analyse.contract.ts';
import type { JobContext } from '../jobs/jobs.svelte.ts';
import { analyseSong } from './analyse-song.ts';
import { keepCorrections } from './keep-corrections.ts';

function heard(algorithm = analysisAlgorithm, bpm = 100): SongAnalysis {
	const beatsSeconds = Array.from({ length: 16 }, (_, i) => (i * 60) / bpm);
	return {
		algorithm,
		durationSeconds: 10,
		rhythm: {
			beatsSeconds,
			downbeats: [0, 4, 8, 12],
			confidence: 0.9,
			tempo: { bpm, confidence: 0.9 },
			steadiness: 'steady',
			meter: { beatsPerBar: 4, division: 2, confidence: 0.8 }
		},
		harmony: { tuning: null, keys: [{ tonic: 9, mode: 'minor', confidence: 0.8 }], keySpans: [], chords: [] },
		sections: [],
		sound: {
			integratedLufs: -14,
			truePeakDbtp: -1,
			loudnessRangeLu: 4,
			dynamicRangeDb: 13,
			energy: 0.6,
			danceability: 0.5,
			genre: { name: 'unknown', confidence: 0 },
			mood: { name: 'unknown', confidence: 0 }
		}
	};
}

describe('analysing a song', () => {
	const store = { current: new MemoryLibraryStore() };
	const files = { current: new MemoryFileStore() };
	const analyse = vi.fn(async (): Promise<SongAnalysis> => heard());
	const locks = new FakeLocks();
	let ids = 0;

	beforeEach(async () => {
		store.current = new MemoryLibraryStore();
		files.current = new MemoryFileStore();
		analyse.mockReset().mockImplementation(async () => heard());
		ids = 0;
	});

	function run(song: Song): Promise<void> {
		const context: JobContext<'analyse'> = {
			jobId: 'job',
			input: { kind: 'analyse', songId: song.id },
			file: null,
			signal: new AbortController().signal,
			onProgress: () => undefined,
			remember: async () => undefined
		};
		return analyseSong({
			store: store.current,
			files: files.current,
			locks,
			analyst: { analyse, retrack: async () => [], weigh: async () => heard().rhythm },
			decoder: {
				keep: () => Promise.reject(new Error('not asked')),
				decode: () => Promise.reject(new UserFixableError('fileMissing', {}))
			},
			freeSpace: async () => 0,
			newId: () => `id${ids++}`,
			nowMs: () => 5,
			onAnalysed: () => undefined
		})(context);
	}

	async function keepSong(song: Song): Promise<Song> {
		await store.current.putSong(song);
		for (const path of [songPaths.pcm, songPaths.peaks]) {
			const writer = await files.current.create();
			await writer.write(new Uint8Array(8));
			await writer.commit(path(song.original.sha256));
		}
		return song;
	}

	it('keeps what was heard and tells the list what it needs', async () => {
		const song = await keepSong(songOf('s1'));
		await run(song);
		const changed = await store.current.song('s1');
		expect(changed?.music).toMatchObject({ bpm: 100, beatsPerBar: 4, key: { tonic: 9, mode: 'minor' }, energy: 0.6 });
		const analysis = await store.current.analysis(changed?.analysisId ?? '');
		expect(analysis).toMatchObject({ songId: 's1', inputSha256: song.original.sha256, algorithm: analysisAlgorithm });
	});

	it('does not work out twice what the present algorithm has heard, also not for a copy', async () => {
		const song = await keepSong(songOf('s1'));
		await run(song);
		await run(song);
		expect(analyse).toHaveBeenCalledTimes(1);
		const copy = await keepSong({ ...songOf('s2'), original: song.original });
		await run(copy);
		expect(analyse).toHaveBeenCalledTimes(1);
		expect((await store.current.song('s2'))?.music?.bpm).toBe(100);
	});

	it('hears again what an older algorithm heard, and lays the corrections over it', async () => {
		const song = await keepSong(songOf('s1'));
		analyse.mockImplementation(async () => heard('analyse-0', 50));
		await run(song);
		const corrections = { ...noCorrections('s1'), key: { tonic: 0, mode: 'major' } as const, revision: 3 };
		await keepCorrections({ store: store.current, locks, nowMs: () => 6 }, corrections, {});
		analyse.mockImplementation(async () => heard());
		await run(song);
		expect(analyse).toHaveBeenCalledTimes(2);
		expect((await store.current.song('s1'))?.music).toMatchObject({ bpm: 100, key: { tonic: 0, mode: 'major' } });
		expect(await store.current.corrections('s1')).toEqual(corrections);
	});

	it('leaves the song as it was when the analysis fails', async () => {
		const song = await keepSong(songOf('s1'));
		analyse.mockImplementation(() => Promise.reject(new UserFixableError('analysisFailed', {})));
		await expect(run(song)).rejects.toMatchObject({ fault: { code: 'analysisFailed' } });
		expect(await store.current.song('s1')).toEqual(song);
	});

	it('waits for its turn, so that a transcription ending meanwhile is not lost', async () => {
		const song = await keepSong(songOf('s1'));
		const release = await locks.hold('woodshed-song-s1', new AbortController().signal);
		const running = run(song);
		await new Promise((resolve) => setTimeout(resolve, 5));
		await store.current.putSong({ ...song, transcriptionId: 't1', revision: 1 });
		release();
		await running;
		expect(await store.current.song('s1')).toMatchObject({ transcriptionId: 't1', music: { bpm: 100 } });
	});
});
