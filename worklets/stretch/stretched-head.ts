import { frameAfter, framesUntilBreak, type FrameLoop, type PlaySequence } from '../../src/lib/core/playback/play-sequence.ts';
import type { TrackBus } from '../tracks/track-bus.ts';
import { TrackStretch } from '../tracks/track-stretch.ts';
import { fadeFrames, type PlaybackHead, type PlayedFrames, type RingCue } from '../playback-head.ts';
import { HeardPlace } from './heard-place.ts';
import type { StretchEngine } from '../../src/lib/dsp/stretch/index.ts';

/** Of the audio thread: what the browser renders at once. */
const quantum = 128;
/** Quanta of work done in one while the engine is filled, so that sound starts within 30 ms and no quantum is late. */
const quantaAtOnce = 4;
/** The most source frames asked of the head at once; the shortest loop is longer. */
const mostPulled = 2048;
/** With less than this ahead the head would begin to fade out. */
const leastReady = 2 * quantum + 2 * fadeFrames;
const slowest = 0.25;
const fastest = 2;

/**
 * - `plain`: the head is heard as it is.
 * - `idle`: stretching, and nothing moves.
 * - `filling`: the engine is given what lies before its first sound.
 * - `sounding`
 * - `closing`: fading out, to stand still or to begin somewhere else.
 */
type Phase = 'plain' | 'idle' | 'filling' | 'sounding' | 'closing';

/** What is said when playing breaks: from the quantum's first frame on, this sounds. */
export interface HeardBreak {
	readonly request: number;
	readonly sequence: PlaySequence;
	/** Of the sequence, before the quantum; may be a fraction. */
	readonly elapsedFrames: number;
	/** Source frames for each rendered one; 0 while nothing moves. */
	readonly rate: number;
}

/**
 * The playing head at other speeds and pitches. It pulls what it needs from the head, has the engine stretch it, and knows to about a
 * millisecond which source frames are heard, so that notes and cursor follow. The engine's latency is never heard: before a start it is
 * filled from silence, at a stop the head goes back to what was heard last. A source without a recording moves at the speed alone.
 */
export class StretchedHead implements PlayedFrames {
	readonly #head: PlaybackHead;
	readonly #left = new Float32Array(mostPulled);
	readonly #right = new Float32Array(mostPulled);
	readonly #heard = new HeardPlace();
	readonly #tracks: TrackStretch;
	#engine: StretchEngine | null = null;
	#phase: Phase = 'plain';
	#speed = 1;
	#semitones = 0;
	#wantsPlay = false;
	#isHeld = false;
	#hasRecording = false;
	/** Source frames due beyond the whole ones pulled. */
	#remainder = 0;
	#gain = 0;
	#filledQuanta = 0;
	/** Whether the place heard last is gone back to once it is silent. */
	#returns = false;
	#didJustStop = false;
	#backCue: RingCue | null = null;
	#saidRate = 0;

	readonly runStarts = new Float64Array(2);
	readonly runLengths = new Int32Array(2);
	runCount = 0;
	rate = 1;
	didStart = false;
	didStop = false;
	didEnd = false;
	/** Something about what moves, from where or how fast, is other than before the last quantum. */
	didBreak = false;

	constructor(head: PlaybackHead) {
		this.#head = head;
		this.#tracks = new TrackStretch(head.tracks);
	}

	/** The tracks of the last quantum; its planes are longer. */
	get tracks(): TrackBus {
		return this.#head.tracks;
	}

	get sounding(): PlaybackHead['sounding'] {
		return this.#head.sounding;
	}

	/** Nothing is played because the reader is late. */
	get isStarved(): boolean {
		return this.#head.isStarved || (this.#wantsPlay && this.#phase === 'idle');
	}

