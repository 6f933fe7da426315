import { UserFixableError } from '$contracts/errors.ts';
import type { CountInFrames, FromPlayer, ToPlayer } from '$contracts/workers/playback.contract.ts';
import type { ChannelSound, CountIn, LoopRange, Player, PlayerChange, PlayerNote } from '$contracts/player.ts';
import {
	AnchorMap,
	clickKinds,
	headroomGain,
	ringMemory,
	toClickList,
	toFrameLoop,
	toNoteList,
	type Click,
	type ClickVoice,
	type RingMemory
} from '$core/playback/index.ts';
import type { PlayerTrack } from '$contracts/playback/player-track.ts';
import { AudioOutput, outputRateHz } from './audio-output.ts';
import { PlayerTracks } from './player-tracks.ts';
import { RecordingReader } from './recording-reader.ts';
import { fetchEngine, SoundLibrary, type FetchEngine } from './sound-library.ts';

export interface WebAudioPlayerOptions {
	readonly fetchEngine?: FetchEngine;
	readonly startWorker?: () => Worker;
	/** False keeps to messages even where memory can be shared. */
	readonly mayShareMemory?: boolean;
}

/** Silence after the last note when there is no recording. */
const tailSeconds = 2;
const auditionSeconds = 0.6;
/** A context that plays nothing for this long is put to sleep, to spare the battery. */
const sleepAfterMs = 30_000;

interface Settings {
	speed: number;
	semitones: number;
	tuningCents: number;
	levels: readonly number[];
	isCentreCut: boolean;
	clicks: readonly Click[];
	clickVoice: ClickVoice;
	clickLevel: number;
	songLevel: number;
}

