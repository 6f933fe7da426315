/** What a metronome says: the first beat of a bar, another beat, or a part of one. */
export const clickKinds = ['accent', 'beat', 'subdivision'] as const;
export type ClickKind = (typeof clickKinds)[number];

export const clickVoices = ['click', 'wood', 'beep'] as const;
/** What clicks sound like. */
export type ClickVoice = (typeof clickVoices)[number];

export interface Click {
	/** Of the source. */
	readonly atSeconds: number;
	readonly kind: ClickKind;
}

/** Clicks as the audio thread wants them: sorted, in source frames; kinds are indices of `clickKinds`. */
export interface ClickList {
	readonly frames: Float64Array;
	readonly kinds: Uint8Array;
}

/** Clicks in any order; those at times that are not numbers or before 0 are left out. */
export function toClickList(clicks: readonly Click[], sampleRateHz: number): ClickList {
	const sound = clicks
		.filter(({ atSeconds }) => Number.isFinite(atSeconds) && atSeconds >= 0)
		.sort((a, b) => a.atSeconds - b.atSeconds);
	return {
		frames: Float64Array.from(sound, ({ atSeconds }) => Math.round(atSeconds * sampleRateHz)),
		kinds: Uint8Array.from(sound, ({ kind }) => clickKinds.indexOf(kind))
	};
}

/**
 * The clicks of a song's own beats.
 * @param beatSeconds where beats are, sorted; subdivisions divide the way to the next one evenly, after the last one that before it
 * @param isDownbeat whether the beat of an index begins a bar
 * @param parts into which each beat is divided: 1 none, 2 halves, 3 triplets, 4 quarters
 */
export function clicksOfBeats(
	beatSeconds: readonly number[],
	isDownbeat: (index: number) => boolean,
	{ parts, accents }: { readonly parts: number; readonly accents: boolean }
): Click[] {
	return beatSeconds.flatMap((at, index) => {
		const length = (beatSeconds[index + 1] ?? 2 * at - (beatSeconds[index - 1] ?? at)) - at;
		const kind: ClickKind = accents && isDownbeat(index) ? 'accent' : 'beat';
		const between = Array.from({ length: parts - 1 }, (_, part) => ({
			atSeconds: at + (length * (part + 1)) / parts,
			kind: 'subdivision' as const
		}));
		return [{ atSeconds: at, kind }, ...(length > 0 ? between : [])];
	});
}
