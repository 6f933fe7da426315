import { UserFixableError } from '$contracts/errors.ts';
import { playerProcessorName, type PlayerProcessorOptions } from '$contracts/workers/playback.contract.ts';
import { equalPowerGains, volumeGain, type RingMemory } from '$core/playback/index.ts';
import { CentreCut } from './centre-cut.ts';
import workletUrl from '$worklets/player.worklet.ts?worker&url';

export const outputRateHz = 44_100;
/** A context that has not begun by then never will without the user. */
const resumeLimitMs = 4000;
/** Time constant of gain changes, seconds: quick, without a zip. */
const glideSeconds = 0.012;
/** The notes beside a recording mastered to full scale. */
const notesGain = 1.6;

/** The app's one AudioContext and what hangs on it: the player's worklet, the balance, the volume, the meter. */
export class AudioOutput {
	readonly context: AudioContext;
	readonly worklet: AudioWorkletNode;
	readonly #recording: GainNode;
	readonly #notes: GainNode;
	readonly #clicks: GainNode;
	readonly #tracks: GainNode;
	readonly #centreCut: CentreCut;
	readonly #master: GainNode;
	readonly #meter: AnalyserNode;
	readonly #meterSamples: Float32Array<ArrayBuffer>;
	#recordingShare = 1;
	#notesShare = 1;
	#songLevel = 1;
	#notesLevel = 1;

	private constructor(context: AudioContext, worklet: AudioWorkletNode) {
		this.context = context;
		this.worklet = worklet;
		this.#recording = context.createGain();
		this.#notes = context.createGain();
		this.#clicks = context.createGain();
		this.#tracks = context.createGain();
		this.#centreCut = new CentreCut(context);
		this.#master = context.createGain();
		this.#meter = context.createAnalyser();
		this.#meter.fftSize = 2048;
		this.#meterSamples = new Float32Array(this.#meter.fftSize);
		worklet.connect(this.#recording, 0);
		worklet.connect(this.#notes, 1);
		worklet.connect(this.#clicks, 2);
		worklet.connect(this.#tracks, 3);
		this.#centreCut.connect(this.#recording, this.#master);
		this.#clicks.connect(this.#master);
		this.#notes.connect(this.#master);
		this.#tracks.connect(this.#master);
		this.#master.connect(this.#meter);
		this.#master.connect(context.destination);
	}

	/** Throws `audioOutputUnavailable` when the browser has no sound output, or no worklets. */
	static async open(rings: readonly [RingMemory, RingMemory] | null): Promise<AudioOutput> {
		let context: AudioContext | null = null;
		try {
			context = new AudioContext({ sampleRate: outputRateHz, latencyHint: 'interactive' });
			await context.audioWorklet.addModule(workletUrl);
			const worklet = new AudioWorkletNode(context, playerProcessorName, {
				numberOfInputs: 0,
				numberOfOutputs: 4,
				outputChannelCount: [2, 2, 1, 2],
				processorOptions: { rings } satisfies PlayerProcessorOptions
			});
			return new AudioOutput(context, worklet);
		} catch (error) {
			await context?.close();
			throw new UserFixableError('audioOutputUnavailable', {}, String(error));
		}
	}

	/** Lets sound flow again, after the first gesture, a call or a sleep. Throws `audioOutputUnavailable` when it does not. */
	async resume(): Promise<void> {
		if (this.context.state === 'running') return;
		const limit = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), resumeLimitMs));
		const outcome = await Promise.race([this.context.resume(), limit]).catch((error: unknown) => String(error));
		if (outcome !== undefined) throw new UserFixableError('audioOutputUnavailable', {}, `${outcome}, ${this.context.state}`);
	}

	setBalance(balance: number): void {
		const { first, second } = equalPowerGains(balance);
		this.#recordingShare = first;
		this.#notesShare = second;
		this.#mixSong();
	}

	/** Turns the notes down, 0 to 1, beside what balance and volume do. */
	setNotesLevel(level: number): void {
		this.#notesLevel = level;
		this.#mixSong();
	}

	/** Turns recording and notes down, 0 to 1, beside what plays along with them. */
	setSongLevel(level: number): void {
		this.#songLevel = level;
		this.#mixSong();
	}

	setCentreCut(isCut: boolean): void {
		this.#centreCut.set(isCut);
	}

	/** @param level 0 to 1 */
	setClickLevel(level: number): void {
		this.#glide(this.#clicks.gain, volumeGain(level));
	}

	setVolume(volume: number): void {
		this.#glide(this.#master.gain, volumeGain(volume));
	}

	level(): number {
		this.#meter.getFloatTimeDomainData(this.#meterSamples);
		let peak = 0;
		for (const sample of this.#meterSamples) peak = Math.max(peak, Math.abs(sample));
		return peak;
	}

	/** The frame that is being heard now: what was rendered, less what still waits in the device. */
	heardFrame(): number {
		const { context } = this;
		const latencySeconds = (context.baseLatency || 0) + (context.outputLatency || 0);
		const renderedSeconds = context.currentTime - latencySeconds;
		const { contextTime, performanceTime } = context.getOutputTimestamp();
		if (contextTime === undefined || performanceTime === undefined || !(contextTime > 0)) return renderedSeconds * outputRateHz;
		const seconds = contextTime + (performance.now() - performanceTime) / 1000;
		const isSane = context.state === 'running' && Math.abs(seconds - renderedSeconds) < 0.25;
		return (isSane ? Math.min(seconds, context.currentTime) : renderedSeconds) * outputRateHz;
	}

	/** Hears the recording and beside it the notes, or the tracks, before they are mixed; for measurements. */
	tap(node: AudioNode, beside: 'notes' | 'tracks' = 'notes'): void {
		this.worklet.connect(node, 0, 0);
		this.worklet.connect(node, beside === 'notes' ? 1 : 3, 1);
	}

	async close(): Promise<void> {
		this.worklet.disconnect();
		await this.context.close();
	}

	#mixSong(): void {
		this.#glide(this.#recording.gain, this.#recordingShare * this.#songLevel);
		this.#glide(this.#notes.gain, this.#notesShare * notesGain * this.#notesLevel * this.#songLevel);
	}

	#glide(param: AudioParam, value: number): void {
		if (this.context.state === 'running') param.setTargetAtTime(value, this.context.currentTime, glideSeconds);
		else param.value = value;
	}
}
