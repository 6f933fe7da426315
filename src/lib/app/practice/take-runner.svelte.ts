import { abortError, UserFixableError, type Fault } from '$contracts/errors.ts';
import type { FinishedTake } from '$contracts/recording/take-recorder.ts';
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
/** A punch-in must lie this far ahead, seconds: else it is the next time round. */
const punchAheadSeconds = 0.25;
/** Keys that sound at a punch-out are on their way for this long, seconds. */
const keysLateSeconds = 0.3;
/** What a dead worker had written is looked for this often, and after this long each time, ms. */
const lostLooks = 5;
const lostLookMs = 400;

interface ContextRange {
	readonly inContextSeconds: number;
	readonly outContextSeconds: number;
}

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
	/** Of the running take; one that was called off answers nobody. */
	#ticket = 0;
	/** The take ends here, on the output's clock; null for none. Of keys: the recorder ends sound by itself. */
	#outSeconds: number | null = null;
	/** The song plays because of the take, and stops with it. */
	#hasSong = false;

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
			const draft = this.#draft;
			if (draft === null || this.#keys !== null) return;
			if (change.kind === 'ended' && draft.id === change.take.draft.id) void this.#keep(change.take);
			else if (change.kind === 'lost') void this.#findLost(draft.id, change.fault);
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
		const ticket = ++this.#ticket;
		this.#state = 'opening';
		this.#fault = null;
		this.#elapsedSeconds = 0;
		try {
			await (this.#source === 'mic' ? this.#recordSound(ticket) : this.#recordKeys(ticket));
		} catch (error) {
			if (ticket === this.#ticket) this.#fail(error);
		}
	}

	/** Ends the take and keeps it; one that has not begun is called off. The song stops with it where it was started with it. */
	async stop(): Promise<void> {
		if (this.#state === 'opening' || this.#state === 'waiting') return this.#callOff();
		if (this.#draft === null || this.#state === 'finishing') return;
		this.#state = 'finishing';
		const { desk } = this.#ports;
		try {
			if (this.#keys !== null) return await this.#keepKeys();
			await this.#annotate();
			const finished = await desk.recorder.stop();
			await this.#keep(finished);
		} catch (error) {
			this.#fail(error);
		}
	}

	async #callOff(): Promise<void> {
		this.#ticket++;
		const isSound = this.#draft !== null && this.#keys === null;
		this.#leave();
		if (isSound) await this.#ports.desk.recorder.discard();
	}

	async #recordSound(ticket: number): Promise<void> {
		const { desk, input } = this.#ports;
		const isOpen = await input.open();
		if (this.#isLeft) await input.close();
		if (ticket !== this.#ticket) return;
		if (!isOpen || this.#isLeft) return this.#leave();
		const draft = await this.#newDraft(input.latencySeconds);
		this.#goOn(ticket);
		this.#draft = draft;
		const punch = this.#isPunching ? await this.#nextRound(ticket, () => desk.recorder.contextSeconds()) : null;
		const out = punch === null ? {} : { outContextSeconds: punch.outContextSeconds + draft.latencySeconds };
		const started = desk.recorder.start(draft, punch === null ? undefined : { ...punch, ...out });
		const { firstFrameSeconds } = await started;
		this.#goOn(ticket);
		await this.#begin(draft, firstFrameSeconds);
		await this.#playAlong();
	}

	async #recordKeys(ticket: number): Promise<void> {
		const { desk, keyboard } = this.#ports;
		await keyboard.open();
		const release = await desk.holdOutput();
		let isTaken = false;
		const now = (): number => desk.outputSeconds() ?? 0;
		try {
			this.#goOn(ticket);
			const draft = await this.#newDraft(0);
			this.#goOn(ticket);
			this.#draft = draft;
			const punch = this.#isPunching ? await this.#nextRound(ticket, now) : null;
			const firstSeconds = punch?.inContextSeconds ?? now();
			const untilSeconds = punch?.outContextSeconds ?? null;
			this.#keys = new KeyTake({ firstSeconds, untilSeconds }, keyboard, () => desk.clockStamp(), release);
			isTaken = true;
			if (punch !== null) await this.#untilOutput(ticket, firstSeconds);
			this.#outSeconds = untilSeconds;
			await this.#begin(draft, firstSeconds);
		} catch (error) {
			// From here on the take lets it go, once.
			if (!isTaken) release();
			throw error;
		}
		await this.#playAlong();
	}

	get #isPunching(): boolean {
		return this.#punches && this.#ports.transport.loop !== null;
	}

	async #playAlong(): Promise<void> {
		const { transport, player } = this.#ports;
		this.#hasSong ||= this.#playsAlong;
		if (this.#playsAlong && !transport.isPlaying) await player.play(player.metronome.takeCountInBars);
	}

	/** @throws AbortError when the take was called off meanwhile */
	#goOn(ticket: number): void {
		if (ticket !== this.#ticket) throw abortError();
	}

	/** The next time round the loop, which plays. @param now seconds of the clock that the song is followed on */
	async #nextRound(ticket: number, now: () => number): Promise<ContextRange | null> {
		const { desk, transport, player } = this.#ports;
		const { loop } = transport;
		if (loop === null) return null;
		this.#state = 'waiting';
		this.#hasSong = true;
		transport.setLooping(true);
		if (!transport.isPlaying) await player.play(player.metronome.takeCountInBars);
		const untilMs = performance.now() + patienceMs;
		while (this.#speedAt(now() - lookBackSeconds) === 0) {
			if (performance.now() > untilMs) throw new UserFixableError('audioOutputUnavailable');
			await new Promise((resolve) => setTimeout(resolve, lookMs));
			this.#goOn(ticket);
		}
		this.#watchSong(ticket);
		const context = now() - lookBackSeconds;
		const song = desk.songSecondsSentAt(context) ?? loop.startSeconds;
		const roundSeconds = (loop.endSeconds - loop.startSeconds) / transport.speed;
		const nextSeconds = context + (loop.endSeconds - song) / transport.speed;
		const inContextSeconds = nextSeconds - context < punchAheadSeconds ? nextSeconds + roundSeconds : nextSeconds;
		return { inContextSeconds, outContextSeconds: inContextSeconds + roundSeconds };
	}

	/** A song that is paused before the punch-in calls the take off. */
	#watchSong(ticket: number): void {
		clearInterval(this.#timer);
		this.#timer = setInterval(() => {
			if (ticket === this.#ticket && this.#state === 'waiting' && !this.#ports.transport.isPlaying) void this.#callOff();
		}, lookMs);
	}

	async #untilOutput(ticket: number, seconds: number): Promise<void> {
		while ((this.#ports.desk.outputSeconds() ?? seconds) < seconds) {
			await new Promise((resolve) => setTimeout(resolve, lookMs));
			this.#goOn(ticket);
		}
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
				countInBeats: metronome.takeCountInBars > 0 ? Math.min(64, metronome.takeCountInBars * 4) : 0,
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
		clearInterval(this.#timer);
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
		const isOut = this.#outSeconds !== null && now > this.#outSeconds + keysLateSeconds;
		if (isOut) return this.stop();
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
		this.#leave();
		try {
			const take = await this.#ports.desk.takes.keep({ ...finished, draft: { ...finished.draft, place } });
			this.#fault = finished.fault ?? (take === null ? toFault(new UserFixableError('recordingEmpty')) : null);
			if (take !== null) this.#ports.onTake(take);
		} catch (error) {
			// Its sound lies in the store and is found again at the next visit.
			this.#fault = finished.fault ?? toFault(error);
		}
	}

	/** The recorder died with a take: what was written is put on the shelf as soon as its file is let go. */
	async #findLost(takeId: string, fault: Fault): Promise<void> {
		this.#ticket++;
		this.#leave();
		this.#fault = fault;
		const { takes } = this.#ports.desk;
		try {
			for (let look = 0; look < lostLooks; look++) {
				await new Promise((resolve) => setTimeout(resolve, lostLookMs));
				if ((await takes.open()).some(({ id }) => id === takeId)) return;
			}
		} catch (error) {
			this.#fault = toFault(error);
		}
	}

	#fail(error: unknown): void {
		this.#ticket++;
		this.#leave();
		this.#fault = toFault(error);
	}

	/** The take is over, and with it the song that it played. */
	#leave(): void {
		clearInterval(this.#timer);
		if (this.#hasSong) this.#ports.transport.pause();
		this.#hasSong = false;
		this.#outSeconds = null;
		this.#keys?.close();
		this.#keys = null;
		this.#draft = null;
		this.#follower = null;
		this.#state = 'idle';
	}
}
