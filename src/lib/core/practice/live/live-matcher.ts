import { countLeading } from '../../order/index.ts';
import type { ExpectedNote } from '../expected/expected-note.ts';
import type { Strictness } from '../judgement/strictness.ts';

/** A moment of a single voice, on the song's clock as the player heard it. */
export interface VoiceMoment {
	readonly songSeconds: number;
	/** Not rounded, on the song's own tuning; null without a clear pitch. */
	readonly exactMidi: number | null;
	/** A note began in it. */
	readonly isOnset: boolean;
}

/** What was hit of the notes between two times, and what was struck beside them. */
export interface LiveTally {
	readonly expected: number;
	readonly hit: number;
	/** Keys that fitted no note. */
	readonly strays: number;
}

/** As far off as this many tolerances a note is lit: from there on a judgement gives nothing for its time. */
const reachTolerances = 2;
/** A voice sounds this long before its pitch can be told, seconds. */
const voiceSeconds = 0.06;
/** What holds its pitch for fewer moments may be a slip of the tracker. */
const steadyMoments = 2;
/** A silence that is longer ends a tone, seconds. */
const gapSeconds = 0.03;

interface Tone {
	readonly pitchMidi: number;
	readonly sinceSeconds: number;
	moments: number;
	isSpent: boolean;
}

/** Tells at once which notes of a piece are hit while it is played along. Times are the song's. */
export class LiveMatcher {
	readonly notes: readonly ExpectedNote[];
	readonly speed: number;
	readonly #reachSeconds: number;
	readonly #hit: Uint8Array;
	#strays: number[] = [];
	/** The first note that was not passed yet. */
	#next = 0;
	#tone: Tone | null = null;
	#lastVoicedSeconds = -Infinity;

	/**
	 * @param notes by onset
	 * @param speed song seconds a second: the tolerance is of the hand's time
	 */
	constructor(notes: readonly ExpectedNote[], { toleranceMs }: Pick<Strictness, 'toleranceMs'>, speed: number) {
		this.notes = notes;
		this.speed = speed;
		this.#hit = new Uint8Array(notes.length);
		this.#reachSeconds = (reachTolerances * toleranceMs * speed) / 1000;
	}

	isHit(at: number): boolean {
		return this.#hit[at] === 1;
	}

	/**
	 * A key was struck. Answers the place of the note that it hit: the nearest one of its pitch within reach; null for none.
	 * @param isLast false where it may still be meant for what comes round again: then it is no stray
	 */
	strike(songSeconds: number, pitchMidi: number, isLast = true): number | null {
		const at = this.#nearest(pitchMidi, songSeconds, this.#reachSeconds);
		if (at !== null) this.#hit[at] = 1;
		else if (isLast) this.#strays.push(songSeconds);
		return at;
	}

	/**
	 * A voice is heard. A tone lights one note, the nearest of just its pitch that it began within reach of; another one wants an onset,
	 * a silence or another pitch before it.
	 */
	hear({ songSeconds, exactMidi, isOnset }: VoiceMoment): number | null {
		if (isOnset || songSeconds - this.#lastVoicedSeconds > gapSeconds) this.#tone = null;
		if (exactMidi === null) return null;
		this.#lastVoicedSeconds = songSeconds;
		const pitchMidi = Math.round(exactMidi);
		if (this.#tone?.pitchMidi !== pitchMidi) this.#tone = { pitchMidi, sinceSeconds: songSeconds, moments: 0, isSpent: false };
		const tone = this.#tone;
		tone.moments++;
		if (tone.isSpent || tone.moments < steadyMoments) return null;
		const at = this.#nearest(pitchMidi, tone.sinceSeconds, this.#reachSeconds, voiceSeconds);
		if (at === null) return null;
		tone.isSpent = true;
		this.#hit[at] = 1;
		return at;
	}

	/** The song has come to a time. Answers the places of notes that went out of reach since it was asked last, without those that were hit. */
	passedBy(songSeconds: number): number[] {
		const passed: number[] = [];
		for (; this.#next < this.notes.length; this.#next++) {
			if ((this.notes[this.#next]?.onsetSeconds ?? Infinity) + this.#reachSeconds >= songSeconds) break;
			if (!this.isHit(this.#next)) passed.push(this.#next);
		}
		return passed;
	}

	/** Plays on from a time: what was hit from there on is forgotten, and what lies before is not looked for. Answers the first place from there. */
	beginAt(songSeconds: number): number {
		this.#next = this.#firstFrom(songSeconds - this.#reachSeconds / 2);
		this.#hit.fill(0, this.#next);
		this.#strays = this.#strays.filter((seconds) => seconds < songSeconds);
		this.#tone = null;
		this.#lastVoicedSeconds = -Infinity;
		return this.#next;
	}

	/** @param endSeconds excluded */
	tally(startSeconds: number, endSeconds: number): LiveTally {
		const slack = Math.min(0.01, this.#reachSeconds / 2);
		const [from, to] = [this.#firstFrom(startSeconds - slack), this.#firstFrom(endSeconds - slack)];
		let hit = 0;
		for (let at = from; at < to; at++) hit += this.#hit[at] ?? 0;
		const strays = this.#strays.filter((seconds) => seconds >= startSeconds && seconds < endSeconds).length;
		return { expected: to - from, hit, strays };
	}

	#firstFrom(seconds: number): number {
		return countLeading(this.notes.length, (at) => (this.notes[at]?.onsetSeconds ?? Infinity) < seconds);
	}

	#nearest(pitchMidi: number, seconds: number, reachSeconds: number, laterSeconds = 0): number | null {
		let best: number | null = null;
		let bestOff = Infinity;
		for (let at = this.#firstFrom(seconds - reachSeconds - laterSeconds); at < this.notes.length; at++) {
			const note = this.notes[at];
			if (note === undefined || note.onsetSeconds > seconds + reachSeconds) break;
			const off = Math.abs(seconds - note.onsetSeconds);
			if (note.pitchMidi !== pitchMidi || this.isHit(at) || off >= bestOff) continue;
			best = at;
			bestOff = off;
		}
		return best;
	}
}
