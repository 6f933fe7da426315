import type { EngravedLight } from '$contracts/notation/engraved-marks.ts';
import type { LiveEar } from '$contracts/recording/live-ear.ts';
import type { MidiEvent } from '$contracts/recording/midi-input.ts';
import type { ExpectedPiece, Strictness } from '$core/practice/index.ts';
import { LiveMatcher, type LiveTally } from '$core/practice/live/index.ts';
import type { Transport } from '../../transport/transport.svelte.ts';

/** A note that is lit, in the song's own time. */
export interface LitNote {
	readonly startSeconds: number;
	readonly endSeconds: number;
	readonly pitchMidi: number;
	readonly light: EngravedLight;
}

/** Notes that light up while one plays along. */
export interface LitNotes {
	/** Counts up at every change. */
	readonly revision: number;
	readonly lit: Iterable<LitNote>;
}

/** Notes of the score or the transcription, by their ids, that are lit or go out; null for all of them go out. */
export type OnLight = (noteIds: readonly string[] | null, light: EngravedLight | null) => void;

export interface LiveNotesPorts {
	readonly transport: Transport;
	readonly ear: LiveEar;
	readonly keyboard: { onEvent(listener: (event: MidiEvent) => void): () => void };
	/** Which of them is listened to; null while neither is open. */
	readonly source: () => 'mic' | 'midi' | null;
	/** What of the song left for the speakers at a second of the context that the ear hears in. */
	readonly songSecondsSentAt: (contextSeconds: number) => number | null;
	/** From what was sent to what is heard of it. */
	readonly latencySeconds: () => number;
	readonly tuningCents: () => number;
	readonly strictness: () => Strictness;
	/** Null while nothing is known of the song's notes. */
	readonly piece: () => Promise<ExpectedPiece | null>;
	readonly nowMs: () => number;
}

/** Below this a moment says nothing of its pitch. */
const leastClarity = 0.6;
/** The song went back when it is found this much earlier than before, seconds. */
const backSeconds = 0.1;
/** A key may be meant for the loop's beginning this long before its end, seconds. */
const nearEndSeconds = 0.3;
/** Who looks so soon after the loop began again has seen it begin, seconds. */
const justBegunSeconds = 0.5;
/** Of a chord the ear hears one note at most: where more are written together it says nothing of a repetition. */
const inOne = (piece: ExpectedPiece, from: number, to: number): boolean => {
	const groups = piece.notes.filter(({ onsetSeconds }) => onsetSeconds >= from && onsetSeconds < to).map(({ group }) => group);
	return new Set(groups).size === groups.length;
};

/** Lights the notes of the song as they are hit, while it plays and someone plays along by keys or by one voice. */
export class LiveNotes implements LitNotes {
	readonly #ports: LiveNotesPorts;
	readonly #listeners = new Set<OnLight>();
	readonly #lit = new Map<number, EngravedLight>();
	#prepared: ExpectedPiece | null = null;
	/** What is played along now. */
	#piece: ExpectedPiece | null = null;
	#matcher: LiveMatcher | null = null;
	#isOn = $state(false);
	#revision = 0;
	#lastSeconds = 0;
	#bar = -1;
	/** Keys struck just before the loop begins again, as they lie from its beginning on. */
	#early: { readonly songSeconds: number; readonly pitchMidi: number }[] = [];
	/** How the last time round the loop went. */
	#round: { readonly tally: LiveTally; readonly isTold: boolean } | null = null;

	constructor(ports: LiveNotesPorts) {
		this.#ports = ports;
	}

	/** The song plays and what is played along is listened to. */
	get isOn(): boolean {
		return this.#isOn;
	}
	get revision(): number {
		return this.#revision;
	}
	get lit(): Iterable<LitNote> {
		return this.#litNotes();
	}

