import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackupWorker, RecordSink, RecordSource } from '$contracts/workers/backup.contract.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import type { SongEvidence } from '$contracts/library-store.ts';
import type { SongList } from '$contracts/lists.ts';
import type { Song } from '$contracts/song.ts';
import { openFileStore } from '$files/index.ts';
import { setlistOf } from '../../tests/fixtures/lists.ts';

const path = 'backups/worker-test.zip';
const bytes = crypto.getRandomValues(new Uint8Array(65_536));
const nothing: SongEvidence = { transcription: null, analysis: null, corrections: null, scores: [] };
const sunday = setlistOf('sunday', { songIds: ['one'] });
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
		lists: async () => ({ kind: 'done' as const, value: [sunday] })
	});
}

test('packs and restores across threads, through the store of this browser', async () => {
	const song = await keep(bytes);
	const stages = new Set<Progress['stage']>();
	const tell = proxy(({ stage }: Progress) => void stages.add(stage));
	const packed = await remote.pack({ jobId: 'a', path, createdAtMs: 5, appVersion: '0.1.0' }, sourceOf([song]), tell);
	expect(packed).toMatchObject({ kind: 'done', value: { songCount: 1 } });

	const files = await openFileStore();
	const file = await (await files.open(path)).blob();
	await files.remove(`originals/${song.original.sha256}`);
	const restored: [Song, SongEvidence][] = [];
	let lists: readonly SongList[] = [];
	const sink: RecordSink = proxy({
		put: async (given: Song, evidence: SongEvidence) => {
			restored.push([given, evidence]);
			return { kind: 'done' as const, value: null };
		},
		putLists: async (given: readonly SongList[]) => {
			lists = given;
			return { kind: 'done' as const, value: null };
		}
	});
	expect(await remote.restore({ jobId: 'b', file }, sink, tell)).toMatchObject({ kind: 'done', value: { songCount: 1 } });
	expect(restored).toEqual([[song, nothing]]);
	expect(lists).toEqual([sunday]);
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