/** The app's player on the Web Audio API. Nothing is made before `start`. */
export class WebAudioPlayer implements Player {
	readonly #options: WebAudioPlayerOptions;
	#output: AudioOutput | null = null;
	#starting: Promise<void> | null = null;
	#rings: readonly [RingMemory, RingMemory] | null = null;
	#reader: RecordingReader | null = null;
	#sounds: SoundLibrary | null = null;
	readonly #listeners = new Set<(change: PlayerChange) => void>();
	#anchors = new AnchorMap();
	#request = 0;
	/** Where the last jump goes, until the audio thread says it is there. */
	#target: { readonly request: number; readonly frame: number } | null = null;
	#openTicket = 0;
	#soundTicket = 0;
	readonly #soundWaits = new Map<number, { readonly resolve: () => void; readonly reject: (error: unknown) => void }>();
	#hasRecording = false;
	/** The audio thread reads from somewhere, if only silence. */
	#hasReader = false;
	#frameCount = 0;
	/** What notes alone last at least, by their song. */
	#lastsFrames = 0;
	#notes: readonly PlayerNote[] = [];
	#loop: LoopRange | null = null;
	#isEnsemble = false;
	#balance = 0.5;
	#volume = 0.8;
	#isPlaying = false;
	/** What is set before the audio thread is there is sent to it then. */
	readonly #settings: Settings = {
		speed: 1,
		semitones: 0,
		tuningCents: 0,
		levels: [],
		isCentreCut: false,
		clicks: [],
		clickVoice: 'click',
		clickLevel: 0.7,
		songLevel: 1
	};
	readonly #tracks = new PlayerTracks({
		post: (message) => this.#post(message),
		nextRequest: () => ++this.#request,
		ensureReader: () => this.#ensureReader(),
		readTracks: async (tracks) => this.#reader?.setTracks(tracks),
		isShared: () => this.#rings !== null
	});
	#counting: (CountInFrames & { readonly contextFrame: number | null }) | null = null;
	#sleepTimer: ReturnType<typeof setTimeout> | null = null;
	/** While the output is held it does not sleep. */
	#holdCount = 0;

	constructor(options: WebAudioPlayerOptions = {}) {
		this.#options = options;
	}

	get isPlaying(): boolean {
		return this.#isPlaying;
	}

	/** The output's context, awake for as long as it is held: takes are recorded on the clock of the song. */
	async holdOutput(): Promise<{ readonly context: AudioContext; release(): void }> {
		await this.start();
		this.#holdCount++;
		this.#stayAwake();
		let isHeld = true;
		const release = (): void => {
			if (!isHeld) return;
			isHeld = false;
			this.#holdCount--;
			if (!this.#isPlaying) this.#sleepLater();
		};
		try {
			await this.#output?.resume();
			if (this.#output === null) throw new UserFixableError('audioOutputUnavailable');
			return { context: this.#output.context, release };
		} catch (error) {
			release();
			throw error;
		}
	}

	/** What of the song left for the speakers at a context second, no latency taken off; null before it ever played. */
	sentSeconds(contextSeconds: number): number | null {
		const frame = this.#anchors.frameAt(contextSeconds * outputRateHz);
		return frame === null ? null : frame / outputRateHz;
	}

	/** The output, for measurements; null before `start`. */
	get output(): AudioOutput | null {
		return this.#output;
	}

	async start(): Promise<void> {
		this.#starting ??= this.#begin();
		try {
			await this.#starting;
		} catch (error) {
			this.#starting = null;
			throw error;
		}
	}

	async open(recording: { readonly pcmPath: string } | null, lastsSeconds = 0): Promise<void> {
		const ticket = ++this.#openTicket;
		await this.start();
		if (ticket !== this.#openTicket) return;
		this.pause();
		const opened = recording === null ? null : await this.#openRecording(recording.pcmPath);
		if (ticket !== this.#openTicket) return opened?.port.close();
		this.#hasRecording = opened !== null;
		this.#hasReader = opened !== null;
		this.#lastsFrames = Math.round(lastsSeconds * outputRateHz);
		this.#frameCount = opened?.frameCount ?? this.#notesEndFrame();
		this.#loop = null;
		this.#tracks.clear();
		const request = this.#jumpTo(0);
		const reader = opened?.port ?? null;
		this.#post({ kind: 'open', request, frameCount: this.#frameCount, reader }, reader === null ? [] : [reader]);
	}

	setNotes(notes: readonly PlayerNote[]): void {
		this.#notes = notes;
		this.#leaveHeadroom();
		this.#sendNotes();
	}

	async setSounds(wanted: readonly ChannelSound[]): Promise<void> {
		await this.start();
		const ticket = ++this.#soundTicket;
		const sounds = (await this.#sounds?.load(wanted)) ?? [];
		if (ticket !== this.#soundTicket) return;
		await new Promise<void>((resolve, reject) => {
			this.#soundWaits.set(ticket, { resolve, reject });
			this.#post({ kind: 'sounds', ticket, sounds });
		});
		this.#isEnsemble = sounds.length > 1;
		this.#leaveHeadroom();
	}

	async setTracks(tracks: readonly PlayerTrack[]): Promise<void> {
		await this.start();
		await this.#tracks.set(tracks);
	}

	setTrackGains(gains: ReadonlyMap<string, number>): void {
		this.#tracks.setGains(gains);
	}

	setSongLevel(level: number): void {
		this.#settings.songLevel = level;
		this.#output?.setSongLevel(level);
	}

	async play(fromSeconds?: number, countIn?: CountIn): Promise<void> {
		await this.start();
		this.#stayAwake();
		if (fromSeconds !== undefined) this.seek(fromSeconds);
		else if (this.#isAtEnd()) this.seek(this.#loop?.startSeconds ?? 0);
		this.#isPlaying = true;
		try {
			await this.#output?.resume();
		} catch (error) {
			this.#isPlaying = false;
			throw error;
		}
		if (!this.#isPlaying) return;
		const counted = countIn === undefined ? null : toFrames(countIn);
		this.#counting = counted === null ? null : { ...counted, contextFrame: null };
		this.#post({ kind: 'play', countIn: counted });
		this.#tell({ kind: 'playing' });
	}

	pause(): void {
		if (!this.#isPlaying) return;
		this.#isPlaying = false;
		this.#counting = null;
		this.#post({ kind: 'pause' });
		this.#sleepLater();
		this.#tell({ kind: 'paused' });
	}

	seek(seconds: number): void {
		const frame = Math.max(0, Math.min(this.#frameCount, Math.round((Number.isFinite(seconds) ? seconds : 0) * outputRateHz)));
		const request = this.#jumpTo(frame);
		this.#post({ kind: 'jump', request, frame });
	}

	setLoop(loop: LoopRange | null): void {
		this.#loop = loop;
		const frames = loop === null ? null : toFrameLoop(loop.startSeconds, loop.endSeconds, outputRateHz, this.#frameCount);
		this.#post({ kind: 'loop', request: ++this.#request, loop: frames });
	}

	setSpeed(speed: number): void {
		this.#settings.speed = speed;
		this.#post({ kind: 'speed', speed });
	}

	setPitch(semitones: number): void {
		this.#settings.semitones = semitones;
		this.#post({ kind: 'pitch', semitones });
	}

	setNotesTuning(cents: number): void {
		this.#settings.tuningCents = cents;
		this.#post({ kind: 'tuning', cents });
	}

	setChannelLevels(levels: readonly number[]): void {
		this.#settings.levels = levels;
		this.#post({ kind: 'levels', levels });
	}

	setCentreCut(isCut: boolean): void {
		this.#settings.isCentreCut = isCut;
		this.#output?.setCentreCut(isCut);
	}

	setClicks(clicks: readonly Click[]): void {
		this.#settings.clicks = clicks;
		this.#post({ kind: 'clicks', clicks: toClickList(clicks, outputRateHz) });
	}

	setClickSound(voice: ClickVoice, level: number): void {
		Object.assign(this.#settings, { clickVoice: voice, clickLevel: level });
		this.#post({ kind: 'clickVoice', voice });
		this.#output?.setClickLevel(level);
	}

	countInLeft(): number {
		const counting = this.#counting;
		if (counting === null) return 0;
		const { kinds, beatFrames, contextFrame } = counting;
		const since = contextFrame === null ? 0 : Math.max(0, (this.#output?.heardFrame() ?? 0) - contextFrame);
		return Math.max(0, kinds.length - Math.floor(since / beatFrames));
	}

	setBalance(balance: number): void {
		this.#balance = balance;
		this.#output?.setBalance(balance);
	}

	setVolume(volume: number): void {
		this.#volume = volume;
		this.#output?.setVolume(volume);
	}

	positionSeconds(): number {
		const heard = this.#output?.heardFrame() ?? 0;
		const frame = this.#target?.frame ?? this.#anchors.frameAt(heard) ?? 0;
		return Math.max(0, Math.min(frame, this.#frameCount)) / outputRateHz;
	}

	level(): number {
		return this.#output?.level() ?? 0;
	}

	audition(pitchMidi: number, velocity: number): void {
		const output = this.#output;
		if (output === null) return;
		this.#stayAwake();
		if (!this.#isPlaying) this.#sleepLater();
		output.resume().then(
			() => this.#post({ kind: 'audition', pitchMidi, velocity, durationFrames: auditionSeconds * outputRateHz }),
			(error: unknown) => this.#tell({ kind: 'failed', error })
		);
	}

	onChange(listener: (change: PlayerChange) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.#openTicket++;
		this.#stayAwake();
		this.#isPlaying = false;
		this.#listeners.clear();
		this.#post({ kind: 'close' });
		this.#sounds?.close();
		this.#reader?.close();
		this.#tracks.forget();
		const output = this.#output;
		this.#output = null;
		this.#starting = null;
		for (const { reject } of this.#soundWaits.values()) reject(new DOMException('Closed', 'AbortError'));
		this.#soundWaits.clear();
		await output?.close();
	}

	async #begin(): Promise<void> {
		const mayShare = (this.#options.mayShareMemory ?? true) && globalThis.crossOriginIsolated;
		this.#rings = mayShare ? [ringMemory(true), ringMemory(true)] : null;
		const output = await AudioOutput.open(this.#rings);
		const { port } = output.worklet;
		await new Promise<void>((resolve, reject) => {
			output.worklet.onprocessorerror = () =>
				reject(new UserFixableError('audioOutputUnavailable', {}, 'the audio thread failed'));
			port.onmessage = ({ data }: MessageEvent<FromPlayer>) => {
				if (data.kind === 'ready') resolve();
				this.#hear(data);
			};
		});
		output.worklet.onprocessorerror = () =>
			this.#fail(new UserFixableError('audioOutputUnavailable', {}, 'the audio thread failed'));
		output.context.onstatechange = () => this.#followContext();
		this.#output = output;
		this.#reader = new RecordingReader(this.#rings, this.#options.startWorker);
		this.#sounds = new SoundLibrary(this.#options.fetchEngine ?? fetchEngine, (message, transfer) =>
			this.#post(message, transfer)
		);
		output.setBalance(this.#balance);
		output.setVolume(this.#volume);
		this.#sendSettings();
		this.#sendNotes();
	}

	#leaveHeadroom(): void {
		this.#output?.setNotesLevel(this.#isEnsemble ? headroomGain(this.#notes) : 1);
	}

	/** Tracks beside notes alone are read beside silence; the song goes on where it was. */
	async #ensureReader(): Promise<void> {
		if (this.#hasReader) return;
		const ticket = this.#openTicket;
		const { port } = await this.#openRecording(null);
		if (ticket !== this.#openTicket) return port.close();
		this.#hasReader = true;
		const frame = Math.round(this.positionSeconds() * outputRateHz);
		const request = this.#jumpTo(frame);
		this.#post({ kind: 'open', request, frameCount: this.#frameCount, reader: port }, [port]);
		this.#post({ kind: 'jump', request, frame });
		if (this.#loop !== null) this.setLoop(this.#loop);
		if (this.#isPlaying) this.#post({ kind: 'play', countIn: null });
	}

	#openRecording(pcmPath: string | null): Promise<{ readonly frameCount: number; readonly port: MessagePort }> {
		if (this.#reader === null) throw new UserFixableError('audioOutputUnavailable');
		return this.#reader.open(pcmPath, ({ code, params, detail }) => this.#fail(new UserFixableError(code, params, detail)));
	}

	#sendSettings(): void {
		const { speed, semitones, tuningCents, levels, isCentreCut, clicks, clickVoice, clickLevel, songLevel } = this.#settings;
		if (speed !== 1) this.setSpeed(speed);
		if (semitones !== 0) this.setPitch(semitones);
		if (tuningCents !== 0) this.setNotesTuning(tuningCents);
		if (levels.length > 0) this.setChannelLevels(levels);
		if (isCentreCut) this.setCentreCut(true);
		this.setClicks(clicks);
		this.setClickSound(clickVoice, clickLevel);
		this.setSongLevel(songLevel);
	}

	#sendNotes(): void {
		this.#post({ kind: 'notes', notes: toNoteList(this.#notes, outputRateHz) });
		if (this.#hasRecording || this.#frameCount === this.#notesEndFrame()) return;
		this.#frameCount = this.#notesEndFrame();
		this.#post({ kind: 'resize', request: ++this.#request, frameCount: this.#frameCount });
	}

	#notesEndFrame(): number {
		const endSeconds = this.#notes.reduce((end, { offsetSeconds }) => (offsetSeconds > end ? offsetSeconds : end), 0);
		if (this.#lastsFrames > 0) return Math.max(this.#lastsFrames, Math.round(endSeconds * outputRateHz));
		return endSeconds === 0 ? 0 : Math.round((endSeconds + tailSeconds) * outputRateHz);
	}

	#isAtEnd(): boolean {
		return this.#frameCount > 0 && Math.round(this.positionSeconds() * outputRateHz) >= this.#frameCount;
	}

	#jumpTo(frame: number): number {
		const request = ++this.#request;
		this.#target = { request, frame };
		return request;
	}

	#hear(message: FromPlayer): void {
		switch (message.kind) {
			case 'anchor':
				this.#anchors.push(message.anchor);
				if (this.#target !== null && message.anchor.request >= this.#target.request) this.#target = null;
				return;
			case 'ended':
				if (this.#target !== null || !this.#isPlaying) return;
				this.#isPlaying = false;
				this.#jumpTo(this.#frameCount);
				this.#sleepLater();
				return this.#tell({ kind: 'ended' });
			case 'sound':
				this.#soundWaits.get(message.ticket)?.resolve();
				return void this.#soundWaits.delete(message.ticket);
			case 'counting':
				if (this.#counting !== null) this.#counting = { ...this.#counting, contextFrame: message.contextFrame };
				return;
			case 'stretchFailed':
				return this.#fail(new UserFixableError('engineFailed', { engine: 'stretch' }, message.reason));
			case 'soundFailed': {
				const error = new UserFixableError('engineFailed', { engine: 'sounds' }, message.reason);
				this.#soundWaits.get(message.ticket)?.reject(error);
				this.#soundWaits.delete(message.ticket);
			}
		}
	}

	/** The system took the sound away, as at a phone call: playing pauses, and the next `play` goes on. */
	#followContext(): void {
		if (this.#output?.context.state !== 'running' && this.#isPlaying) this.pause();
	}

	#fail(error: unknown): void {
		this.pause();
		this.#tell({ kind: 'failed', error });
	}

	#sleepLater(): void {
		this.#stayAwake();
		if (this.#holdCount > 0) return;
		this.#sleepTimer = setTimeout(() => void this.#output?.context.suspend(), sleepAfterMs);
	}

	#stayAwake(): void {
		if (this.#sleepTimer !== null) clearTimeout(this.#sleepTimer);
		this.#sleepTimer = null;
	}

	#tell(change: PlayerChange): void {
		for (const listener of this.#listeners) listener(change);
	}

	#post(message: ToPlayer, transfer: Transferable[] = []): void {
		this.#output?.worklet.port.postMessage(message, transfer);
	}
}

function toFrames({ beats, beatSeconds }: CountIn): CountInFrames {
	return { kinds: Uint8Array.from(beats, (kind) => clickKinds.indexOf(kind)), beatFrames: beatSeconds * outputRateHz };
}