	onLight(listener: OnLight): () => void {
		this.#listeners.add(listener);
		for (const [at, light] of this.#lit) listener(this.#idsOf([at]), light);
		return () => void this.#listeners.delete(listener);
	}

	/** Reads what is to be played, so that nothing is missed of the first notes. Call again when it may have changed. */
	async prepare(): Promise<void> {
		this.#prepared = await this.#ports.piece();
	}

	/** Call in an effect that runs for as long as the song plays; it hands back what ends it. */
	listen(): () => void {
		const { ear, keyboard, source, transport } = this.#ports;
		if (source() === null) return () => undefined;
		let isEnded = false;
		let frame = 0;
		let stops: readonly (() => void)[] = [];
		const begin = (): void => {
			const piece = this.#prepared;
			if (piece === null || isEnded) return;
			this.darken();
			this.#piece = piece;
			this.#matcher = null;
			this.#begin(transport.positionSeconds());
			this.#isOn = true;
			stops = [ear.listen((moment) => this.#hear(moment)), keyboard.onEvent((event) => this.#press(event))];
			const look = (): void => {
				this.#look();
				frame = requestAnimationFrame(look);
			};
			look();
		};
		if (this.#prepared === null) void this.prepare().then(begin);
		else begin();
		return () => {
			isEnded = true;
			cancelAnimationFrame(frame);
			for (const stop of stops) stop();
			this.#isOn = false;
		};
	}

	/** All lights go out. */
	darken(): void {
		if (this.#lit.size === 0) return;
		this.#lit.clear();
		this.#tell(null, null);
	}

	/**
	 * How the last time round the loop went, 0 to 1: once. Null where nothing was listened to, or where several notes sound at once and a
	 * microphone hears but one.
	 */
	takeRoundAccuracy(): number | null {
		this.#look();
		const round = this.#round;
		this.#round = null;
		if (round === null || !round.isTold || round.tally.expected === 0) return null;
		return round.tally.hit / (round.tally.expected + round.tally.strays);
	}

	#look(): void {
		const [matcher, piece] = [this.#matcher, this.#piece];
		if (matcher === null || piece === null || !this.#isOn) return;
		const { transport, source } = this.#ports;
		const now = transport.positionSeconds();
		if (now < this.#lastSeconds - backSeconds) this.#goBack(matcher, piece, now);
		this.#lastSeconds = now;
		this.#enterBar(piece, now);
		const passed = matcher.passedBy(now);
		if (passed.length > 0 && source() === 'midi') this.#light(passed, 'passed');
	}

	/** Round the loop again, or back by hand. */
	#goBack(matcher: LiveMatcher, piece: ExpectedPiece, now: number): void {
		const { transport, source } = this.#ports;
		const { loop, isLooping } = transport;
		if (loop !== null && isLooping) {
			const { startSeconds, endSeconds } = loop;
			const isTold = source() === 'midi' || inOne(piece, startSeconds, endSeconds);
			this.#round = { tally: matcher.tally(startSeconds, endSeconds), isTold };
		}
		const since = loop === null || !isLooping ? Infinity : now - loop.startSeconds;
		this.#begin(since < justBegunSeconds ? now - since : now);
		for (const { songSeconds, pitchMidi } of this.#early.splice(0)) this.#strike(songSeconds, pitchMidi);
	}

	#begin(seconds: number): void {
		const { transport, strictness } = this.#ports;
		if (this.#matcher?.speed !== transport.speed && this.#piece !== null)
			this.#matcher = new LiveMatcher(this.#piece.notes, strictness(), transport.speed);
		const first = this.#matcher?.beginAt(seconds) ?? 0;
		const out = [...this.#lit.keys()].filter((at) => at >= first);
		for (const at of out) this.#lit.delete(at);
		this.#tell(this.#idsOf(out), null);
		this.#lastSeconds = seconds;
		this.#bar = -1;
	}

	/** A repeat plays the same written notes again: what was lit of them the first time goes out. */
	#enterBar(piece: ExpectedPiece, now: number): void {
		const bar = piece.bars.findLastIndex(({ startSeconds }) => startSeconds <= now);
		if (bar === this.#bar) return;
		this.#bar = bar;
		const own = piece.notes.flatMap((note, at) => (note.bar === bar && !this.#lit.has(at) ? [at] : []));
		this.#tell(this.#idsOf(own), null);
	}

	#press(event: MidiEvent): void {
		const { transport, source, nowMs } = this.#ports;
		if (event.kind !== 'noteOn' || source() !== 'midi' || this.#matcher === null) return;
		this.#look();
		const ago = Math.max(0, Math.min(1000, nowMs() - event.atMs)) / 1000;
		const songSeconds = transport.positionSeconds() - ago * transport.speed;
		const pitchMidi = event.pitchMidi - Math.round(transport.semitones);
		const { loop, isLooping } = transport;
		const isNearEnd = loop !== null && isLooping && songSeconds > loop.endSeconds - nearEndSeconds;
		const lit = this.#matcher.strike(songSeconds, pitchMidi, !isNearEnd);
		if (lit !== null) this.#light([lit], 'hit');
		else if (isNearEnd) this.#early.push({ songSeconds: songSeconds - (loop.endSeconds - loop.startSeconds), pitchMidi });
	}

	#strike(songSeconds: number, pitchMidi: number): void {
		const lit = this.#matcher?.strike(songSeconds, pitchMidi) ?? null;
		if (lit !== null) this.#light([lit], 'hit');
	}

	#hear({ contextSeconds, frequencyHz, clarity, isOnset }: Parameters<Parameters<LiveEar['listen']>[0]>[0]): void {
		const { source, songSecondsSentAt, latencySeconds, tuningCents, transport } = this.#ports;
		if (source() !== 'mic' || this.#matcher === null) return;
		const songSeconds = songSecondsSentAt(contextSeconds - latencySeconds());
		if (songSeconds === null) return;
		this.#look();
		const isClear = frequencyHz !== null && clarity >= leastClarity;
		const sharp = tuningCents() / 100 + transport.semitones;
		const exactMidi = isClear ? 69 + 12 * Math.log2(frequencyHz / 440) - sharp : null;
		const lit = this.#matcher.hear({ songSeconds, exactMidi, isOnset });
		if (lit !== null) this.#light([lit], 'hit');
	}

	#light(places: readonly number[], light: EngravedLight): void {
		for (const at of places) this.#lit.set(at, light);
		this.#tell(this.#idsOf(places), light);
	}

	#tell(noteIds: readonly string[] | null, light: EngravedLight | null): void {
		this.#revision++;
		if (noteIds === null || noteIds.length > 0) for (const listener of this.#listeners) listener(noteIds, light);
	}

	#idsOf(places: readonly number[]): string[] {
		return places.flatMap((at) => this.#piece?.notes[at]?.noteId ?? []);
	}

	*#litNotes(): Generator<LitNote> {
		for (const [at, light] of this.#lit) {
			const note = this.#piece?.notes[at];
			if (note !== undefined)
				yield { startSeconds: note.onsetSeconds, endSeconds: note.offsetSeconds, pitchMidi: note.pitchMidi, light };
		}
	}
}
