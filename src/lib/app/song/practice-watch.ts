/** Sound of a song that counts as practice, milliseconds; listening into it for a moment does not. */
const practiceMs = 30_000;

/** Notes when a song has sounded for long enough, once for each time it is opened. */
export class PracticeWatch {
	readonly #onPractised: (songId: string) => void;
	#songId: string | null = null;
	#soundedMs = 0;
	#sinceMs: number | null = null;
	#isNoted = false;

	constructor(onPractised: (songId: string) => void) {
		this.#onPractised = onPractised;
	}

	/** What is open and whether it sounds, each time either changes, and now and then while it sounds. */
	look(songId: string | null, isSounding: boolean, nowMs: number): void {
		if (songId !== this.#songId) {
			this.#songId = songId;
			this.#soundedMs = 0;
			this.#sinceMs = null;
			this.#isNoted = false;
		}
		if (this.#sinceMs !== null) this.#soundedMs += Math.max(0, nowMs - this.#sinceMs);
		this.#sinceMs = isSounding ? nowMs : null;
		if (this.#isNoted || songId === null || this.#soundedMs < practiceMs) return;
		this.#isNoted = true;
		this.#onPractised(songId);
	}
}
