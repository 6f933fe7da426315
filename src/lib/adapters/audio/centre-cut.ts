/** Below this the middle stays: bass and kick lie there, and a voice does not. */
const keptBelowHz = 140;
/** Above this it stays too: cymbals and air. */
const keptAboveHz = 9000;
const glideSeconds = 0.02;

/**
 * Takes the middle of a stereo image away between bass and air: the half of left minus right on either side, and of what both share only
 * the lowest and the highest. A mono recording is left nearly silent by it.
 */
export class CentreCut {
	readonly #context: BaseAudioContext;
	readonly #whole: GainNode;
	readonly #sides: GainNode;

	constructor(context: BaseAudioContext) {
		this.#context = context;
		this.#whole = context.createGain();
		this.#sides = context.createGain();
		this.#sides.gain.value = 0;
	}

	/** Puts it between two nodes. */
	connect(from: AudioNode, to: AudioNode): void {
		const context = this.#context;
		from.connect(this.#whole).connect(to);
		const gain = (value: number): GainNode =>
			new GainNode(context, { gain: value, channelCount: 1, channelCountMode: 'explicit' });
		const filter = (type: BiquadFilterType, frequency: number): BiquadFilterNode =>
			new BiquadFilterNode(context, { type, frequency, Q: Math.SQRT1_2 });
		const sides = context.createChannelSplitter(2);
		from.connect(sides);
		const difference = gain(1);
		const inverted = gain(-1);
		sides.connect(gain(0.5), 0).connect(difference);
		sides.connect(gain(-0.5), 1).connect(difference);
		difference.connect(inverted);
		const middle = gain(1);
		sides.connect(gain(0.5), 0).connect(middle);
		sides.connect(gain(0.5), 1).connect(middle);
		const low = filter('lowpass', keptBelowHz);
		const high = filter('highpass', keptAboveHz);
		middle.connect(low);
		middle.connect(high);
		const merged = context.createChannelMerger(2);
		difference.connect(merged, 0, 0);
		inverted.connect(merged, 0, 1);
		for (const kept of [low, high]) {
			kept.connect(merged, 0, 0);
			kept.connect(merged, 0, 1);
		}
		merged.connect(this.#sides).connect(to);
	}

	/** Within 50 ms, without a click. */
	set(isCut: boolean): void {
		const now = this.#context.currentTime;
		this.#whole.gain.setTargetAtTime(isCut ? 0 : 1, now, glideSeconds);
		this.#sides.gain.setTargetAtTime(isCut ? 1 : 0, now, glideSeconds);
	}
}
