import { currentTaps, tappedBpm } from '$core/time/index.ts';

/** A tempo being tapped. */
export class TapTempo {
	readonly #nowSeconds: () => number;
	#taps = $state.raw<readonly number[]>([]);

	/** @param nowSeconds any clock that runs evenly */
	constructor(nowSeconds: () => number) {
		this.#nowSeconds = nowSeconds;
	}

	/** Taps of the count going on. */
	get count(): number {
		return this.#taps.length;
	}
	/** Beats a minute; null before the second tap. */
	get bpm(): number | null {
		return tappedBpm(this.#taps);
	}

	tap(): void {
		this.#taps = currentTaps([...this.#taps, this.#nowSeconds()]);
	}

	clear(): void {
		this.#taps = [];
	}
}
