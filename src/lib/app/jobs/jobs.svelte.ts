import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { JobInput, JobRecord } from '$contracts/job.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import { overallFraction, secondsLeft } from './job-progress.ts';

/** What a runner is given: its input, the file it came from if this tab has it, and a way to say what it learnt. */
export interface JobContext<K extends JobInput['kind'] = JobInput['kind']> extends StageContext {
	readonly jobId: string;
	readonly input: Extract<JobInput, { kind: K }>;
	/** The user's own file; gone after a reload. */
	readonly file: Blob | null;
	/** Keeps what is known so far, so that a restart goes on from there. */
	remember(change: Partial<Pick<JobRecord, 'songId' | 'title'>> & { readonly input?: JobInput }): Promise<void>;
}

export type JobRunners = { readonly [K in JobInput['kind']]: (context: JobContext<K>) => Promise<void> };

/** A job as it is shown. */
export interface JobView {
	readonly record: JobRecord;
	readonly stage: Progress['stage'] | null;
	/** 0 to 1 */
	readonly fraction: number;
	readonly secondsLeft: number | null;
}

interface JobsOptions {
	readonly store: LibraryStore;
	readonly locks: JobLocks;
	/** Called when a job starts: their code comes with the first. */
	readonly runners: () => Promise<JobRunners>;
	readonly nowMs: () => number;
	readonly newId: () => string;
	/** Told of what nobody foresaw, for the report. */
	readonly onBug: (error: unknown) => void;
}

/** Held by whoever writes large files; a sweep takes it too. */
export const diskLane = 'woodshed-lane-disk';
const engineLane = 'woodshed-lane-engine';
/** Analysis keeps to one thread, so that it runs beside a transcription. */
const analysisLane = 'woodshed-lane-analysis';

/** One job at a time in each lane, over all tabs, so that playback keeps its core. */
const lanes: Readonly<Record<JobInput['kind'], string>> = {
	import: diskLane,
	prepare: diskLane,
	backup: diskLane,
	restore: diskLane,
	transcribe: engineLane,
	analyse: analysisLane
};

/** Long tasks: queued, run one a lane, shown with progress, cancelled, tried again, and started again after a reload. */
export class Jobs {
	readonly #options: JobsOptions;
	readonly #files = new Map<string, Blob>();
	readonly #running = new Map<string, AbortController>();
	readonly #settled = new Map<string, ((record: JobRecord) => void)[]>();
	#views = $state.raw<readonly JobView[]>([]);

	constructor(options: JobsOptions) {
		this.#options = options;
	}

	get views(): readonly JobView[] {
		return this.#views;
	}

	get active(): readonly JobView[] {
		return this.#views.filter(({ record }) => record.state === 'queued' || record.state === 'running');
	}