	/** Gives it the engine, without which only sources without a recording are played at another speed. */
	equip(engine: StretchEngine): void {
		this.#engine = engine;
		engine.setPitch(this.#semitones);
		this.#heard.setLatencies(engine.inputLatencyFrames, engine.outputLatencyFrames / quantum);
	}

	/** The same for the tracks. */
	equipTracks(engine: StretchEngine): void {
		this.#tracks.equip(engine);
	}

	/** @param speed 0.25 to 2; others are brought there */
	setSpeed(speed: number): void {
		this.#speed = Math.min(fastest, Math.max(slowest, speed));
	}

	/** @param semitones up, may be a fraction */
	setPitch(semitones: number): void {
		this.#semitones = semitones;
		this.#engine?.setPitch(semitones);
		this.#tracks.setPitch(semitones);
	}

	open(request: number, frameCount: number, hasRecording: boolean): RingCue {
		this.#wantsPlay = false;
		this.#hasRecording = hasRecording;
		this.#phase = 'plain';
		this.#backCue = null;
		return this.#head.open(request, frameCount, hasRecording);
	}

	resize(request: number, frameCount: number): RingCue {
		return this.#head.resize(request, frameCount);
	}

	/** @param isHeld makes ready, and begins at `release` */
	play(isHeld = false): void {
		this.#wantsPlay = true;
		this.#isHeld = isHeld;
		this.#startPlain();
	}

	/** Begins what is held. */
	release(): void {
		this.#isHeld = false;
		this.#startPlain();
	}

	pause(): void {
		this.#wantsPlay = false;
		this.#isHeld = false;
		if (this.#phase === 'plain') this.#head.pause();
		else this.#close(true);
	}

	jump(request: number, frame: number): RingCue {
		const cue = this.#head.jump(request, frame);
		this.#close(false);
		return cue;
	}

	setLoop(request: number, loop: FrameLoop | null): RingCue {
		const cue = this.#head.setLoop(request, loop);
		if (this.#head.isJumping) this.#close(false);
		return cue;
	}

	/** Tracks came or went: the reader begins anew a little ahead. */
	refresh(request: number): RingCue {
		const cue = this.#head.refresh(request);
		if (this.#head.isJumping) this.#close(false);
		return cue;
	}

	/** Where the reader must go on after a stop that was carried out in the last quantum; null mostly. */
	takeCue(): RingCue | null {
		const cue = this.#backCue;
		this.#backCue = null;
		return cue;
	}

	/** What sounds from the last quantum's first frame on; null before a source is opened. */
	get heardBreak(): HeardBreak | null {
		const { sounding } = this.#head;
		if (sounding === null) return null;
		const { request } = sounding;
		const rate = this.#saidRate;
		const { sequence, elapsedFrames, endElapsedFrames } = this.#heard;
		if (sequence !== null && this.#phase !== 'plain') {
			if (this.#phase === 'sounding' || this.#phase === 'closing') return { request, sequence, elapsedFrames, rate };
			// The head runs ahead of what is heard until it has gone back.
			if (this.#phase === 'idle' && this.#head.isJumping) return { request, sequence, elapsedFrames: endElapsedFrames, rate };
		}
		const moved = this.#phase === 'plain' ? this.#head.framesMoved : 0;
		return { request, sequence: sounding.sequence, elapsedFrames: sounding.elapsedFrames - moved, rate };
	}

	/** Where it stands once the source has ended. */
	get endBreak(): HeardBreak | null {
		const { sounding } = this.#head;
		if (sounding === null) return null;
		const { request, sequence, elapsedFrames } = sounding;
		return { request, sequence, elapsedFrames, rate: 0 };
	}

	/** Fills a quantum of both planes and moves on. */
	render(left: Float32Array, right: Float32Array): void {
		this.runCount = 0;
		this.didStart = false;
		this.didStop = false;
		this.didEnd = false;
		this.didBreak = false;
		this.#choosePhase();
		switch (this.#phase) {
			case 'plain':
				return this.#renderPlain(left, right);
			case 'idle':
				return this.#renderIdle(left, right);
			case 'filling':
				return this.#fill(left, right);
			case 'sounding':
				return this.#renderStretched(left, right);
			case 'closing':
				return this.#renderClosing(left, right);
		}
	}

	get #shouldStretch(): boolean {
		return this.#hasRecording && this.#engine !== null && (this.#speed !== 1 || this.#semitones !== 0);
	}

	/** A change from plain to stretched is made through a short fade, where the head is; back only while nothing moves. */
	#choosePhase(): void {
		if (this.#phase === 'plain' && this.#shouldStretch) {
			if (this.#head.wantsPlay) this.#head.pause();
			else if (this.#head.isSilent) this.#stand();
		} else if (this.#phase === 'idle' && !this.#shouldStretch) {
			this.#phase = 'plain';
			this.#startPlain();
		}
	}

	#startPlain(): void {
		if (this.#phase === 'plain' && this.#wantsPlay && !this.#isHeld && !this.#shouldStretch) this.#head.play();
	}

	#renderPlain(left: Float32Array, right: Float32Array): void {
		const head = this.#head;
		const frames = this.#hasRecording ? quantum : this.#due();
		if (this.#hasRecording) head.render(left, right, frames);
		else {
			head.render(this.#left, this.#right, frames);
			left.fill(0);
			right.fill(0);
		}
		this.rate = this.#hasRecording ? 1 : frames / quantum;
		let offset = 0;
		for (let run = 0; run < head.runCount; run++) {
			const length = Math.round((head.runLengths[run] ?? 0) / this.rate);
			this.runStarts[run] = head.runStarts[run] ?? 0;
			this.runLengths[run] = Math.min(length, quantum - offset);
			offset += this.runLengths[run] ?? 0;
		}
		this.runCount = head.runCount;
		this.didStart = head.didStart;
		this.didStop = head.didStop;
		this.didEnd = head.didEnd;
		if (head.didEnd) this.#wantsPlay = false;
		const rate = head.runCount === 0 || head.didStop ? 0 : this.#hasRecording ? 1 : this.#speed;
		this.#say(rate, (head.runCount > 0 && head.didStart) || head.didSwitch || head.didStop);
	}

	#renderIdle(left: Float32Array, right: Float32Array): void {
		this.#silence(left, right);
		this.didStop = this.#didJustStop;
		this.#didJustStop = false;
		const head = this.#head;
		head.prepare();
		this.#say(0, head.didSwitch || this.didStop);
		const engine = this.#engine;
		const { sounding } = head;
		if (!this.#wantsPlay || engine === null || sounding === null) return;
		const needed = engine.inputLatencyFrames + (engine.outputLatencyFrames + quantaAtOnce * quantum) * this.#speed;
		const enough = Math.min(needed, framesUntilEnd(sounding.sequence, sounding.elapsedFrames));
		if (enough === 0 || head.readyFrames < enough) return;
		head.play();
		this.#beginFilling(engine);
	}

	/** From silence, as long as the engine looks back, and the first frames that it looks ahead to. */
	#beginFilling(engine: StretchEngine): void {
		const { sounding } = this.#head;
		if (sounding === null) return;
		const silent = Math.round(engine.outputLatencyFrames * this.#speed);
		engine.writeSilence(0, silent + engine.inputLatencyFrames);
		this.#tracks.writeSilence(0, silent + engine.inputLatencyFrames);
		this.#heard.begin(sounding.sequence, sounding.elapsedFrames, this.#speed * quantum);
		this.#remainder = 0;
		for (let done = 0; done < engine.inputLatencyFrames;) {
			const frames = Math.min(mostPulled, engine.inputLatencyFrames - done);
			this.#pull(frames);
			engine.write(this.#left, this.#right, silent + done, frames);
			this.#tracks.write(silent + done, frames);
			done += frames;
		}
		engine.seek(silent + engine.inputLatencyFrames, this.#speed);
		this.#tracks.seek(silent + engine.inputLatencyFrames, this.#speed);
		this.#filledQuanta = 0;
		this.#phase = 'filling';
	}

	#fill(left: Float32Array, right: Float32Array): void {
		const engine = this.#engine;
		if (engine === null) return this.#silence(left, right);
		const wanted = engine.outputLatencyFrames / quantum;
		for (let i = 0; i < quantaAtOnce && this.#filledQuanta < wanted; i++) {
			this.#advance(engine);
			this.#filledQuanta++;
		}
		this.#silence(left, right);
		if (this.#filledQuanta < wanted || this.#isHeld) return;
		this.#phase = 'sounding';
		this.#gain = 1;
	}

	#renderStretched(left: Float32Array, right: Float32Array): void {
		const engine = this.#engine;
		if (engine === null) return;
		if (this.#head.isJumping || this.#hasRunDry) {
			this.#close(true);
			return this.#renderClosing(left, right);
		}
		const isFirst = this.#saidRate === 0;
		this.#advance(engine);
		engine.read(left, right, quantum);
		this.#tracks.read(quantum);
		this.#noteRuns();
		this.didStart = isFirst;
		const didSwitch = this.#heard.settle();
		this.#say(this.rate, isFirst || didSwitch || Math.abs(this.rate - this.#saidRate) > 1e-9);
		if (!this.#heard.isAtEnd) return;
		this.didEnd = true;
		this.#wantsPlay = false;
		this.#head.cut();
		this.#stand();
	}

	#renderClosing(left: Float32Array, right: Float32Array): void {
		const engine = this.#engine;
		if (engine === null) return;
		const frames = this.#due();
		engine.writeSilence(0, frames);
		engine.process(frames, quantum);
		this.#tracks.writeSilence(0, frames);
		this.#tracks.process(frames, quantum);
		this.#heard.advance(this.#speed * quantum);
		engine.read(left, right, quantum);
		this.#tracks.read(quantum);
		const { tracks } = this;
		for (let i = 0; i < quantum; i++) {
			this.#gain = Math.max(0, this.#gain - 1 / fadeFrames);
			left[i] = (left[i] ?? 0) * this.#gain;
			right[i] = (right[i] ?? 0) * this.#gain;
			tracks.left[i] = (tracks.left[i] ?? 0) * this.#gain;
			tracks.right[i] = (tracks.right[i] ?? 0) * this.#gain;
		}
		this.#noteRuns();
		if (this.#gain > 0) return;
		this.#goBack();
	}

	#silence(left: Float32Array, right: Float32Array): void {
		left.fill(0);
		right.fill(0);
		this.tracks.silence(0, quantum);
	}

	/** Silent now: the head stands where the listener was. */
	#goBack(): void {
		const { sounding } = this.#head;
		const { sequence } = this.#heard;
		this.#head.cut();
		if (this.#returns && !this.#head.isJumping && sounding !== null && sequence !== null) {
			this.#backCue = this.#head.jump(sounding.request, Math.round(frameAfter(sequence, this.#heard.endElapsedFrames)));
		}
		this.#stand();
	}

	#stand(): void {
		this.#phase = 'idle';
		this.#didJustStop = true;
	}

	/** Fades out what sounds. */
	#close(returns: boolean): void {
		if (this.#phase === 'closing') {
			this.#returns = this.#returns && returns;
		} else if (this.#phase === 'sounding') {
			this.#phase = 'closing';
			this.#returns = returns;
		} else if (this.#phase === 'filling') {
			this.#gain = 0;
			this.#returns = returns;
			this.#goBack();
		}
	}

	/** The reader is late: the head would fade out, and it is not the end. */
	get #hasRunDry(): boolean {
		const { sounding, wantsPlay, readyFrames } = this.#head;
		if (sounding === null || !wantsPlay) return false;
		return readyFrames < leastReady && readyFrames < framesUntilEnd(sounding.sequence, sounding.elapsedFrames);
	}

	/** A quantum through the engine. */
	#advance(engine: StretchEngine): void {
		const frames = this.#due();
		this.#pull(frames);
		engine.write(this.#left, this.#right, 0, frames);
		engine.process(frames, quantum);
		this.#tracks.write(0, frames);
		this.#tracks.process(frames, quantum);
		this.#heard.advance(this.#speed * quantum);
	}

	/** Frames of the head; silence beyond its end. */
	#pull(frames: number): void {
		const head = this.#head;
		head.prepare();
		if (head.didSwitch && head.sounding !== null) this.#heard.follow(head.sounding.sequence, head.sounding.elapsedFrames);
		head.render(this.#left, this.#right, frames);
	}

	/** Whole source frames of the next quantum; what is left over is due later. */
	#due(): number {
		const exact = this.#speed * quantum + this.#remainder;
		const whole = Math.floor(exact);
		this.#remainder = exact - whole;
		return whole;
	}

	/** The source frames of the quantum that was just made, broken where a loop wraps. */
	#noteRuns(): void {
		const { sequence, elapsedFrames, endElapsedFrames } = this.#heard;
		if (sequence === null) return;
		this.rate = (endElapsedFrames - elapsedFrames) / quantum;
		if (this.rate <= 0) return;
		const untilBreak = Math.round(framesUntilBreak(sequence, elapsedFrames) / this.rate);
		const first = Math.max(0, Math.min(quantum, untilBreak));
		if (first > 0) this.#noteRun(frameAfter(sequence, elapsedFrames), first);
		if (first < quantum && sequence.loop !== null) {
			this.#noteRun(frameAfter(sequence, elapsedFrames + (first + 0.5) * this.rate) - 0.5 * this.rate, quantum - first);
		}
	}

	#noteRun(start: number, length: number): void {
		this.runStarts[this.runCount] = start;
		this.runLengths[this.runCount++] = length;
	}

	#say(rate: number, isBreak: boolean): void {
		this.didBreak = isBreak || rate !== this.#saidRate;
		this.#saidRate = rate;
	}
}

function framesUntilEnd(sequence: PlaySequence, elapsedFrames: number): number {
	return sequence.loop === null ? sequence.frameCount - frameAfter(sequence, elapsedFrames) : Infinity;
}
