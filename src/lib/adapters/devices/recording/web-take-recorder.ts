import { abortError, UserFixableError, type Fault } from '$contracts/errors.ts';
import type { RecordEvent } from '$contracts/recording/record.contract.ts';
import type { RecoveredTake, TakeDraft } from '$contracts/recording/take.ts';
import type {
	FinishedTake,
	InputChoice,
	InputDevice,
	InputWarning,
	MeterReading,
	OpenInput,
	Punch,
	TakeRecorder,
	TakeRecorderChange,
	TakeRecorderState
} from '$contracts/recording/take-recorder.ts';
import type { ChannelChoice } from '$core/capture/index.ts';
import { CaptureGraph } from './capture-graph.ts';
import { inputDevices, openInputStream } from './input-stream.ts';
import { watchInput } from './input-watch.ts';
import { RecordClient, spawnRecorder } from './record-client.ts';

/** A running context that stays awake until it is released. */
export interface HeldContext {
	readonly context: AudioContext;
	release(): void;
}

export interface WebTakeRecorderOptions {
	/** The player's context, so that take and song run on one clock; an own one is made where that refuses the input. */
	readonly holdContext: () => Promise<HeldContext>;
	/** False keeps to messages even where memory can be shared. */
	readonly mayShareMemory?: boolean;
	readonly spawn?: () => Worker;
}

interface OpenedInput {
	readonly stream: MediaStream;
	readonly graph: CaptureGraph;
	readonly sharesClock: boolean;
	readonly release: () => void;
	readonly facts: OpenInput;
	readonly stopWatching: () => void;
}

interface RunningTake {
	draft: TakeDraft;
	readonly begun: (firstFrameSeconds: number) => void;
	readonly notBegun: (error: unknown) => void;
	isBeingStopped: boolean;
}

const noReading: MeterReading = { peak: 0, rms: 0, hasClipped: false, clippedSamples: 0 };
const fromNow: Punch = { inContextSeconds: null, outContextSeconds: null };

/** The recorder on getUserMedia, an AudioWorklet and the record worker. Nothing is made before `open`. */
export class WebTakeRecorder implements TakeRecorder {
	readonly #options: WebTakeRecorderOptions;
	readonly #client: RecordClient;
	readonly #listeners = new Set<(change: TakeRecorderChange) => void>();
	#input: OpenedInput | null = null;
	#state: TakeRecorderState = 'closed';
	#warnings: readonly InputWarning[] = [];
	#channel: ChannelChoice = 'mix';
	#take: RunningTake | null = null;
	#openTicket = 0;
	#isHeld = false;
	#stopDevices: (() => void) | null = null;

	constructor(options: WebTakeRecorderOptions) {
		this.#options = options;
		this.#client = new RecordClient(options.spawn ?? spawnRecorder, (error) => void this.#fail(error));
	}

	get state(): TakeRecorderState {
		return this.#state;
	}

	get input(): OpenInput | null {
		return this.#input?.facts ?? null;
	}

	/** What hears and plays this input; for the ear and the latency meter. Null while closed. */
	get graph(): CaptureGraph | null {
		return this.#input?.graph ?? null;
	}

	get warnings(): readonly InputWarning[] {
		return this.#warnings;
	}

	get overrunFrames(): number {
		return this.#input?.graph.lostFrames ?? 0;
	}

	devices(): Promise<readonly InputDevice[]> {
		return inputDevices();
	}