	/** The latest unfinished or failed job of a song, of one kind or of any. */
	forSong(songId: string, kind?: JobInput['kind']): JobView | undefined {
		return this.#views.findLast(
			({ record }) =>
				record.songId === songId &&
				record.state !== 'done' &&
				record.state !== 'cancelled' &&
				(kind === undefined || record.input.kind === kind)
		);
	}

	/** Queues a job. The record is on disk before this answers; the run goes on by itself. */
	async add(title: string, input: JobInput, options: { readonly file?: Blob; readonly songId?: string } = {}): Promise<string> {
		const record: JobRecord = {
			schemaVersion: 1,
			id: this.#options.newId(),
			title,
			input,
			state: 'queued',
			createdAtMs: this.#options.nowMs(),
			...(options.songId === undefined ? {} : { songId: options.songId })
		};
		if (options.file) this.#files.set(record.id, options.file);
		await this.#options.store.putJob(record);
		this.#show({ record, stage: null, fraction: 0, secondsLeft: null });
		void this.#run(record.id);
		return record.id;
	}

	/** Resolves with the record when the job has ended, however it ended. */
	ended(id: string): Promise<JobRecord> {
		const view = this.#find(id);
		if (view && view.record.state !== 'queued' && view.record.state !== 'running') return Promise.resolve(view.record);
		return new Promise((resolve) => this.#settled.set(id, [...(this.#settled.get(id) ?? []), resolve]));
	}

	cancel(id: string): void {
		const running = this.#running.get(id);
		if (running) running.abort();
		else void this.#finish(id, { state: 'cancelled' });
	}

	/** Runs a failed or cancelled job again from its input. */
	async retry(id: string): Promise<void> {
		const view = this.#find(id);
		if (!view || (view.record.state !== 'failed' && view.record.state !== 'cancelled')) return;
		const { fault: _fault, finishedAtMs: _finishedAtMs, ...rest } = view.record;
		await this.#keep({ ...view, record: { ...rest, state: 'queued' }, stage: null, fraction: 0, secondsLeft: null });
		void this.#run(id);
	}

	/** Changes what an ended job works on, before it is tried again. */
	async changeInput(id: string, change: (input: JobInput) => JobInput): Promise<void> {
		const view = this.#find(id);
		if (view && !this.#running.has(id))
			await this.#keep({ ...view, record: { ...view.record, input: change(view.record.input) } });
	}

	/** Takes an ended job out of the tray. */
	async dismiss(id: string): Promise<void> {
		if (this.#running.has(id)) return;
		this.#views = this.#views.filter(({ record }) => record.id !== id);
		this.#files.delete(id);
		await this.#options.store.removeJob(id);
	}

	async dismissEnded(): Promise<void> {
		const ended = this.#views.filter(({ record }) => record.state === 'done' || record.state === 'cancelled');
		await Promise.all(ended.map(({ record }) => this.dismiss(record.id)));
	}

	/** After a start: takes up what a killed tab left, but not what another tab is running. */
	async resume(): Promise<void> {
		const { records } = await this.#options.store.jobs();
		for (const record of records.toSorted((a, b) => a.createdAtMs - b.createdAtMs)) {
			if (this.#find(record.id)) continue;
			if (record.state === 'done' || record.state === 'cancelled') {
				await this.#options.store.removeJob(record.id);
				continue;
			}
			this.#show({ record, stage: null, fraction: 0, secondsLeft: null });
			if (record.state === 'failed') continue;
			const release = await this.#options.locks.tryHold(lockOf(record.id));
			if (release === null) {
				this.#views = this.#views.filter((view) => view.record.id !== record.id);
				continue;
			}
			release();
			void this.#run(record.id);
		}
	}

	async #run(id: string): Promise<void> {
		const view = this.#find(id);
		if (!view || this.#running.has(id)) return;
		const controller = new AbortController();
		this.#running.set(id, controller);
		const releases: (() => void)[] = [];
		try {
			releases.push(await this.#options.locks.hold(lockOf(id), controller.signal));
			releases.push(await this.#options.locks.hold(lanes[view.record.input.kind], controller.signal));
			await this.#keep({ ...(this.#find(id) ?? view), record: { ...(this.#find(id) ?? view).record, state: 'running' } });
			await this.#start(id, controller.signal);
			await this.#finish(id, { state: 'done' });
		} catch (error) {
			if (isAbort(error)) await this.#finish(id, { state: 'cancelled' });
			else await this.#finish(id, { state: 'failed', fault: this.#toFault(error, view.record.title) });
		} finally {
			this.#running.delete(id);
			for (const release of releases.reverse()) release();
			this.#tellEnded(id);
		}
	}

	async #start(id: string, signal: AbortSignal): Promise<void> {
		const runners = await this.#options.runners();
		signal.throwIfAborted();
		const startedAtMs = this.#options.nowMs();
		const view = this.#find(id);
		if (!view) return;
		const { input } = view.record;
		const context = {
			jobId: id,
			file: this.#files.get(id) ?? null,
			signal,
			onProgress: (progress: Progress) => {
				const current = this.#find(id);
				if (!current || signal.aborted) return;
				const fraction = Math.max(current.fraction, overallFraction(input.kind, progress));
				const elapsedSeconds = (this.#options.nowMs() - startedAtMs) / 1000;
				this.#show({ ...current, stage: progress.stage, fraction, secondsLeft: secondsLeft(fraction, elapsedSeconds) });
			},
			remember: async (change: Partial<JobRecord>) => {
				const current = this.#find(id);
				if (current) await this.#keep({ ...current, record: { ...current.record, ...change } });
			}
		};
		switch (input.kind) {
			case 'import':
				return runners.import({ ...context, input });
			case 'prepare':
				return runners.prepare({ ...context, input });
			case 'transcribe':
				return runners.transcribe({ ...context, input });
			case 'analyse':
				return runners.analyse({ ...context, input });
			case 'backup':
				return runners.backup({ ...context, input });
			case 'restore':
				return runners.restore({ ...context, input });
		}
	}

	async #finish(id: string, end: Pick<JobRecord, 'state' | 'fault'>): Promise<void> {
		const view = this.#find(id);
		if (!view) return;
		const record: JobRecord = { ...view.record, ...end, finishedAtMs: this.#options.nowMs() };
		this.#show({ ...view, record, stage: null, fraction: end.state === 'done' ? 1 : view.fraction, secondsLeft: null });
		if (end.state === 'done') this.#files.delete(id);
		try {
			await this.#options.store.putJob(record);
		} catch (error) {
			this.#options.onBug(error);
		}
	}

	#toFault(error: unknown, title: string): NonNullable<JobRecord['fault']> {
		if (error instanceof UserFixableError) return error.fault;
		this.#options.onBug(error);
		return { code: 'engineFailed', params: { task: title }, detail: String(error).slice(0, 2000) };
	}

	#tellEnded(id: string): void {
		const record = this.#find(id)?.record;
		const waiting = this.#settled.get(id) ?? [];
		this.#settled.delete(id);
		if (record) for (const resolve of waiting) resolve(record);
	}

	async #keep(view: JobView): Promise<void> {
		this.#show(view);
		await this.#options.store.putJob(view.record);
	}

	#find(id: string): JobView | undefined {
		return this.#views.find(({ record }) => record.id === id);
	}

	#show(view: JobView): void {
		const known = this.#views.some(({ record }) => record.id === view.record.id);
		this.#views = known ? this.#views.map((old) => (old.record.id === view.record.id ? view : old)) : [...this.#views, view];
	}
}

function lockOf(jobId: string): string {
	return `woodshed-job-${jobId}`;
}
