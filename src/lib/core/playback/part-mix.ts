/** How one part is heard among the others. */
export interface PartSound {
	/** 0 to 1. */
	readonly level: number;
	readonly isMuted: boolean;
	/** Parts that are solo silence those that are not. */
	readonly isSolo: boolean;
}

const asItIs: PartSound = { level: 1, isMuted: false, isSolo: false };

/** The mix of a song's parts, by their index; those that were not touched sound as they are. */
export class PartMix {
	readonly #parts: ReadonlyMap<number, PartSound>;

	constructor(parts: ReadonlyMap<number, PartSound> = new Map()) {
		this.#parts = parts;
	}

	of(part: number): PartSound {
		return this.#parts.get(part) ?? asItIs;
	}

	with(part: number, change: Partial<PartSound>): PartMix {
		return new PartMix(new Map([...this.#parts, [part, { ...this.of(part), ...change }]]));
	}

	/** What each part is turned down to, 0 to 1. Muted beats solo. */
	levels(count: number): readonly number[] {
		const hasSolo = [...this.#parts.values()].some(({ isSolo }) => isSolo);
		return Array.from({ length: count }, (_, part) => {
			const { level, isMuted, isSolo } = this.of(part);
			return isMuted || (hasSolo && !isSolo) ? 0 : level;
		});
	}
}
