/** A long task as the library shows it, in the row of its song or above the list while there is none yet. */
export interface LibraryJob {
	readonly id: string;
	readonly songId?: string;
	/** Such as the file's name. */
	readonly title: string;
	readonly state: 'queued' | 'running' | 'failed';
	/** What happens now, in words, such as Listening. */
	readonly stage: string;
	/** 0 to 1; null when how much there is to do is not known. */
	readonly fraction: number | null;
	readonly secondsLeft?: number | null;
	/** Why it failed and what to do. */
	readonly message?: string;
	/** False for what fails again however often it is tried. */
	readonly canRetry?: boolean;
}

/** Space of this origin on the device, bytes. */
export interface LibrarySpace {
	readonly usedBytes: number;
	readonly quotaBytes: number;
	/** Whether the browser promised not to clear it. */
	readonly isPersistent: boolean;
}
