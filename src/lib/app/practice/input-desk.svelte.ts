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

type DeskParts = Pick<RecordingDesk, 'recorder' | 'latencies' | 'latencyMeter' | 'inputs'>;

/** The input that is recorded: which one, how loud, how late, and what to say about it. */
export class InputDesk {
	readonly #desk: DeskParts;
	readonly #nowMs: () => number;
	#choice: InputChoice = $state.raw(defaultInputChoice);
	#missingLabel = $state.raw<string | null>(null);
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
		const { device, channel, gainDb } = desk.inputs.kept;
		this.#choice = { ...defaultInputChoice, deviceId: device?.deviceId ?? null, channel, gainDb };
	}

	get choice(): InputChoice {
		return this.#choice;
	}
	get state(): TakeRecorderState {
		return this.#state;
	}
	/** The system holds the sound back, as during a call; a running take waits. */
	get isSuspended(): boolean {
		return this.#warnings.some(({ kind }) => kind === 'suspended');
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
	/** The device that is remembered but not connected: the system's choice is open in its place. Null where it is not missed. */
	get missingLabel(): string | null {
		return this.#missingLabel;
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
		this.#missingLabel = null;
		try {
			this.#input = await this.#openChosen();
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

	/** The device chosen, under another id where the browser gave it one; the system's choice where it is not connected. */
	async #openChosen(): Promise<OpenInput> {
		const { recorder, inputs } = this.#desk;
		const { deviceId } = this.#choice;
		try {
			return await recorder.open(this.#choice);
		} catch (error) {
			const label = inputs.kept.device?.label ?? '';
			if (deviceId === null || toFault(error).code !== 'microphoneMissing') throw error;
			const again = (await recorder.devices()).find((device) => label !== '' && device.label === label);
			if (again !== undefined && again.deviceId !== deviceId) {
				this.#choice = { ...this.#choice, deviceId: again.deviceId };
				return recorder.open(this.#choice);
			}
			const input = await recorder.open({ ...this.#choice, deviceId: null });
			this.#missingLabel = label || 'The chosen input';
			return input;
		}
	}

	/** Another device is opened at once where one is open. All but monitoring is remembered for the next visit. */
	async choose(change: Partial<InputChoice>): Promise<void> {
		const { recorder, inputs } = this.#desk;
		this.#choice = { ...this.#choice, ...change };
		if (change.gainDb !== undefined) recorder.setGain(change.gainDb);
		if (change.isMonitored !== undefined) recorder.setMonitoring(change.isMonitored);
		if (change.channel !== undefined) recorder.setChannel(change.channel);
		const { deviceId, channel, gainDb } = this.#choice;
		const label = this.#devices.find((device) => device.deviceId === deviceId)?.label ?? inputs.kept.device?.label ?? '';
		const kept = inputs.keep({ device: deviceId === null ? null : { deviceId, label }, channel, gainDb });
		if (change.deviceId !== undefined && this.#input !== null) await this.open();
		await kept;
	}

	/** After the system took the sound away: asks for it back; must follow a gesture. */
	goOn(): void {
		this.#desk.recorder.resume();
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
