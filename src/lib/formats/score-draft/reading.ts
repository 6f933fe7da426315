import type { Fault } from '$contracts/errors.ts';
import type { Score } from '$core/score/index.ts';

/** What the caller gives a reader beside the bytes: ids are made outside, so that reading stays pure. */
export interface ReadingOptions {
	readonly scoreId: string;
	readonly songId: string;
	/** Stands where the file has no title of its own, and in faults. */
	readonly fileName: string;
}

/** Something in the file that a Score cannot hold or that had to be mended, and how often. */
export type Loss =
	| 'notes shortened'
	| 'notes without an end'
	| 'notes out of range'
	| 'keys inside a bar'
	| 'cue notes'
	| 'tempos of zero'
	| 'damaged events'
	| 'text'
	| 'voices beyond the fourth';

export type Losses = Readonly<Partial<Record<Loss, number>>>;

/** How every reader of this folder's neighbours answers. It never throws what a file can cause. */
export type ScoreReading =
	{ readonly kind: 'read'; readonly score: Score; readonly losses: Losses } | { readonly kind: 'fault'; readonly fault: Fault };

type ScoreFaultCode = Extract<
	Fault['code'],
	'fileEmpty' | 'notScore' | 'scoreDamaged' | 'scoreTooLarge' | 'scoreUnsafe' | 'scoreEmpty'
>;

/** Thrown inside a reader; its face turns it into a `ScoreReading`. */
export class FormatFault extends Error {
	override readonly name = 'FormatFault';
	readonly fault: Fault;

	constructor(code: ScoreFaultCode, params: Fault['params'] = {}, detail?: string) {
		super(detail ?? code);
		this.fault = { code, params, ...(detail === undefined ? {} : { detail: detail.slice(0, 2000) }) };
	}
}

/** Counts losses on the way. */
export class LossCounter {
	readonly #counts: Partial<Record<Loss, number>> = {};

	add(loss: Loss, count = 1): void {
		if (count > 0) this.#counts[loss] = (this.#counts[loss] ?? 0) + count;
	}

	get losses(): Losses {
		return { ...this.#counts };
	}
}

/** Runs a reader; whatever the bytes made it throw is a fault that names the file. */
export function toReading(options: ReadingOptions, read: (losses: LossCounter) => Score): ScoreReading {
	const losses = new LossCounter();
	try {
		return { kind: 'read', score: read(losses), losses: losses.losses };
	} catch (error) {
		return faultReading(options, error);
	}
}

export function faultReading({ fileName }: ReadingOptions, error: unknown): ScoreReading {
	const fault =
		error instanceof FormatFault
			? error.fault
			: {
					code: 'scoreDamaged' as const,
					params: {},
					detail: error instanceof Error ? error.message.slice(0, 2000) : String(error)
				};
	return { kind: 'fault', fault: { ...fault, params: { fileName, ...fault.params } } };
}
