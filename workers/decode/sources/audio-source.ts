/** Decoded sound on its way, as planes. */
export interface AudioChunk {
	/** One array a channel, `frames` or more samples each; valid until the next chunk is asked for. Not yet made finite. */
	readonly planes: readonly Float32Array[];
	readonly frames: number;
	readonly sampleRateHz: number;
	/** Where it belongs in the recording; null when it follows the one before. */
	readonly atSeconds: number | null;
}

/** A file opened for decoding, whatever does the decoding. */
export interface AudioSource {
	/** Short and lower case, such as `flac` or `pcm-s16`. */
	readonly codec: string;
	/** Such as `WAVE` or `Ogg`. */
	readonly container: string;
	/** As the file says; chunks may differ (HE-AAC). */
	readonly sampleRateHz: number;
	readonly channels: number;
	/** Length the file claims; null when it claims none. Never trusted for allocation. */
	readonly claimedSeconds: number | null;
	/** The claim counts samples, so that a shorter recording was cut. */
	readonly isClaimExact: boolean;
	/** Everything from here on is padding by the encoder. */
	readonly endSeconds: number | null;
	/** Sound may be missing or damaged; final only when the chunks have ended. */
	readonly isDamaged: boolean;
	/** Share of the file read so far, 0 to 1, for sources that claim no length. */
	readonly readFraction: number;
	chunks(): AsyncGenerator<AudioChunk, void, undefined>;
	close(): void;
}
