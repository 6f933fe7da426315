import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackupWorker, KeptTake, RecordSink, RecordSource } from '$contracts/workers/backup.contract.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import type { SongEvidence } from '$contracts/library-store.ts';
import type { SongList } from '$contracts/lists.ts';
import type { Song } from '$contracts/song.ts';
import type { DeviceChoice } from '$contracts/devices/device-choice.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { openFileStore } from '$files/index.ts';
import { setlistOf } from '../../tests/fixtures/lists.ts';
import { judgedTake } from '../../tests/fixtures/recording/judged.ts';
import { takeRecordOf } from '../../tests/fixtures/recording/takes.ts';

const path = 'backups/worker-test.zip';
const bytes = crypto.getRandomValues(new Uint8Array(65_536));
const nothing: SongEvidence = { transcription: null, analysis: null, corrections: null, scores: [] };
const sunday = setlistOf('sunday', { songIds: ['one'] });
const take = takeRecordOf('take-1', { songId: 'one' });
const { judgement, record: practised } = judgedTake('take-1', 'one');
const noPractice = {
	takeIds: async () => ({ kind: 'done' as const, value: [] }),
	take: async () => ({ kind: 'done' as const, value: null }),
	practice: async () => ({ kind: 'done' as const, value: [] }),
	choices: async () => ({ kind: 'done' as const, value: [] })
};
let worker: Worker;
let remote: Remote<BackupWorker>;

beforeEach(() => {
	worker = new Worker(new URL('./backup.worker.ts', import.meta.url), { type: 'module' });
	remote = wrap<BackupWorker>(worker);
});

afterEach(async () => {
	remote[releaseProxy]();
	worker.terminate();
	await (await openFileStore()).remove(path);
});

async function keep(content: Uint8Array<ArrayBuffer>): Promise<Song> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
	const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	const writer = await (await openFileStore()).create();
	await writer.write(content);
	await writer.commit(`originals/${sha256}`);
	return {
		schemaVersion: 1,
		id: 'one',
		revision: 0,
		title: 'One',
		artist: '',
		tags: [],
		addedAtMs: 1,
		changedAtMs: 1,
		isDemo: false,
		original: { fileName: 'one.wav', sha256, sizeBytes: content.byteLength },
		recording: {
			durationSeconds: 1,
			channels: 1,
			codec: 'pcm',
			container: 'WAVE',
			sourceSampleRateHz: 44100,
			sourceChannels: 1,
			monoMix: 'mean',
			peakDb: 0,
			rmsDb: -10,
			damaged: false
		},
		hasCover: false
	};
}

function sourceOf(songs: readonly Song[]): RecordSource {
	return proxy({
		songs: async () => ({ kind: 'done' as const, value: songs }),
		evidence: async () => ({ kind: 'done' as const, value: nothing }),
		takeIds: async () => ({ kind: 'done' as const, value: [take.id] }),
		take: async () => ({ kind: 'done' as const, value: { take, judgement } }),
		practice: async (page: number) => ({ kind: 'done' as const, value: page === 0 ? [practised] : [] }),
		choices: async () => ({ kind: 'done' as const, value: [{ key: 'theme', value: 'dark' }] }),
		lists: async () => ({ kind: 'done' as const, value: [sunday] })
	});
}

test('packs and restores across threads, through the store of this browser', async () => {
	const song = await keep(bytes);
	const voice = crypto.getRandomValues(new Uint8Array(60_000));
	const kept = await (await openFileStore()).create();
	await kept.write(voice);
	await kept.commit('takes/take-1');
	const stages = new Set<Progress['stage']>();
	const tell = proxy(({ stage }: Progress) => void stages.add(stage));
	const packed = await remote.pack({ jobId: 'a', path, createdAtMs: 5, appVersion: '0.1.0' }, sourceOf([song]), tell);
	expect(packed).toMatchObject({ kind: 'done', value: { songCount: 1 } });

	const files = await openFileStore();
	const file = await (await files.open(path)).blob();
	await files.remove(`originals/${song.original.sha256}`);
	await files.remove('takes/take-1');
	const restored: [Song, SongEvidence][] = [];
	const takes: KeptTake[] = [];
	const practice: PracticeRecord[] = [];
	const choices: DeviceChoice[] = [];
	let lists: readonly SongList[] = [];
	const sink: RecordSink = proxy({
		put: async (given: Song, evidence: SongEvidence) => {
			restored.push([given, evidence]);
			return { kind: 'done' as const, value: null };
		},
		putTake: async (given: KeptTake) => {
			takes.push(given);
			return { kind: 'done' as const, value: null };
		},
		putPractice: async (given: readonly PracticeRecord[]) => {
			practice.push(...given);
			return { kind: 'done' as const, value: null };
		},
		putLists: async (given: readonly SongList[]) => {
			lists = given;
			return { kind: 'done' as const, value: null };
		},
		putChoices: async (given: readonly DeviceChoice[]) => {
			choices.push(...given);
			return { kind: 'done' as const, value: null };
		}
	});
	expect(await remote.restore({ jobId: 'b', file }, sink, tell)).toMatchObject({ kind: 'done', value: { songCount: 1 } });
	expect(restored).toEqual([[song, nothing]]);
	expect(lists).toEqual([sunday]);
	expect(takes).toEqual([{ take, judgement }]);
	expect(practice).toEqual([practised]);
	expect(choices).toEqual([{ key: 'theme', value: 'dark' }]);
	expect(await (await files.open('takes/take-1')).read(0, voice.byteLength)).toEqual(voice);
	await files.remove('takes/take-1');
	const back = await (await files.open(`originals/${song.original.sha256}`)).read(0, bytes.byteLength);
	expect(back).toEqual(bytes);
	expect([...stages]).toEqual(['packing', 'checking', 'restoring']);
});

test('a fault keeps its code across threads', async () => {
	const tell = proxy(() => undefined);
	const answer = await remote.check({ jobId: 'c', file: new Blob(['nothing of ours']) }, tell);
	expect(answer).toMatchObject({ kind: 'fault', fault: { code: 'backupNotOurs' } });
	const full: RecordSource = proxy({
		songs: async () => ({ kind: 'fault' as const, fault: { code: 'storageUnavailable' as const, params: {} } }),
		evidence: async () => ({ kind: 'done' as const, value: nothing }),
		...noPractice,
		lists: async () => ({ kind: 'done' as const, value: [] })
	});
	const packed = await remote.pack({ jobId: 'd', path, createdAtMs: 5, appVersion: '0.1.0' }, full, tell);
	expect(packed).toMatchObject({ kind: 'fault', fault: { code: 'storageUnavailable' } });
});

test('a job can be cancelled while it runs', async () => {
	const song = await keep(new Uint8Array(60_000_000));
	const cancelWhenRunning = proxy(({ fraction }: Progress) => {
		if (fraction >= 0) void remote.cancel('e');
	});
	const answer = await remote.pack(
		{ jobId: 'e', path, createdAtMs: 5, appVersion: '0.1.0' },
		sourceOf([song]),
		cancelWhenRunning
	);
	expect(answer).toEqual({ kind: 'aborted' });
	const files = await openFileStore();
	expect(await files.stat(path)).toBeNull();
	await files.remove(`originals/${song.original.sha256}`);
});
