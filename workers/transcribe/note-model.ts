/** The network that hears notes, wherever it runs. */
export interface NoteModel {
	/** Threads it runs on. */
	readonly threads: number;
	/**
	 * @param audio `windowCount` windows of 43,844 finite samples at 22,050 Hz, one after another
	 * @returns the good frames of each window, 142, one window after another
	 */
	run(audio: Float32Array<ArrayBuffer>, windowCount: number): Promise<HeardWindows>;
}

export interface HeardWindows {
	/** windows x 142 x 88, values 0 to 1 */
	readonly notes: Float32Array;
	/** windows x 142 x 88 */
	readonly onsets: Float32Array;
	/** windows x 142 x 264 */
	readonly contours: Float32Array;
	/** Time the network itself took. */
	readonly elapsedMs: number;
}
