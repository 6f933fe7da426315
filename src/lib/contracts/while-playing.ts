/** What a headset, a lock screen or a keyboard's media keys ask for. */
export interface MediaKeyVerbs {
	readonly play: () => void;
	readonly pause: () => void;
	/** By seconds, backwards when negative. */
	readonly seekBy: (seconds: number) => void;
	readonly seekTo: (seconds: number) => void;
	readonly previous: () => void;
	readonly next: () => void;
}

/** What plays, for the system to show. */
export interface MediaFacts {
	readonly title: string;
	readonly artist: string;
	readonly isPlaying: boolean;
	readonly positionSeconds: number;
	readonly durationSeconds: number;
	/** Share of the song's own speed. */
	readonly speed: number;
}

/** The system's keys for whatever plays. Where there are none nothing happens. */
export interface MediaKeys {
	/** Takes the keys; answers what gives them back and takes the song off the system's display. */
	take(verbs: MediaKeyVerbs): () => void;
	show(facts: MediaFacts): void;
}

/** The screen, which dims by itself unless it is held. */
export interface ScreenLock {
	/** Keeps the screen awake until the answer is called, also after the page was out of sight. Where that cannot be nothing happens. */
	hold(): () => void;
}
