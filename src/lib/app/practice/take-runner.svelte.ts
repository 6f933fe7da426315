import { UserFixableError, type Fault } from '$contracts/errors.ts';
import type { FinishedTake, Punch } from '$contracts/recording/take-recorder.ts';
import type { TakeDraft, TakeRecord } from '$contracts/recording/take.ts';
import { toDeviceHash } from '../recorder/latency-book.svelte.ts';
import type { RecordingDesk } from '../recorder/recording-desk.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import { toFault } from '../words/error-words.ts';
import type { InputDesk } from './input-desk.svelte.ts';
import { KeyTake, type Keyboard } from './key-take.ts';
import { PlaceFollower } from './place-follower.ts';
import type { PracticePlayer } from './practice-player.svelte.ts';

export interface TakeRunnerPorts {
	readonly desk: RecordingDesk;
	readonly input: InputDesk;
	readonly keyboard: Keyboard;
	readonly transport: Transport;
	readonly player: PracticePlayer;
	readonly newId: () => string;
	readonly nowMs: () => number;
	readonly song: () => { readonly id: string; readonly title: string } | null;
	/** Takes that sound beside the song. */
	readonly heardTakeIds: () => readonly string[];
	/** A take is kept. */
	readonly onTake: (take: TakeRecord) => void;
}

/** `waiting` for the punch-in; `finishing` while the last of it is kept. */
export type TakeRunnerState = 'idle' | 'opening' | 'waiting' | 'recording' | 'finishing';

const lookMs = 50;
/** The output's anchors stand for this moment already, seconds. */
const lookBackSeconds = 0.06;
/** What still sounds when the song has ended, seconds. */
const tailSeconds = 0.5;
const keepKeysMs = 1000;
/** The song must be on its way after the count-in within this, ms. */
const patienceMs = 30_000;

/** Records takes of one song: by microphone or by keys, alone or along with it, from now or once round the loop. */
export class TakeRunner {
	readonly #ports: TakeRunnerPorts;
	#state = $state<TakeRunnerState>('idle');
	#fault = $state.raw<Fault | null>(null);
	#elapsedSeconds = $state(0);
	#source = $state<'mic' | 'midi'>('mic');
	#playsAlong = $state(true);
	#punches = $state(false);
	#draft: TakeDraft | null = null;
	#follower: PlaceFollower | null = null;
	#keys: KeyTake | null = null;
	#firstSeconds = 0;
	#timer: ReturnType<typeof setInterval> | undefined;
	#hasPlayed = false;
	#endsAtMs: number | null = null;
	#lastKeptMs = 0;
	#isLeft = false;

	constructor(ports: TakeRunnerPorts) {
		this.#ports = ports;
	}

