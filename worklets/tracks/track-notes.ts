import type { BankSound } from '../../src/lib/contracts/workers/playback.contract.ts';
import type { NoteList } from '../../src/lib/core/playback/index.ts';
import { NotePlayer } from '../note-player.ts';
import type { NoteSynth } from '../note-synth.ts';
import type { PlayedFrames } from '../playback-head.ts';

/** Tracks of notes: a synthesizer of their own, so that the song's balance leaves them alone. It is made with the first of them. */
export class TrackNotes {
	readonly #songSynth: NoteSynth;
	readonly #sampleRateHz: number;
	#synth: NoteSynth | null = null;
	#player: NotePlayer | null = null;
	#sound: BankSound | null = null;
	#channelCount = 0;
	#semitones = 0;
	#cents = 0;

	/** @param songSynth whose banks are played */
	constructor(songSynth: NoteSynth, sampleRateHz: number) {
		this.#songSynth = songSynth;
		this.#sampleRateHz = sampleRateHz;
	}

	/** The first of the song's sounds that is no drum. */
	setSounds(sounds: readonly BankSound[]): void {
		this.#sound = sounds.find(({ isDrums }) => !isDrums) ?? sounds[0] ?? null;
		this.#choose();
	}

	/** @param levels by channel, 0 to 1 */
	setNotes(notes: NoteList, channelCount: number, levels: readonly number[]): void {
		if (this.#synth === null && channelCount === 0) return;
		this.#synth ??= this.#songSynth.twin();
		this.#player ??= new NotePlayer(this.#synth, this.#sampleRateHz);
		this.#synth.setPitch(this.#semitones, this.#cents);
		this.#channelCount = channelCount;
		this.#player.setNotes(notes);
		this.#choose();
		this.#synth.setLevels(levels);
	}

	setLevels(levels: readonly number[]): void {
		this.#synth?.setLevels(levels);
	}

	setPitch(semitones: number, cents: number): void {
		this.#semitones = semitones;
		this.#cents = cents;
		this.#synth?.setPitch(semitones, cents);
	}

	/** Adds the quantum that `head` has just rendered. Allocates nothing. */
	render(head: PlayedFrames, left: Float32Array, right: Float32Array, frames: number): void {
		this.#player?.render(head, left, right, frames);
	}

	close(): void {
		this.#synth?.close();
		this.#synth = null;
		this.#player = null;
	}

	#choose(): void {
		const sound = this.#sound;
		if (this.#synth === null || sound === null || this.#channelCount === 0) return;
		this.#player?.silence();
		this.#synth.choose(Array.from({ length: this.#channelCount }, () => sound));
	}
}
