import type { Fault } from '$contracts/errors.ts';
import type { MeasuredLatency } from '$contracts/recording/latency.ts';
import {
	defaultInputChoice,
	type InputChoice,
	type InputDevice,
	type InputWarning,
	type OpenInput,
	type TakeRecorderState
} from '$contracts/recording/take-recorder.ts';
import type { DevicePair } from '../recorder/latency-book.svelte.ts';
import type { RecordingDesk } from '../recorder/recording-desk.ts';
import { toFault } from '../words/error-words.ts';

type DeskParts = Pick<RecordingDesk, 'recorder' | 'latencies' | 'latencyMeter'>;

/** The input that is recorded: which one, how loud, how late, and what to say about it. */
export class InputDesk {
	readonly #desk: DeskParts;
	readonly #nowMs: () => number;
	#choice = $state.raw<InputChoice>(defaultInputChoice);
	#state = $state<TakeRecorderState>('closed');
	#input = $state.raw<OpenInput | null>(null);
	#warnings = $state.raw<readonly InputWarning[]>([]);
	#devices = $state.raw<readonly InputDevice[]>([]);
	#fault = $state.raw<Fault | null>(null);
	#outputLabel = $state('');
	/** Share of a running measurement; null while none runs. */
	#measuring = $state<number | null>(null);
	#hasHeardNothing = $state(false);
	#measurement: AbortController | null = null;

	constructor(desk: DeskParts, nowMs: () => number) {
		this.#desk = desk;
		this.#nowMs = nowMs;
	}

	get choice(): InputChoice {
		return this.#choice;
	}
	get state(): TakeRecorderState {
		return this.#state;
	}
	get input(): OpenInput | null {
		return this.#input;
	}
	get warnings(): readonly InputWarning[] {
		return this.#warnings;
	}
	get devices(): readonly InputDevice[] {
		return this.#devices;
	}
	/** Why it could not be opened, or went away. */
	get fault(): Fault | null {
		return this.#fault;
	}
	get measuring(): number | null {
		return this.#measuring;
	}
	/** The last measurement found nothing certain. */
	get hasHeardNothing(): boolean {
		return this.#hasHeardNothing;
	}
	/** Of these devices; null while it was never measured, and while none is open. */
	get latency(): MeasuredLatency | null {
		const pair = this.pair;
		return pair === null ? null : this.#desk.latencies.of(pair);
	}
	/** Taken off takes: what was measured, else what the browser says of the input. */
	get latencySeconds(): number {
		return this.latency?.latencySeconds ?? Math.min(2, this.#input?.statedLatencySeconds ?? 0);
	}
	get pair(): DevicePair | null {
		const input = this.#input;
		return input === null
			? null
			: { inputLabel: input.device.label, outputLabel: this.#outputLabel, sampleRateHz: input.sampleRateHz };
	}

	/** Follows the recorder. Call in an effect; it hands back what ends it. */
	follow(): () => void {
		const { recorder } = this.#desk;
		this.#state = recorder.state;
		this.#input = recorder.input;
		this.#warnings = recorder.warnings;
		return recorder.onChange((change) => {
			if (change.kind === 'state') this.#state = change.state;
			else if (change.kind === 'warnings') this.#warnings = change.warnings;
			else if (change.kind === 'devices') this.#devices = change.devices;
			else if (change.kind === 'lost') this.#fault = change.fault;
			this.#input = recorder.input;
		});
	}

	/** Opens the chosen input; must follow a gesture. Answers whether it is open. */
	async open(): Promise<boolean> {
		const { recorder, latencyMeter } = this.#desk;
		this.#fault = null;
		try {
			this.#input = await recorder.open(this.#choice);
			this.#devices = await recorder.devices();
			this.#outputLabel = await latencyMeter.outputLabel();
			return true;
		} catch (error) {
			this.#fault = toFault(error);
			this.#input = null;
			return false;
		}
	}

	async close(): Promise<void> {
		this.cancelMeasuring();
		await this.#desk.recorder.close();
		this.#input = null;
		this.#warnings = [];
	}

	/** Another device is opened at once where one is open. */
	async choose(change: Partial<InputChoice>): Promise<void> {
		const { recorder } = this.#desk;
		this.#choice = { ...this.#choice, ...change };
		if (change.gainDb !== undefined) recorder.setGain(change.gainDb);
		if (change.isMonitored !== undefined) recorder.setMonitoring(change.isMonitored);
		if (change.channel !== undefined) recorder.setChannel(change.channel);
		if (change.deviceId !== undefined && this.#input !== null) await this.open();
	}

	/** Plays sweeps and listens for them. */
	async measure(): Promise<void> {
		if (this.#measuring !== null) return;
		const controller = new AbortController();
		this.#measurement = controller;
		this.#measuring = 0;
		this.#hasHeardNothing = false;
		try {
			const found = await this.#desk.latencyMeter.measure(controller.signal, (fraction) => (this.#measuring = fraction));
			if (controller.signal.aborted) return;
			if (found === null) this.#hasHeardNothing = true;
			else await this.keepLatency({ ...found, method: 'loopback' });
		} catch (error) {
			if (!controller.signal.aborted) this.#fault = toFault(error);
		} finally {
			this.#measuring = null;
			this.#measurement = null;
		}
	}

	cancelMeasuring(): void {
		this.#measurement?.abort();
	}

	/** For these devices, from now on. */
	async keepLatency(found: Pick<MeasuredLatency, 'latencySeconds' | 'spreadSeconds' | 'confidence' | 'method'>): Promise<void> {
		const pair = this.pair;
		if (pair === null) return;
		await this.#desk.latencies.keep({ ...pair, ...found, measuredAtMs: this.#nowMs() });
	}
}
