import { describe, expect, it, vi } from 'vitest';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { JobInput } from '$contracts/job.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { Jobs, type JobContext, type JobRunners } from './jobs.svelte.ts';

const importInput: JobInput = { kind: 'import', fileName: 'a.wav', isDemo: false, allowDuplicate: false };
const idle = async (): Promise<void> => undefined;

function setUp(runners: Partial<JobRunners>, shared: { store?: MemoryLibraryStore; locks?: FakeLocks } = {}) {
	const store = shared.store ?? new MemoryLibraryStore();
	let ids = 0;
	let nowMs = 0;
	const onBug = vi.fn();
	const jobs = new Jobs({
		store,
		locks: shared.locks ?? new FakeLocks(),
		runners: async () => ({
			import: idle,
			prepare: idle,
			transcribe: idle,
			analyse: idle,
			backup: idle,
			restore: idle,
			...runners
		}),
		nowMs: () => (nowMs += 500),
		newId: () => `j${ids++}`,
		onBug
	});
	return { jobs, store, onBug };
}

/** A run that ends when told to, and obeys its signal. */
function steered() {
	const contexts: JobContext<'import'>[] = [];
	const ends: (() => void)[] = [];
	const runner = (context: JobContext<'import'>): Promise<void> =>
		new Promise((resolve, reject) => {
			contexts.push(context);
			ends.push(resolve);
			context.signal.addEventListener('abort', () => reject(abortError()));
		});
	return { contexts, ends, runner };
}

describe('jobs', () => {
	it('runs one of a lane at a time, in their order', async () => {
		const { contexts, ends, runner } = steered();
		const { jobs } = setUp({ import: runner });
		const first = await jobs.add('a', importInput);
		const second = await jobs.add('b', importInput);
		await vi.waitFor(() => expect(contexts).toHaveLength(1));
		expect(jobs.views.map(({ record }) => record.state)).toEqual(['running', 'queued']);
		ends[0]?.();
		expect((await jobs.ended(first)).state).toBe('done');
		await vi.waitFor(() => expect(contexts).toHaveLength(2));
		ends[1]?.();
		expect((await jobs.ended(second)).state).toBe('done');
	});

	it('shows stage, share and time left, and never runs backwards', async () => {
		const { contexts, runner } = steered();
		const { jobs } = setUp({ import: runner });
		await jobs.add('a', importInput);
		await vi.waitFor(() => expect(contexts).toHaveLength(1));
		contexts[0]?.onProgress({ stage: 'decoding', fraction: 0.5 });
		const fraction = jobs.views[0]?.fraction ?? 0;
		expect(jobs.views[0]).toMatchObject({ stage: 'decoding' });
		contexts[0]?.onProgress({ stage: 'decoding', fraction: 0.6 });
		expect(jobs.views[0]?.secondsLeft).toBeGreaterThan(0);
		contexts[0]?.onProgress({ stage: 'copying', fraction: 0 });
		expect(jobs.views[0]?.fraction).toBeGreaterThanOrEqual(fraction);
	});

	it('keeps a fault with its code and runs again on retry with the same file', async () => {
		const files: (Blob | null)[] = [];
		let isBroken = true;
		const { jobs } = setUp({
			import: async (context) => {
				files.push(context.file);
				if (isBroken) throw new UserFixableError('notAudio', { fileName: 'a.wav' });
			}
		});
		const file = new Blob(['x']);
		const id = await jobs.add('a', importInput, { file });
		expect(await jobs.ended(id)).toMatchObject({ state: 'failed', fault: { code: 'notAudio' } });
		isBroken = false;
		await jobs.retry(id);
		expect((await jobs.ended(id)).state).toBe('done');
		expect(files).toEqual([file, file]);
	});

	it('cancels a running and a queued job; neither is a fault', async () => {
		const { contexts, runner } = steered();
		const { jobs, onBug } = setUp({ import: runner });
		const running = await jobs.add('a', importInput);
		const queued = await jobs.add('b', importInput);
		await vi.waitFor(() => expect(contexts).toHaveLength(1));
		jobs.cancel(queued);
		jobs.cancel(running);
		expect((await jobs.ended(running)).state).toBe('cancelled');
		expect((await jobs.ended(queued)).state).toBe('cancelled');
		expect(contexts).toHaveLength(1);
		expect(onBug).not.toHaveBeenCalled();
	});

	it('calls what nobody foresaw a bug, keeps the work and says so', async () => {
		const { jobs, onBug } = setUp({ import: () => Promise.reject(new TypeError('boom')) });
		const id = await jobs.add('a', importInput);
		expect(await jobs.ended(id)).toMatchObject({ state: 'failed', fault: { code: 'engineFailed', detail: 'TypeError: boom' } });
		expect(onBug).toHaveBeenCalledOnce();
	});

	it('takes up what a killed tab left, from what was remembered', async () => {
		const store = new MemoryLibraryStore();
		const { contexts, runner } = steered();
		const first = setUp({ import: runner }, { store });
		const id = await first.jobs.add('a', importInput, { file: new Blob(['x']) });
		await vi.waitFor(() => expect(contexts).toHaveLength(1));
		const kept = { sha256: 'ab', sizeBytes: 1, originalPath: 'originals/ab' };
		await contexts[0]?.remember({ input: { ...importInput, kept } });

		const seen: JobContext<'import'>[] = [];
		const second = setUp({ import: async (context) => void seen.push(context) }, { store });
		await second.jobs.resume();
		expect((await second.jobs.ended(id)).state).toBe('done');
		expect(seen[0]).toMatchObject({ file: null, input: { kept } });
	});

	it('leaves alone what another tab is running', async () => {
		const store = new MemoryLibraryStore();
		const locks = new FakeLocks();
		const { contexts, runner } = steered();
		const first = setUp({ import: runner }, { store, locks });
		await first.jobs.add('a', importInput);
		await vi.waitFor(() => expect(contexts).toHaveLength(1));
		const second = setUp({ import: runner }, { store, locks });
		await second.jobs.resume();
		expect(second.jobs.views).toEqual([]);
		expect(contexts).toHaveLength(1);
	});
});
