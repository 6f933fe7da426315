/** One word from a long task about how far it is. */
export interface Progress {
	/** What is being done now; shown to the user through the catalogue of stage names. */
	readonly stage:
		| 'copying'
		| 'decoding'
		| 'loading'
		| 'listening'
		| 'finding notes'
		| 'analysing'
		| 'finding beats'
		| 'finding chords'
		| 'saving'
		| 'packing'
		| 'checking'
		| 'restoring'
		| 'downloading'
		| 'reading music'
		| 'writing the score'
		| 'making the file'
		| 'timing'
		| 'tuning'
		| 'judging';
	/** Share of this stage done, 0 to 1. */
	readonly fraction: number;
}
export type OnProgress = (progress: Progress) => void;

/** What every stage of a flow is given beside its input. */
export interface StageContext {
	readonly signal: AbortSignal;
	readonly onProgress: OnProgress;
}
