/** A note that was heard, in seconds: what a transcription gives, or a performance that was played in. */
export interface EvidenceNote {
	readonly id: string;
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	/** 1 to 127. */
	readonly velocity: number;
	/** 0 to 1. */
	readonly confidence: number;
}

/** `straight`: in twos and even; `triplets`: in threes; `swing`: in twos, the second later than written. */
export type Feel = 'auto' | 'straight' | 'triplets' | 'swing';

export interface QuantiseOptions {
	/**
	 * 0 follows the hand into fine divisions, 1 writes the plainest rhythm that could be meant; 0.5 by default. It weighs timing
	 * errors against complexity: what is written is always on a grid.
	 */
	readonly strength?: number;
	/** Parts that a beat may be cut into at most; 8 by default, 12 counts as 8 in a dotted beat. */
	readonly finestDivision?: number;
	/** Whether beats may fall in three; true by default. Compound meters always do. */
	readonly hasTriplets?: boolean;
	/** What beats fall in where someone says so: `auto`, the default, hears it; compound meters always hear it. */
	readonly feel?: Feel;
}
