import { describe, expect, it } from 'vitest';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { RecordingIntake, type RecordingIntakePorts } from './recording-intake.ts';

function setUp(takes: readonly TakeRecord[], over: Partial<RecordingIntakePorts> = {}) {
	const files = new MemoryFileStore();
	for (const { sound } of takes) if (sound !== null) files.put(sound.path, new Uint8Array(5));
	const [brought, removed, errors]: [string[], string[], unknown[]] = [[], [], []];
	const shelf = { takes, remove: async (id: string) => void removed.push(id) };
	const ports: RecordingIntakePorts = {
		files,
		locks: new FakeLocks(),
		onTake: async (content, fileName) => (brought.push(`${fileName}, ${content.size} bytes, ${content.type}`), true),
		onError: (error) => errors.push(error),
		...over
	};
	return { files, shelf, ports, brought, removed, errors, intake: new RecordingIntake(ports) };
}

const left = takeRecordOf('left', { songId: null, startedAtMs: Date.UTC(2026, 10, 22, 9, 5) });
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('RecordingIntake', () => {
	it('brings in what was left, under the time it was made, and takes it off the shelf', async () => {
		const keys = takeRecordOf('keys', { songId: null, sound: null });
		const { intake, shelf, brought, removed } = setUp([left, takeRecordOf('practised', { songId: 'a song' }), keys]);
		expect(await intake.bringInLeft(shelf)).toBe(1);
		await settled();
		expect(brought).toEqual(['Recording 2026-11-22 09.05.wav, 5 bytes, audio/wav']);
		expect(removed).toEqual(['left']);
	});

	it('passes over sound that is gone', async () => {
		const { intake, shelf, files, brought, errors } = setUp([left]);
		await files.remove('takes/left');
		expect(await intake.bringInLeft(shelf)).toBe(0);
		await settled();
		expect([brought, errors]).toEqual([[], []]);
	});

	it('leaves on the shelf what the library did not take', async () => {
		const { intake, shelf, removed } = setUp([left], { onTake: async () => false });
		expect(await intake.bringInLeft(shelf)).toBe(1);
		await settled();
		expect(removed).toEqual([]);
	});

	it('brings nothing in twice, in this tab or in two', async () => {
		let end: (isSettled: boolean) => void = () => undefined;
		const onTake = (): Promise<boolean> => new Promise((resolve) => (end = resolve));
		const { intake, shelf, ports, removed } = setUp([left], { onTake });
		expect(await intake.bringInLeft(shelf)).toBe(1);
		expect(await intake.bringInLeft(shelf)).toBe(0);
		const elsewhere = new RecordingIntake(ports);
		expect(await elsewhere.bringInLeft(shelf)).toBe(0);
		await settled();
		end(true);
		await settled();
		expect(removed).toEqual(['left']);
	});

	it('tells what went wrong, and may be tried again', async () => {
		const { intake, shelf, errors } = setUp([left], { onTake: () => Promise.reject(new Error('no')) });
		expect(await intake.bringInLeft(shelf)).toBe(1);
		await settled();
		expect(errors).toHaveLength(1);
		expect(await intake.bringInLeft(shelf)).toBe(1);
	});
});
