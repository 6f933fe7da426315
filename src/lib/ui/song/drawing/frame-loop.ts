/** What every listener of a frame is given: one object, filled anew for each frame. */
export interface Frame {
	nowMs: number;
	positionSeconds: number;
	isPlaying: boolean;
}

export interface FrameSource {
	readonly positionSeconds: () => number;
	readonly isPlaying: () => boolean;
}

const costCount = 1024;
/** While nothing plays, a jump made elsewhere (a shortcut, a pedal) shows within this time. */
const idlePollMs = 120;

/**
 * One animation frame for everything that moves with the music: it runs while the song plays and otherwise only when
 * someone asked for a frame. Listeners run in the order they were added.
 */
export class FrameLoop {
	readonly #listeners: ((frame: Frame) => void)[] = [];
	readonly #frame: Frame = { nowMs: 0, positionSeconds: 0, isPlaying: false };
	readonly #source: FrameSource;
	readonly #costsMs = new Float32Array(costCount);
	readonly #run: (nowMs: number) => void;
	#frameCount = 0;
	#requested = 0;
	#idleTimer: ReturnType<typeof setTimeout> | undefined;
	#isRunning = false;

	constructor(source: FrameSource) {
		this.#source = source;
		this.#run = (nowMs) => this.#onFrame(nowMs);
	}

	/** Gives the disposer. */
	start(): () => void {
		this.#isRunning = true;
		this.request();
		return () => {
			this.#isRunning = false;
			clearTimeout(this.#idleTimer);
			cancelAnimationFrame(this.#requested);
			this.#requested = 0;
		};
	}

	add(listener: (frame: Frame) => void): () => void {
		this.#listeners.push(listener);
		this.request();
		return () => {
			const at = this.#listeners.indexOf(listener);
			if (at >= 0) this.#listeners.splice(at, 1);
		};
	}

	/** Asks for one frame; asking twice before it comes is asking once. */
	request(): void {
		if (this.#requested !== 0 || !this.#isRunning) return;
		clearTimeout(this.#idleTimer);
		this.#requested = requestAnimationFrame(this.#run);
	}

	get frameCount(): number {
		return this.#frameCount;
	}

	/** Main-thread time of the listeners in the last frames, milliseconds, sorted. For measuring; it allocates. */
	sortedCostsMs(): number[] {
		return [...this.#costsMs.subarray(0, Math.min(costCount, this.#frameCount))].sort((a, b) => a - b);
	}

	#onFrame(nowMs: number): void {
		this.#requested = 0;
		if (!this.#isRunning) return;
		const beganMs = performance.now();
		const frame = this.#frame;
		frame.nowMs = nowMs;
		frame.positionSeconds = this.#source.positionSeconds();
		frame.isPlaying = this.#source.isPlaying();
		for (let at = 0; at < this.#listeners.length; at++) this.#listeners[at]?.(frame);
		this.#costsMs[this.#frameCount++ % costCount] = performance.now() - beganMs;
		if (frame.isPlaying) this.request();
		else this.#poll(frame.positionSeconds);
	}

	#poll(shownSeconds: number): void {
		clearTimeout(this.#idleTimer);
		if (!this.#isRunning || this.#requested !== 0) return;
		this.#idleTimer = setTimeout(() => {
			if (this.#source.isPlaying() || this.#source.positionSeconds() !== shownSeconds) this.request();
			else this.#poll(shownSeconds);
		}, idlePollMs);
	}
}
