import { framesLeft, type PlaySequence } from '../../src/lib/core/playback/play-sequence.ts';

const remembered = 64;
const segments = 4;

/**
 * Which place of the source is heard through an engine that looks ahead and behind: a history of how much was put in after each quantum.
 * Places are source frames since `begin`. Made for `process()`: allocates nothing.
 */
export class HeardPlace {
	#inputLatencyFrames = 0;
	#outputLatencyQuanta = 0;
	/** Frames put in, after each of the last quanta. */
	readonly #put = new Float64Array(remembered);
	#quanta = 0;
	readonly #sequences: (PlaySequence | null)[] = Array.from({ length: segments }, () => null);
	/** The place at which each sequence is taken up, and how far into it that is. */
	readonly #from = new Float64Array(segments);
	readonly #elapsed = new Float64Array(segments);
	#segmentCount = 0;
	#startPlace = 0;
	#endPlace = 0;

	/** @param outputLatencyQuanta whole, fewer than 63 */
	setLatencies(inputLatencyFrames: number, outputLatencyQuanta: number): void {
		this.#inputLatencyFrames = inputLatencyFrames;
		this.#outputLatencyQuanta = Math.round(outputLatencyQuanta);
	}

	/** What was put in last is as much as the engine looks ahead; what it looks back on was silence at the same speed. */
	begin(sequence: PlaySequence, elapsedFrames: number, framesAQuantum: number): void {
		this.#segmentCount = 0;
		this.#quanta = remembered;
		for (let i = 0; i < remembered; i++)
			this.#put[i] = this.#inputLatencyFrames - ((remembered - i) % remembered) * framesAQuantum;
		this.#takeUp(0, sequence, elapsedFrames);
		this.#place();
	}

	/** A quantum was made of so many more frames. */
	advance(frames: number): void {
		const put = this.#put[this.#quanta % remembered] ?? 0;
		this.#quanta++;
		this.#put[this.#quanta % remembered] = put + frames;
		this.#place();
	}

	/** What was put in from here on follows another sequence, which goes on without a seam. */
	follow(sequence: PlaySequence, elapsedFrames: number): void {
		this.#takeUp(this.#put[this.#quanta % remembered] ?? 0, sequence, elapsedFrames);
	}

	/** Lets go of sequences that were heard to where another took over. Answers whether there was one. */
	settle(): boolean {
		let passed = 0;
		while (passed + 1 < this.#segmentCount && (this.#from[passed + 1] ?? 0) <= this.#startPlace) passed++;
		if (passed === 0) return false;
		this.#segmentCount -= passed;
		for (let i = 0; i < this.#segmentCount; i++) {
			this.#sequences[i] = this.#sequences[i + passed] ?? null;
			this.#from[i] = this.#from[i + passed] ?? 0;
			this.#elapsed[i] = this.#elapsed[i + passed] ?? 0;
		}
		return true;
	}

	/** What is heard; null before `begin`. */
	get sequence(): PlaySequence | null {
		return this.#sequences[0] ?? null;
	}

	/** Frames of the sequence before the last quantum. */
	get elapsedFrames(): number {
		return (this.#elapsed[0] ?? 0) + this.#startPlace - (this.#from[0] ?? 0);
	}

	/** Frames of the sequence after the last quantum. */
	get endElapsedFrames(): number {
		return (this.#elapsed[0] ?? 0) + this.#endPlace - (this.#from[0] ?? 0);
	}

	get isAtEnd(): boolean {
		return this.sequence !== null && framesLeft(this.sequence, this.endElapsedFrames) <= 0;
	}

	#takeUp(from: number, sequence: PlaySequence, elapsedFrames: number): void {
		if (this.#segmentCount === segments) this.#segmentCount--;
		this.#sequences[this.#segmentCount] = sequence;
		this.#from[this.#segmentCount] = from;
		this.#elapsed[this.#segmentCount] = elapsedFrames;
		this.#segmentCount++;
	}

	#place(): void {
		const heard = this.#quanta - this.#outputLatencyQuanta;
		this.#startPlace = (this.#put[(heard - 1) % remembered] ?? 0) - this.#inputLatencyFrames;
		this.#endPlace = (this.#put[heard % remembered] ?? 0) - this.#inputLatencyFrames;
	}
}
