import type { MediaFacts, MediaKeys, MediaKeyVerbs } from '$contracts/while-playing.ts';

const stepSeconds = 5;
const silenceHz = 8000;
/** Browsers give the keys to sound of at least five seconds. */
const silenceSeconds = 10;

/** The browser's Media Session. It follows media elements only, so a silent one plays while our own sound does. */
class BrowserMediaKeys implements MediaKeys {
	#silence: HTMLAudioElement | null = null;

	take(verbs: MediaKeyVerbs): () => void {
		if (!('mediaSession' in navigator)) return () => undefined;
		const session = navigator.mediaSession;
		const handlers: readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] = [
			['play', verbs.play],
			['pause', verbs.pause],
			['stop', verbs.pause],
			['seekbackward', ({ seekOffset }) => verbs.seekBy(-(seekOffset ?? stepSeconds))],
			['seekforward', ({ seekOffset }) => verbs.seekBy(seekOffset ?? stepSeconds)],
			['seekto', ({ seekTime }) => seekTime !== undefined && verbs.seekTo(seekTime)],
			['previoustrack', verbs.previous],
			['nexttrack', verbs.next]
		];
		for (const [action, handler] of handlers) setHandler(session, action, handler);
		return () => {
			for (const [action] of handlers) setHandler(session, action, null);
			session.metadata = null;
			session.playbackState = 'none';
			this.#hush();
		};
	}

	show({ title, artist, isPlaying, positionSeconds, durationSeconds, speed }: MediaFacts): void {
		if (!('mediaSession' in navigator)) return;
		const session = navigator.mediaSession;
		session.metadata = new MediaMetadata({ title, artist, album: 'Woodshed' });
		session.playbackState = isPlaying ? 'playing' : 'paused';
		if (durationSeconds > 0) {
			const position = Math.min(durationSeconds, Math.max(0, positionSeconds));
			session.setPositionState({ duration: durationSeconds, position, playbackRate: speed });
		}
		if (isPlaying) this.#sound();
		else this.#silence?.pause();
	}

	#sound(): void {
		this.#silence ??= silentSound();
		// Without a gesture before it the browser refuses; the keys then stay with whoever has them.
		this.#silence.play().catch((error: unknown) => {
			if (!(error instanceof DOMException)) throw error;
		});
	}

	#hush(): void {
		const sound = this.#silence;
		this.#silence = null;
		if (sound === null) return;
		sound.pause();
		URL.revokeObjectURL(sound.src);
	}
}

/** Browsers differ in the actions they know, and throw at the others. */
function setHandler(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
	try {
		session.setActionHandler(action, handler);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
	}
}

/** An element that plays nothing, over and over: a WAV file of eight bits, mono. */
function silentSound(): HTMLAudioElement {
	const frames = silenceHz * silenceSeconds;
	const bytes = new Uint8Array(44 + frames).fill(128, 44);
	const view = new DataView(bytes.buffer);
	const text = (at: number, word: string): void => [...word].forEach((letter, i) => (bytes[at + i] = letter.charCodeAt(0)));
	text(0, 'RIFF');
	view.setUint32(4, 36 + frames, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, silenceHz, true);
	view.setUint32(28, silenceHz, true);
	view.setUint16(32, 1, true);
	view.setUint16(34, 8, true);
	text(36, 'data');
	view.setUint32(40, frames, true);
	const sound = new Audio(URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' })));
	sound.loop = true;
	return sound;
}

export const browserMediaKeys: MediaKeys = new BrowserMediaKeys();