	get state(): TakeRunnerState {
		return this.#state;
	}
	get isBusy(): boolean {
		return this.#state !== 'idle';
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Of the running take. */
	get elapsedSeconds(): number {
		return this.#elapsedSeconds;
	}
	get source(): 'mic' | 'midi' {
		return this.#source;
	}
	set source(source: 'mic' | 'midi') {
		this.#source = source;
	}
	/** Starts the song with the take, after the count-in. */
	get playsAlong(): boolean {
		return this.#playsAlong;
	}
	set playsAlong(playsAlong: boolean) {
		this.#playsAlong = playsAlong;
	}
	/** Records once round the loop and no more. */
	get punches(): boolean {
		return this.#punches;
	}
	set punches(punches: boolean) {
		this.#punches = punches;
	}

	/** Keeps what ends by itself. Call in an effect; it hands back what ends it. */
	follow(): () => void {
		this.#isLeft = false;
		return this.#ports.desk.recorder.onChange((change) => {
			if (change.kind === 'ended' && this.#draft?.id === change.take.draft.id) void this.#keep(change.take);
			else if (change.kind === 'state' && this.#draft !== null && change.state === 'waiting') this.#state = 'waiting';
		});
	}

	/** The room is left: a running take is kept, and one that is still being opened does not begin. */
	async leave(): Promise<void> {
		this.#isLeft = true;
		await this.stop();
	}

	toggle(): void {
		void (this.isBusy ? this.stop() : this.record());
	}

	async record(): Promise<void> {
		if (this.isBusy) return;
		this.#state = 'opening';
		this.#fault = null;
		this.#elapsedSeconds = 0;
		try {
			await (this.#source === 'mic' ? this.#recordSound() : this.#recordKeys());
		} catch (error) {
			this.#fail(error);
		}
	}

	/** Ends the take and keeps it; the song stops with it where it was started with it. */
	async stop(): Promise<void> {
		if (this.#draft === null || this.#state === 'finishing') return;
		this.#state = 'finishing';
		const { desk, transport } = this.#ports;
		try {
			if (this.#keys !== null) return await this.#keepKeys();
			await this.#annotate();
			const finished = await desk.recorder.stop();
			await this.#keep(finished);
		} catch (error) {
			this.#fail(error);
		} finally {
			if (this.#playsAlong) transport.pause();
		}
	}

	async #recordSound(): Promise<void> {
		const { desk, input, transport, player } = this.#ports;
		if (!(await input.open())) return this.#leave();
		if (this.#isLeft) {
			await input.close();
			return this.#leave();
		}
		const draft = await this.#newDraft(input.latencySeconds);
		this.#draft = draft;
		const punch = this.#punches && transport.loop !== null ? await this.#nextRound(draft) : undefined;
		if (punch !== undefined) this.#state = 'waiting';
		const { firstFrameSeconds } = await desk.recorder.start(draft, punch);
		await this.#begin(draft, firstFrameSeconds);
		if (this.#playsAlong && !transport.isPlaying) await player.play();
	}

	async #recordKeys(): Promise<void> {
		const { desk, keyboard, transport, player } = this.#ports;
		await keyboard.open();
		const release = await desk.holdOutput();
		const draft = await this.#newDraft(0);
		this.#draft = draft;
		const firstSeconds = desk.outputSeconds() ?? 0;
		this.#keys = new KeyTake(firstSeconds, keyboard, () => desk.clockStamp(), release);
		await this.#begin(draft, firstSeconds);
		if (this.#playsAlong && !transport.isPlaying) await player.play();
	}

	/** The next time round the loop, which plays. */
	async #nextRound(draft: TakeDraft): Promise<Punch> {
		const { desk, transport, player } = this.#ports;
		const { loop } = transport;
		if (loop === null) return { inContextSeconds: null, outContextSeconds: null };
		transport.setLooping(true);
		if (!transport.isPlaying) await player.play();
		const untilMs = performance.now() + patienceMs;
		while (this.#speedAt(desk.recorder.contextSeconds() - lookBackSeconds) === 0) {
			if (performance.now() > untilMs || this.#draft === null) throw new UserFixableError('audioOutputUnavailable');
			await new Promise((resolve) => setTimeout(resolve, lookMs));
		}
		const context = desk.recorder.contextSeconds() - lookBackSeconds;
		const song = desk.songSecondsSentAt(context) ?? loop.startSeconds;
		const inContextSeconds = context + (loop.endSeconds - song) / transport.speed;
		const roundSeconds = (loop.endSeconds - loop.startSeconds) / transport.speed;
		return { inContextSeconds, outContextSeconds: inContextSeconds + roundSeconds + draft.latencySeconds };
	}

	async #newDraft(latencySeconds: number): Promise<TakeDraft> {
		const { input, transport, player, song, newId, nowMs, heardTakeIds } = this.#ports;
		const { gainDb, channel, isMonitored } = input.choice;
		const { metronome } = player;
		const along = this.#playsAlong || transport.isPlaying;
		return {
			schemaVersion: 1,
			id: newId(),
			songId: song()?.id ?? null,
			title: song()?.title ?? '',
			startedAtMs: nowMs(),
			source: this.#source === 'midi' ? 'midi' : along ? 'overdub' : 'mic',
			place: {
				songSeconds: transport.positionSeconds(),
				speed: 0,
				loop: transport.isLooping ? transport.loop : null,
				turns: []
			},
			latencySeconds,
			deviceHash: input.pair === null ? '' : await toDeviceHash(input.pair),
			settings: {
				gainDb,
				channel,
				isMonitored,
				countInBeats: metronome.countInBars > 0 ? Math.min(64, metronome.countInBars * 4) : 0,
				isMetronomeOn: metronome.isOn,
				transposeCents: Math.round(transport.semitones * 100)
			},
			heardTakeIds: along ? [...heardTakeIds()] : []
		};
	}

	async #begin(draft: TakeDraft, firstSeconds: number): Promise<void> {
		const { desk, transport } = this.#ports;
		const songSeconds = transport.isPlaying ? desk.songSecondsSentAt(firstSeconds) : null;
		const speed = songSeconds === null ? 0 : this.#speedAt(firstSeconds);
		const place = { ...draft.place, songSeconds: songSeconds ?? draft.place.songSeconds, speed };
		this.#firstSeconds = firstSeconds;
		this.#follower = new PlaceFollower(firstSeconds, place);
		this.#hasPlayed = false;
		this.#endsAtMs = null;
		this.#state = 'recording';
		this.#timer = setInterval(() => void this.#look(), lookMs);
		await this.#annotate();
	}

	/** Song seconds a second; 0 while the song stands. */
	#speedAt(contextSeconds: number): number {
		const { desk, transport } = this.#ports;
		const now = desk.songSecondsSentAt(contextSeconds);
		const before = desk.songSecondsSentAt(contextSeconds - 0.04);
		if (!transport.isPlaying || transport.countInLeft() > 0 || now === null || before === null) return 0;
		return Math.abs(now - before) < 0.002 ? 0 : transport.speed;
	}

	async #look(): Promise<void> {
		const { desk, transport } = this.#ports;
		const follower = this.#follower;
		const now = this.#keys === null ? desk.recorder.contextSeconds() : (desk.outputSeconds() ?? this.#firstSeconds);
		this.#elapsedSeconds = Math.max(0, now - this.#firstSeconds);
		if (follower === null || this.#state !== 'recording') return;
		const at = now - lookBackSeconds;
		const song = desk.songSecondsSentAt(at);
		if (song !== null) {
			const speed = this.#speedAt(at);
			if ((speed > 0 || this.#hasPlayed) && follower.look(at, song, speed)) void this.#annotate();
			if (speed > 0) this.#hasPlayed = true;
		}
		if (this.#keys !== null && performance.now() - this.#lastKeptMs > keepKeysMs) void this.#keepKeysSoFar();
		this.#endWithSong(transport.isPlaying);
	}

	/** A take that the song began ends with it, a little later. */
	#endWithSong(isPlaying: boolean): void {
		if (!this.#playsAlong || !this.#hasPlayed) return;
		if (isPlaying) this.#endsAtMs = null;
		else this.#endsAtMs ??= performance.now() + 1000 * (tailSeconds + (this.#draft?.latencySeconds ?? 0));
		if (this.#endsAtMs !== null && performance.now() >= this.#endsAtMs) void this.stop();
	}

	async #annotate(): Promise<void> {
		if (this.#draft === null || this.#follower === null) return;
		this.#draft = { ...this.#draft, place: this.#follower.place };
		if (this.#keys === null) await this.#ports.desk.recorder.annotate(this.#draft);
	}

	async #keepKeysSoFar(): Promise<TakeRecord | null> {
		const { desk } = this.#ports;
		if (this.#keys === null || this.#draft === null) return null;
		this.#lastKeptMs = performance.now();
		const seconds = desk.outputSeconds() ?? this.#firstSeconds;
		const place = this.#follower?.place ?? this.#draft.place;
		return desk.takes.keepNotes({ ...this.#draft, place }, this.#keys.content(seconds));
	}

	async #keepKeys(): Promise<void> {
		const take = await this.#keepKeysSoFar();
		this.#leave();
		if (take !== null && (take.midi?.notes.length ?? 0) > 0) return this.#ports.onTake(take);
		if (take !== null) await this.#ports.desk.takes.remove(take.id);
		this.#fault = toFault(new UserFixableError('recordingEmpty'));
	}

	async #keep(finished: FinishedTake): Promise<void> {
		const place = this.#follower?.place ?? finished.draft.place;
		const wasAlong = this.#playsAlong;
		this.#leave();
		if (wasAlong) this.#ports.transport.pause();
		const take = await this.#ports.desk.takes.keep({ ...finished, draft: { ...finished.draft, place } });
		this.#fault = finished.fault ?? (take === null ? toFault(new UserFixableError('recordingEmpty')) : null);
		if (take !== null) this.#ports.onTake(take);
	}

	#fail(error: unknown): void {
		this.#leave();
		this.#fault = toFault(error);
	}

	#leave(): void {
		clearInterval(this.#timer);
		this.#keys?.close();
		this.#keys = null;
		this.#draft = null;
		this.#follower = null;
		this.#state = 'idle';
	}
}
