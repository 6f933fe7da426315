import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { madeAnalysis } from '../../../../tests/fixtures/made-analysis.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import type { Rhythm } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { noCorrections } from '$core/analysis/index.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { weighBeats } from './weigh-beats.ts';

const analysis = { ...madeAnalysis(), id: 'a1', songId: 's1' };
const voted: Rhythm = {
	...analysis.rhythm,
	beatsSeconds: analysis.rhythm.beatsSeconds.filter((_, at) => at % 2 === 0),
	downbeats: [0, 2, 4],
	tempo: { bpm: 48, confidence: 0.7 }
};
const transcription: Transcription = {
	schemaVersion: 1,
	id: 't1',
	songId: 's1',
	algorithm: 'test',
	inputSha256: 'x',
	settings: { preset: 'auto', sensitivity: 0.5 },
	preset: 'piano',
	presetConfidence: 1,
	durationSeconds: 60,
	createdAtMs: 0,
	notes: [{ id: 'n1', onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 80, confidence: 0.9, bendCents: [1, 2] }]
};

describe('notes that vote on the beats', () => {
	const weigh = vi.fn(async (): Promise<Rhythm> => voted);
	const onAnalysed = vi.fn();
	let store: MemoryLibraryStore;

	beforeEach(async () => {
		weigh.mockReset().mockImplementation(async () => voted);
		onAnalysed.mockReset();
		store = new MemoryLibraryStore();
		const song = { ...songOf('s1'), transcriptionId: 't1', analysisId: 'a1' };
		await store.putSongWithTranscription(song, transcription);
		await store.putSongWithAnalysis(song, analysis);
	});

	const run = (): Promise<void> => {
		const ports = { store, locks: new FakeLocks(), newId: () => 'a2', nowMs: () => 9, analyst: { weigh }, onAnalysed };
		return weighBeats(ports, 's1', new AbortController().signal);
	};
	const correct = async (more: Partial<Corrections>): Promise<void> => {
		const song = await store.song('s1');
		if (song === null) throw new Error('no song');
		await store.putCorrectionsWithSong({ ...noCorrections('s1'), ...more }, song);
	};

	it('change beats, tempo and the list, and nothing else that was heard', async () => {
		await run();
		const song = await store.song('s1');
		expect(song).toMatchObject({ analysisId: 'a2', music: { bpm: 48 } });
		expect(await store.analysis('a2')).toEqual({ ...analysis, id: 'a2', createdAtMs: 9, rhythm: voted, notesOf: 't1' });
		expect(weigh).toHaveBeenCalledWith(
			expect.objectContaining({ notes: [expect.not.objectContaining({ bendCents: expect.anything() })] }),
			expect.anything()
		);
		expect(onAnalysed).toHaveBeenCalledTimes(1);
	});

	it('vote once', async () => {
		await run();
		await run();
		expect(weigh).toHaveBeenCalledTimes(1);
	});

	it.each([
		['a tempo factor', { tempoFactor: 2 as const }],
		['a meter', { beatsPerBar: 3 }],
		['a first bar', { firstDownbeatSeconds: 1 }],
		['a beat', { beatEdits: [{ kind: 'insert' as const, atSeconds: 1 }] }]
	])('keep out where the user has corrected %s', async (_, more) => {
		await correct(more);
		await run();
		expect(weigh).not.toHaveBeenCalled();
		expect((await store.song('s1'))?.analysisId).toBe('a1');
	});

	it('keep out where the user corrects the beats meanwhile', async () => {
		weigh.mockImplementation(async () => {
			await correct({ tempoFactor: 0.5 });
			return voted;
		});
		await run();
		expect((await store.song('s1'))?.analysisId).toBe('a1');
	});

	it('vote where only the key was corrected, which stays', async () => {
		await correct({ key: { tonic: 0, mode: 'major' } });
		await run();
		expect((await store.song('s1'))?.music).toMatchObject({ bpm: 48, key: { tonic: 0, mode: 'major' } });
	});

	it('leave the beats when their evidence was evicted', async () => {
		weigh.mockImplementation(() => Promise.reject(new UserFixableError('fileMissing', {})));
		await run();
		expect((await store.song('s1'))?.analysisId).toBe('a1');
	});
});
