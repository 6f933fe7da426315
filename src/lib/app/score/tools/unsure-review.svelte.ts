import type { SlowLoop } from '$contracts/player.ts';
import { tickToSeconds, type ScoreNote } from '$core/score/index.ts';
import type { ScoreEditor } from '../score-editor.svelte.ts';

/** The music that stands still while a note loops. */
export interface StandingMusic {
	/** Null when there is no recording to be heard. */
	readonly pcmPath: string | null;
	readonly isPlaying: boolean;
	readonly positionSeconds: () => number;
	readonly pause: () => void;
	readonly resumeAt: (seconds: number, isPlaying: boolean) => void;
}

/** Heard before and behind the note, so that the ear finds its place; seconds. */
const leadSeconds = 0.25;
const tailSeconds = 0.35;
/** A loop shorter than this is a rattle, seconds. */
const shortestSeconds = 0.8;
const slowRate = 0.5;

/** Going through the notes that nobody is sure of, one by one, each looped slowly until something is decided. */
export class UnsureReview {
	readonly #editor: ScoreEditor;
	readonly #loop: SlowLoop;
	readonly #music: () => StandingMusic;
	#isOn = $state(false);
	#isLooped = $state(true);
	#isSilent = $state(false);
	#isSounding = $state(false);
	#total = $state(0);
	#before: { readonly seconds: number; readonly isPlaying: boolean } | null = null;

	constructor(editor: ScoreEditor, loop: SlowLoop, music: () => StandingMusic) {
		this.#editor = editor;
		this.#loop = loop;
		this.#music = music;
	}

	get isOn(): boolean {
		return this.#isOn;
	}
	/** Whether notes are looped at all. */
	get isLooped(): boolean {
		return this.#isLooped;
	}
	set isLooped(isLooped: boolean) {
		this.#isLooped = isLooped;
		const [note] = this.#editor.chosen;
		if (isLooped && note !== undefined) void this.#play(note);
		else this.#stop();
	}
	/** A note loops now. */
	get isSounding(): boolean {
		return this.#isSounding;
	}
	/** There is no recording to loop. */
	get isSilent(): boolean {
		return this.#isSilent;
	}
	/** Notes that were unsure when it began. */
	get total(): number {
		return this.#total;
	}
	get decidedCount(): number {
		return Math.max(0, this.#total - this.#editor.unsureCount);
	}
	/** Where the loop is, seconds; null while none sounds. */
	positionSeconds(): number | null {
		return this.#loop.positionSeconds();
	}

	/** Goes to the next unsure note and loops it. */
	next(): ScoreNote | null {
		if (!this.#isOn) {
			this.#isOn = true;
			this.#total = this.#editor.unsureCount;
			const music = this.#music();
			this.#before = { seconds: music.positionSeconds(), isPlaying: music.isPlaying };
		}
		// An undo may bring back more than there were.
		this.#total = Math.max(this.#total, this.#editor.unsureCount);
		return this.#follow(this.#editor.nextUnsure());
	}
	keep(): void {
		this.#editor.keep();
		this.#followChosen();
	}
	remove(): void {
		this.#editor.remove();
		this.#followChosen();
	}
	/** The note stays selected, to be heard where it is now. */
	octave(direction: 1 | -1): void {
		this.#editor.moveOctaveAndKeep(direction);
	}

	/** The music goes on as it was before. */
	leave(): void {
		if (!this.#isOn) return;
		this.#isOn = false;
		this.#stop();
		const before = this.#before;
		this.#before = null;
		if (before !== null) this.#music().resumeAt(before.seconds, before.isPlaying);
	}

	/** The user plays the music instead. */
	hush(): void {
		this.#stop();
		if (this.#before !== null) this.#before = { ...this.#before, isPlaying: true };
	}

	#stop(): void {
		this.#isSounding = false;
		this.#loop.stop();
	}

	#followChosen(): void {
		if (this.#editor.unsureCount === 0) this.leave();
		else this.#follow(this.#editor.chosen[0] ?? null);
	}

	#follow(note: ScoreNote | null): ScoreNote | null {
		if (note === null) this.leave();
		else if (this.#isLooped) void this.#play(note);
		return note;
	}

	async #play(note: ScoreNote): Promise<void> {
		const { score } = this.#editor;
		if (score === null || !this.#isOn) return;
		this.#music().pause();
		const onset = tickToSeconds(score.tempoMap, note.tick);
		const end = tickToSeconds(score.tempoMap, note.tick + note.ticks);
		const startSeconds = Math.max(0, onset - leadSeconds);
		const endSeconds = Math.max(startSeconds + shortestSeconds, Math.min(end, onset + 2) + tailSeconds);
		const { pcmPath } = this.#music();
		this.#isSilent = pcmPath === null;
		if (pcmPath === null) return;
		try {
			await this.#loop.play(pcmPath, { startSeconds, endSeconds }, slowRate);
			this.#isSounding = true;
		} catch {
			// The recording was let go to make room: the note alone is heard.
			this.#isSilent = true;
		}
		if (!this.#isOn) this.#stop();
	}
}