	async open(choice: InputChoice): Promise<OpenInput> {
		if (this.#take !== null) await this.stop();
		const ticket = ++this.#openTicket;
		await this.#closeInput();
		this.#setState('opening');
		try {
			const input = await this.#openInput(choice);
			if (ticket !== this.#openTicket) {
				await this.#disposeInput(input);
				throw abortError();
			}
			this.#input = input;
			this.#channel = choice.channel;
			const { feed, transfer } = input.graph.feed();
			await this.#client.attach(feed, transfer, input.facts.sampleRateHz, (event) => this.#hear(event));
			this.#setState('ready');
			this.#followDevices();
			return input.facts;
		} catch (error) {
			if (ticket === this.#openTicket) {
				await this.#closeInput();
				this.#setState('closed');
			}
			throw error;
		}
	}

	setGain(gainDb: number): void {
		this.#input?.graph.setGain(gainDb);
	}

	setMonitoring(isMonitored: boolean): void {
		this.#input?.graph.setMonitoring(isMonitored);
	}

	setChannel(channel: ChannelChoice): void {
		this.#channel = channel;
		if (this.#take === null) this.#input?.graph.setChannel(channel);
	}

	meter(): MeterReading {
		return this.#input?.graph.meter() ?? noReading;
	}

	releaseClip(): void {
		this.#input?.graph.releaseClip();
	}

	contextSeconds(): number {
		return this.#input?.graph.context.currentTime ?? 0;
	}

	async start(draft: TakeDraft, punch: Punch = fromNow): Promise<{ readonly firstFrameSeconds: number }> {
		const input = this.#input;
		if (input === null) throw new UserFixableError('microphoneMissing', {}, 'no input is open');
		if (this.#take !== null) throw new Error('A take is being recorded already.');
		const { sampleRateHz } = input.facts;
		const toFrame = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * sampleRateHz));
		let begun: (seconds: number) => void = () => undefined;
		let notBegun: (error: unknown) => void = () => undefined;
		const beginning = new Promise<number>((resolve, reject) => {
			begun = resolve;
			notBegun = reject;
		});
		// Awaited below only once the file is open; a stop before that is no unhandled rejection.
		beginning.catch(() => undefined);
		this.#take = { draft, begun, notBegun, isBeingStopped: false };
		input.graph.setChannel(this.#channel);
		this.#setState('waiting');
		try {
			await this.#client.begin({
				draft,
				channels: this.#channel === 'both' ? 2 : 1,
				inFrame: toFrame(punch.inContextSeconds),
				outFrame: toFrame(punch.outContextSeconds)
			});
			if (input.graph.context.state !== 'running') this.#setState('paused');
			return { firstFrameSeconds: await beginning };
		} catch (error) {
			if (!(this.#take?.isBeingStopped ?? true)) {
				this.#take = null;
				this.#setState('ready');
			}
			throw error;
		}
	}

	async annotate(draft: TakeDraft): Promise<void> {
		if (this.#take === null) return;
		this.#take.draft = draft;
		await this.#client.annotate(draft);
	}

	pause(): void {
		if (this.#take === null || this.#isHeld) return;
		this.#isHeld = true;
		void this.#client.setPaused(true);
		this.#setState('paused');
	}

	resume(): void {
		const context = this.#input?.graph.context;
		if (context !== undefined && context.state !== 'running') void context.resume();
		if (!this.#isHeld) return;
		this.#isHeld = false;
		void this.#client.setPaused(false);
		if (this.#take !== null) this.#setState('recording');
	}

	async stop(): Promise<FinishedTake> {
		const take = this.#take;
		if (take === null) throw new Error('No take is being recorded.');
		take.isBeingStopped = true;
		this.#setState('finishing');
		take.notBegun(abortError());
		try {
			const { sound, fault } = await this.#client.end();
			return { draft: take.draft, sound, fault };
		} finally {
			this.#finished();
		}
	}

	async discard(): Promise<void> {
		const take = this.#take;
		if (take === null) return;
		take.isBeingStopped = true;
		take.notBegun(abortError());
		try {
			await this.#client.discard();
		} finally {
			this.#finished();
		}
	}

	recover(knownIds: readonly string[]): Promise<readonly RecoveredTake[]> {
		return this.#client.recover(knownIds);
	}

	onChange(listener: (change: TakeRecorderChange) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.#openTicket++;
		if (this.#take !== null) await this.stop();
		await this.#closeInput();
		this.#stopDevices?.();
		this.#stopDevices = null;
		this.#client.close();
		this.#setState('closed');
	}

	async #openInput(choice: InputChoice): Promise<OpenedInput> {
		const { stream, track } = await openInputStream(choice.deviceId);
		try {
			const { graph, sharesClock, release } = await this.#openGraph(stream, choice);
			const settings = track.getSettings();
			const facts: OpenInput = {
				device: { deviceId: settings.deviceId ?? '', label: track.label, isDefault: choice.deviceId === null },
				sampleRateHz: graph.context.sampleRate,
				sharesClock,
				deviceRateHz: settings.sampleRate ?? null,
				deviceChannels: settings.channelCount ?? 1,
				transport: graph.memory === null ? 'messages' : 'ring',
				statedLatencySeconds: 'latency' in settings && typeof settings.latency === 'number' ? settings.latency : null
			};
			const stopWatching = watchInput({
				track,
				context: graph.context,
				soundingBlocks: () => graph.soundingBlocks,
				lostFrames: () => graph.lostFrames,
				onWarnings: (warnings) => {
					this.#warnings = warnings;
					this.#tell({ kind: 'warnings', warnings });
				},
				onLost: () => void this.#lose(),
				onSuspended: (isSuspended) => this.#followContext(isSuspended)
			});
			return { stream, graph, sharesClock, release, facts, stopWatching };
		} catch (error) {
			for (const each of stream.getTracks()) each.stop();
			throw error;
		}
	}

	async #openGraph(stream: MediaStream, choice: InputChoice): Promise<Pick<OpenedInput, 'graph' | 'sharesClock' | 'release'>> {
		const isShared = (this.#options.mayShareMemory ?? true) && globalThis.crossOriginIsolated;
		const { context, release } = await this.#options.holdContext();
		try {
			if (context.state !== 'running') await context.resume();
			return { graph: await CaptureGraph.open(context, stream, choice, isShared), sharesClock: true, release };
		} catch (error) {
			release();
			// Firefox takes no microphone into a context of another rate.
			if (!(error instanceof DOMException) || error.name !== 'NotSupportedError') throw error;
			const ownContext = new AudioContext({ latencyHint: 'interactive' });
			const graph = await CaptureGraph.open(ownContext, stream, choice, isShared);
			return { graph, sharesClock: false, release: () => void ownContext.close() };
		}
	}

	#hear(event: RecordEvent): void {
		const take = this.#take;
		if (event.kind === 'overrun' || take === null) return;
		if (event.kind === 'begun') {
			take.begun(event.firstFrame / (this.#input?.facts.sampleRateHz ?? 1));
			if (this.#state === 'waiting') this.#setState('recording');
		} else if (!take.isBeingStopped) {
			take.notBegun(event.fault === null ? abortError() : toError(event.fault));
			this.#finished();
			this.#tell({ kind: 'ended', take: { draft: take.draft, sound: event.sound, fault: event.fault } });
		}
	}

	/** The input ended without us: unplugged, or its permission taken back. */
	async #lose(): Promise<void> {
		const fault = await lossFault();
		if (this.#take !== null) {
			const take = await this.stop();
			this.#tell({ kind: 'ended', take: { ...take, fault: take.fault ?? fault } });
		}
		this.#openTicket++;
		await this.#closeInput();
		this.#setState('closed');
		this.#tell({ kind: 'lost', fault });
	}

	/** The record worker died. What it had written is found again by `recover`. */
	async #fail(error: unknown): Promise<void> {
		this.#take?.notBegun(error);
		this.#take = null;
		this.#openTicket++;
		await this.#closeInput();
		this.#setState('closed');
		const detail = error instanceof Error ? error.message : String(error);
		this.#tell({ kind: 'lost', fault: { code: 'engineFailed', params: { task: 'Recording' }, detail } });
	}

	#followContext(isSuspended: boolean): void {
		if (this.#take === null || this.#isHeld) return;
		this.#setState(isSuspended ? 'paused' : 'recording');
	}

	#finished(): void {
		this.#take = null;
		this.#isHeld = false;
		if (this.#input !== null) this.#input.graph.setChannel(this.#channel);
		this.#setState(this.#input === null ? 'closed' : 'ready');
	}

	#followDevices(): void {
		if (this.#stopDevices !== null || !navigator.mediaDevices) return;
		const { mediaDevices } = navigator;
		const tell = (): void => void inputDevices().then((devices) => this.#tell({ kind: 'devices', devices }));
		mediaDevices.addEventListener('devicechange', tell);
		this.#stopDevices = () => mediaDevices.removeEventListener('devicechange', tell);
	}

	async #closeInput(): Promise<void> {
		const input = this.#input;
		this.#input = null;
		this.#warnings = [];
		if (input === null) return;
		await this.#client.detach();
		await this.#disposeInput(input);
	}

	async #disposeInput({ stream, graph, release, stopWatching }: OpenedInput): Promise<void> {
		stopWatching();
		graph.close();
		for (const track of stream.getTracks()) track.stop();
		release();
	}

	#setState(state: TakeRecorderState): void {
		if (state === this.#state) return;
		this.#state = state;
		this.#tell({ kind: 'state', state });
	}

	#tell(change: TakeRecorderChange): void {
		for (const listener of this.#listeners) listener(change);
	}
}

function toError({ code, params, detail }: Fault): UserFixableError {
	return new UserFixableError(code, params, detail);
}

async function lossFault(): Promise<Fault> {
	// Not every browser answers for microphones.
	const permission = await navigator.permissions?.query({ name: 'microphone' }).catch(() => null);
	return { code: permission?.state === 'denied' ? 'microphoneRefused' : 'microphoneLost', params: {} };
}
