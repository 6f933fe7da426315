import type { Transport } from '../../transport/transport.svelte.ts';

/** How often it looks whether the end has come; a hearer notices about twice that. */
const lookEveryMs = 15;

/** Plays a stretch of the song once and stops at its end, unless someone moves or stops the music meanwhile. */
export class PlayOnce {
	readonly #transport: Pick<Transport, 'play' | 'pause' | 'seek' | 'positionSeconds' | 'isPlaying'>;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(transport: Pick<Transport, 'play' | 'pause' | 'seek' | 'positionSeconds' | 'isPlaying'>) {
		this.#transport = transport;
	}

	/** While the song plays already it is only moved there, and goes on. */
	async play(startSeconds: number, endSeconds: number): Promise<void> {
		this.stop();
		const wasPlaying = this.#transport.isPlaying;
		this.#transport.seek(startSeconds);
		if (wasPlaying) return;
		await this.#transport.play();
		let last = startSeconds;
		this.#timer = setInterval(() => {
			const seconds = this.#transport.positionSeconds();
			const isElsewhere = seconds < startSeconds - 0.1 || seconds < last - 0.1 || seconds > endSeconds + 0.5;
			last = seconds;
			if (!isElsewhere && this.#transport.isPlaying && seconds < endSeconds) return;
			if (!isElsewhere && this.#transport.isPlaying) this.#transport.pause();
			this.stop();
		}, lookEveryMs);
	}

	/** Lets the music go on where it is. */
	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}
}
