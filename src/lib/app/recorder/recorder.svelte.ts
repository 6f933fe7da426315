import { UserFixableError } from '$contracts/errors.ts';
import {
	defaultInputChoice,
	type FinishedTake,
	type InputChoice,
	type InputWarning
} from '$contracts/recording/take-recorder.ts';
import type { TakeDraft } from '$contracts/recording/take.ts';
import type { RecordingDesk } from './recording-desk.ts';
import { RecordingIntake, type RecordingIntakePorts } from './recording-intake.ts';

export type RecorderState = 'idle' | 'opening' | 'recording' | 'stopping';

interface RecorderOptions extends Omit<RecordingIntakePorts, 'onError'> {
	/** Its code comes with the first call. */
	readonly recording: () => Promise<RecordingDesk>;
	readonly newId: () => string;
	readonly nowMs: () => number;
	/** Whether an earlier visit may have left recordings; the desk is not opened for nothing. */
	readonly mayBeLeft: () => Promise<boolean>;
}

const lookMs = 100;

/**
 * Records one take without loss and hands it to the import. Until that has ended it lies on the shelf without a song; one that a
 * killed tab left there is imported at the next start.
 */
export class Recorder {
	readonly #options: RecorderOptions;
	#desk: RecordingDesk | null = null;
	#draft: TakeDraft | null = null;
	#stopFollowing: (() => void) | null = null;
	#timer: ReturnType<typeof setInterval> | undefined;
	/** A start that was thrown away before it began answers nobody. */
	#ticket = 0;
	readonly #intake: RecordingIntake;
	#hasTakenUp = false;
	#state = $state<RecorderState>('idle');
	#elapsedSeconds = $state(0);
	#error = $state.raw<unknown>(null);
	#warnings = $state.raw<readonly InputWarning[]>([]);

	constructor(options: RecorderOptions) {
		this.#options = options;
		this.#intake = new RecordingIntake({ ...options, onError: (error) => (this.#error = error) });
	}

	get state(): RecorderState {
		return this.#state;
	}

	/** Peak of the last moment, 1 at full scale. */
	get level(): number {
		return this.#desk?.recorder.meter().peak ?? 0;
	}

	get elapsedSeconds(): number {
		return this.#elapsedSeconds;
	}

	get warnings(): readonly InputWarning[] {
		return this.#warnings;
	}

	get error(): unknown {
		return this.#error;
	}

	/**
	 * Brings in what an earlier visit could not, such as a recording whose tab was killed; call at the start. The microphone is not
	 * touched.
	 * @returns how many recordings are on their way into the library; 0 when it is asked again
	 */
	async takeUpLeft(): Promise<number> {
		if (this.#hasTakenUp) return 0;
		this.#hasTakenUp = true;
		return (await this.#options.mayBeLeft()) ? this.#intake.bringInLeft((await this.#options.recording()).takes) : 0;
	}

	/** Must follow a gesture. */
	async start(): Promise<void> {
		if (this.#state !== 'idle') return;
		const ticket = ++this.#ticket;
		this.#error = null;
		this.#state = 'opening';
		this.#elapsedSeconds = 0;
		try {
			const desk = await this.#options.recording();
			this.#desk = desk;
			void this.#intake.bringInLeft(desk.takes).catch((error: unknown) => (this.#error = error));
			this.#stopFollowing?.();
			this.#stopFollowing = this.#follow(desk);
			const { device, channel, gainDb } = desk.inputs.kept;
			const choice = { ...defaultInputChoice, channel, gainDb };
			await openWith(desk, { ...choice, deviceId: device?.deviceId ?? null });
			if (ticket !== this.#ticket) return await desk.recorder.close();
			const draft = this.#newDraft(desk);
			this.#draft = draft;
			const { firstFrameSeconds } = await desk.recorder.start(draft);
			if (ticket !== this.#ticket) return;
			this.#timer = setInterval(() => {
				this.#elapsedSeconds = Math.max(0, desk.recorder.contextSeconds() - firstFrameSeconds);
			}, lookMs);
			this.#state = 'recording';
		} catch (error) {
			if (ticket !== this.#ticket) return;
			this.#error = error;
			await this.#leave();
		}
	}

	/** Ends the take and brings it into the library under the time it was made. */
	async stop(): Promise<void> {
		const desk = this.#desk;
		if (desk === null || this.#state !== 'recording') return;
		this.#state = 'stopping';
		try {
			await this.#keep(desk, await desk.recorder.stop());
		} catch (error) {
			this.#error = error;
		} finally {
			await this.#leave();
		}
	}

	discard(): void {
		this.#ticket++;
		const discarded = this.#draft === null ? undefined : this.#desk?.recorder.discard();
		void Promise.resolve(discarded).finally(() => this.#leave());
	}

	#follow({ recorder }: RecordingDesk): () => void {
		return recorder.onChange((change) => {
			if (change.kind === 'warnings') this.#warnings = change.warnings;
			if (this.#draft === null || this.#desk === null) return;
			if (change.kind === 'ended' && change.take.draft.id === this.#draft.id) {
				const { fault } = change.take;
				void this.#keep(this.#desk, change.take)
					.then(() => (this.#error = fault === null ? null : toError(fault)))
					.catch((error: unknown) => (this.#error = error))
					.finally(() => this.#leave());
			} else if (change.kind === 'lost' && this.#state === 'recording') {
				this.#error = toError(change.fault);
				void this.#leave();
			}
		});
	}

	async #keep(desk: RecordingDesk, finished: FinishedTake): Promise<void> {
		this.#draft = null;
		const take = await desk.takes.keep(finished);
		if (take === null) throw new UserFixableError('recordingEmpty');
		await this.#intake.bringIn(desk.takes, take);
	}

	#newDraft({ inputs }: RecordingDesk): TakeDraft {
		const { newId, nowMs } = this.#options;
		const { channel, gainDb } = inputs.kept;
		return {
			schemaVersion: 1,
			id: newId(),
			songId: null,
			title: 'Recording',
			startedAtMs: nowMs(),
			source: 'mic',
			place: { songSeconds: 0, speed: 0, loop: null, turns: [] },
			latencySeconds: 0,
			deviceHash: '',
			settings: { gainDb, channel, isMonitored: false, countInBeats: 0, isMetronomeOn: false, transposeCents: 0 }
		};
	}

	/** Lets the microphone go. */
	async #leave(): Promise<void> {
		clearInterval(this.#timer);
		this.#stopFollowing?.();
		this.#stopFollowing = null;
		this.#draft = null;
		this.#warnings = [];
		this.#state = 'idle';
		if (this.#desk !== null && this.#desk.recorder.state !== 'closed') await this.#desk.recorder.close();
	}
}

/** The device that is remembered, else the system's choice. */
async function openWith({ recorder }: RecordingDesk, choice: InputChoice): Promise<void> {
	try {
		await recorder.open(choice);
	} catch (error) {
		const isGone = error instanceof UserFixableError && error.fault.code === 'microphoneMissing';
		if (choice.deviceId === null || !isGone) throw error;
		await recorder.open({ ...choice, deviceId: null });
	}
}

const toError = ({ code, params, detail }: UserFixableError['fault']): UserFixableError =>
	new UserFixableError(code, params, detail);
