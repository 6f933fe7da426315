export interface MicrophoneTake {
	readonly content: Blob;
	/** Without the dot. */
	readonly extension: string;
}

export interface MicrophoneSession {
	/** Throws `recordingEmpty` when nothing was recorded. */
	stop(): Promise<MicrophoneTake>;
	discard(): void;
}

/** A plain recorder. Throws `microphoneRefused` or `microphoneMissing`. */
export interface Microphone {
	/** @param onLevel peak of the last moment, 0 to 1 */
	start(onLevel: (peak: number) => void): Promise<MicrophoneSession>;
}
