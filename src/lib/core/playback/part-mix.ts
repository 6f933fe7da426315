/** How one part is heard among the others. */
export interface PartSound {
	/** 0 to 1. */
	readonly level: number;
	readonly isMuted: boolean;
	/** Parts that are solo silence those that are not. */
	readonly isSolo: boolean;
}

const asItIs: PartSound = { level: 1, isMuted: false, isSolo: false };

/** The mix of parts, by their index in the song or a name; those that were not touched sound as they are. */
export class PartMix<Part = number> {
	readonly #parts: ReadonlyMap<Part, PartSound>;

	constructor(parts: ReadonlyMap<Part, PartSound> = new Map()) {
		this.#parts = parts;
	}

	of(part: Part): PartSound {
		return this.#parts.get(part) ?? asItIs;
	}

	with(part: Part, change: Partial<PartSound>): PartMix<Part> {
		return new PartMix(new Map([...this.#parts, [part, { ...this.of(part), ...change }]]));
	}

	/** As it is again. */
	without(part: Part): PartMix<Part> {
		return new PartMix(new Map([...this.#parts].filter(([known]) => known !== part)));
	}

	/** What a part is turned down to, 0 to 1. Muted beats solo. */
	levelOf(part: Part): number {
		const hasSolo = [...this.#parts.values()].some(({ isSolo }) => isSolo);
		const { level, isMuted, isSolo } = this.of(part);
		return isMuted || (hasSolo && !isSolo) ? 0 : level;
	}
}

/** What each of a song's parts is turned down to, by its index. */
export function partLevels(mix: PartMix, count: number): readonly number[] {
	return Array.from({ length: count }, (_, part) => mix.levelOf(part));
}
