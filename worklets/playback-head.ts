import {
	frameAfter,
	framesLeft,
	framesUntilBreak,
	type FrameLoop,
	type PlaySequence
} from '../src/lib/core/playback/play-sequence.ts';
import type { SampleRing } from '../src/lib/core/playback/sample-ring.ts';
import { TrackBus } from './tracks/track-bus.ts';

/** 4 ms at 44.1 kHz: too short to be felt as a delay, long enough not to click. */
export const fadeFrames = 176;
/** A changed loop takes effect this far ahead, so that its samples are there before they are needed. */
const joinAheadFrames = 6615;
/** What must be in the ring before a jump is heard: 46 ms. */
const startFrames = 2048;
/** Fading out begins while this much is still there. */
const lowFrames = 2 * fadeFrames;

/** What the reader is asked to put into a ring. */
export interface RingCue {
	readonly generation: number;
	readonly slot: number;
	readonly sequence: PlaySequence;
}

/** Which source frames a quantum that was just rendered holds, and whether they follow those of the one before. */
export interface PlayedFrames {
	/** First source frame of each run without a break; may be a fraction. */
	readonly runStarts: Float64Array;
	/** Lengths of the runs in rendered frames. */
	readonly runLengths: Int32Array;
	/** At most two. */
	readonly runCount: number;
	/** Source frames for each rendered one. */
	readonly rate: number;
	/** The quantum began anew: after a jump, a stop or a starvation. */
	readonly didStart: boolean;
	/** The first quantum in which nothing moves. */
	readonly didStop: boolean;
	/** The source ended within the quantum. */
	readonly didEnd: boolean;
}

interface Pending extends RingCue {
	readonly request: number;
	/** Frames of the sounding sequence after which this one goes on in its stead; null for a jump. */
	joinAtFrames: number | null;
}

interface Sounding extends RingCue {
	readonly request: number;
	elapsedFrames: number;
}

/**
 * The playing head of the one transport: takes samples from two rings in turn, fades at every start, stop and jump, wraps
 * without a seam, and says which source frames each quantum holds. Without a recording it moves over silence in the
 * same way. Made for `process()`: `render` allocates nothing; what allocates is called between quanta.
 */
export class PlaybackHead implements PlayedFrames {
	/** A frame of the source for each that is heard. */
	readonly rate = 1;
	readonly #rings: readonly SampleRing[];
	/** What sounds beside the recording, of the same frames. */
	readonly tracks = new TrackBus();
	#sounding: Sounding | null = null;
	#pending: Pending | null = null;
	#generation = 0;
	#wantsPlay = false;
	#isStarved = false;
	#hasRecording = false;
	#frameCount = 0;
	#gain = 0;

	/** Source frames of the last quantum as runs without a break: first frame, length. At most two. */
	readonly runStarts = new Float64Array(2);
	readonly runLengths = new Int32Array(2);
	runCount = 0;
	/** The last quantum began anew: after a jump, a stop or a starvation. */
	didStart = false;
	/** Another sequence was taken up before the last quantum: by a jump, or without a seam. */
	didSwitch = false;
	/** The last quantum is the first in which nothing moves. */
	didStop = false;
	/** The source ended within the last quantum. */
	didEnd = false;
	#wasMoving = false;

	/** @param rings two */
	constructor(rings: readonly SampleRing[]) {
		this.#rings = rings;
	}

	get wantsPlay(): boolean {
		return this.#wantsPlay;
	}

	/** Nothing is played because the reader is late. */
	get isStarved(): boolean {
		return this.#isStarved;
	}

	/** Source frames played in the last quantum. */
	get framesMoved(): number {
		let moved = 0;
		for (let run = 0; run < this.runCount; run++) moved += this.runLengths[run] ?? 0;
		return moved;
	}

	get sounding(): Readonly<Sounding> | null {
		return this.#sounding;
	}

	/** Where the head stands, or will stand once a pending jump is carried out. */
	get frame(): number {
		if (this.#pending !== null && this.isJumping) return this.#pending.sequence.startFrame;
		return this.#sounding === null ? 0 : frameAfter(this.#sounding.sequence, this.#sounding.elapsedFrames);
	}

	/** A new source, standing at its start. @param hasRecording false moves over silence */
	open(request: number, frameCount: number, hasRecording: boolean): RingCue {
		this.#wantsPlay = false;
		this.#sounding = null;
		this.#pending = null;
		this.#gain = 0;
		this.#hasRecording = hasRecording;
		this.#frameCount = frameCount;
		return this.#cue(request, 0, null, null);
	}

	/** A silent source got longer or shorter. */
	resize(request: number, frameCount: number): RingCue {
		this.#frameCount = frameCount;
		return this.#cue(request, Math.min(this.frame, frameCount), this.#loop, null);
	}

	play(): void {
		this.#wantsPlay = true;
	}

	pause(): void {
		this.#wantsPlay = false;
	}

	jump(request: number, frame: number): RingCue {
		return this.#cue(request, Math.max(0, Math.min(frame, this.#frameCount)), this.#loop, null);
	}

	/** Inside the loop playing goes on without a seam; outside it jumps to its start. */
	setLoop(request: number, loop: FrameLoop | null): RingCue {
		const here = this.frame;
		if (loop !== null && (here < loop.startFrame || here >= loop.endFrame))
			return this.#cue(request, loop.startFrame, loop, null);
		const sounding = this.#sounding;
		if (sounding === null || this.isJumping || !this.#wantsPlay) return this.#cue(request, here, loop, null);
		const joinAt = sounding.elapsedFrames + Math.min(joinAheadFrames, framesLeft(sounding.sequence, sounding.elapsedFrames));
		const ahead = frameAfter(sounding.sequence, joinAt);
		const isInside = loop === null || (ahead >= loop.startFrame && ahead < loop.endFrame);
		const goal = isInside
			? ahead
			: frameAfter({ startFrame: here, frameCount: this.#frameCount, loop }, joinAt - sounding.elapsedFrames);
		return this.#cue(request, goal, loop, joinAt);
	}

	/** Has the reader begin anew a little ahead, as when tracks came or went; what is heard goes on without a seam. */
	refresh(request: number): RingCue {
		const sounding = this.#sounding;
		if (sounding === null || this.isJumping || !this.#wantsPlay) return this.#cue(request, this.frame, this.#loop, null);
		const joinAt = sounding.elapsedFrames + Math.min(joinAheadFrames, framesLeft(sounding.sequence, sounding.elapsedFrames));
		return this.#cue(request, frameAfter(sounding.sequence, joinAt), this.#loop, joinAt);
	}

	/** A jump waits for its samples. */
	get isJumping(): boolean {
		return this.#pending !== null && this.#pending.joinAtFrames === null;
	}

	/** Nothing of it is heard: it stands still, and has faded out. */
	get isSilent(): boolean {
		return this.#gain === 0;
	}

	/** How many frames can be rendered from here without a gap; 0 while none can. */
	get readyFrames(): number {
		const sounding = this.#sounding;
		if (sounding === null || this.isJumping) return 0;
		const framesToPlay = framesLeft(sounding.sequence, sounding.elapsedFrames);
		if (!this.#hasRecording) return framesToPlay;
		const ring = this.#rings[sounding.slot];
		return ring?.holds(sounding.generation) === true ? Math.min(ring.availableFrames, framesToPlay) : 0;
	}

	/** Takes up another sequence that is due, as `render` does first of all. `didSwitch` tells whether there was one. */
	prepare(): void {
		this.#switchWhenDue();
	}

	/** Stops within no time, without a fade, for whoever fades what was made of the samples. */
	cut(): void {
		this.#wantsPlay = false;
		this.#gain = 0;
		this.#wasMoving = false;
		this.#isStarved = false;
	}

	/** Fills `frames` samples of both planes and moves on. `frames` must not exceed the shortest loop. */
	render(left: Float32Array, right: Float32Array, frames: number): void {
		this.runCount = 0;
		this.didEnd = false;
		const didJump = this.#switchWhenDue();
		const sounding = this.#sounding;
		if (sounding === null || (!this.#wantsPlay && this.#gain === 0)) {
			this.#standStill(left, right, frames);
			return;
		}
		const framesToPlay = framesLeft(sounding.sequence, sounding.elapsedFrames);
		const ring = this.#rings[sounding.slot];
		const available = this.#hasRecording && ring !== undefined && ring.holds(sounding.generation) ? ring.availableFrames : 0;
		if (this.#hasRecording) this.#watchSupply(available, framesToPlay, frames);
		if (this.#isStarved && this.#gain === 0) {
			this.#standStill(left, right, frames);
			return;
		}
		const take = Math.min(frames, framesToPlay, this.#hasRecording ? available : Infinity);
		const isFirst = didJump || !this.#wasMoving;
		if (isFirst && frameAfter(sounding.sequence, sounding.elapsedFrames) === 0 && this.#wantsPlay) this.#gain = 1;
		if (this.#hasRecording && ring !== undefined) ring.read(left, right, 0, take);
		this.tracks.read(sounding.slot, sounding.generation, take);
		this.tracks.silence(take, frames);
		left.fill(0, this.#hasRecording ? take : 0, frames);
		right.fill(0, this.#hasRecording ? take : 0, frames);
		this.#fade(left, right, take, framesToPlay);
		this.#noteRuns(sounding, take);
		sounding.elapsedFrames += take;
		this.didStart = isFirst;
		this.didStop = false;
		this.#wasMoving = true;
		if (framesToPlay <= take) {
			this.didEnd = true;
			this.#wantsPlay = false;
			this.#gain = 0;
		}
	}

	get #loop(): FrameLoop | null {
		return this.#pending?.sequence.loop ?? this.#sounding?.sequence.loop ?? null;
	}

	#cue(request: number, startFrame: number, loop: FrameLoop | null, joinAtFrames: number | null): RingCue {
		const slot = this.#sounding === null ? 0 : 1 - this.#sounding.slot;
		const sequence = { startFrame, frameCount: this.#frameCount, loop };
		this.#pending = { generation: ++this.#generation, slot, sequence, request, joinAtFrames };
		return this.#pending;
	}

	#standStill(left: Float32Array, right: Float32Array, frames: number): void {
		left.fill(0, 0, frames);
		right.fill(0, 0, frames);
		this.tracks.silence(0, frames);
		this.didStart = false;
		this.didStop = this.#wasMoving;
		this.#wasMoving = false;
	}

	#watchSupply(available: number, framesToPlay: number, frames: number): void {
		if (this.#isStarved) this.#isStarved = available < Math.min(startFrames, framesToPlay);
		else this.#isStarved = available - frames < lowFrames && available < framesToPlay;
	}

	/** The last frames of a source and every stop fade out; whatever may play fades in. */
	#fade(left: Float32Array, right: Float32Array, take: number, framesToPlay: number): void {
		const { tracks } = this;
		const step = 1 / fadeFrames;
		const mayPlay = this.#wantsPlay && !this.#isStarved && (this.#pending === null || this.#pending.joinAtFrames !== null);
		for (let i = 0; i < take; i++) {
			const isUp = mayPlay && framesToPlay - i > fadeFrames;
			if (isUp && this.#gain === 1) continue;
			this.#gain = isUp ? Math.min(1, this.#gain + step) : Math.max(0, this.#gain - step);
			left[i] = (left[i] ?? 0) * this.#gain;
			right[i] = (right[i] ?? 0) * this.#gain;
			tracks.left[i] = (tracks.left[i] ?? 0) * this.#gain;
			tracks.right[i] = (tracks.right[i] ?? 0) * this.#gain;
		}
	}

	#noteRuns(sounding: Sounding, take: number): void {
		const first = Math.min(take, framesUntilBreak(sounding.sequence, sounding.elapsedFrames));
		this.#noteRun(frameAfter(sounding.sequence, sounding.elapsedFrames), first);
		if (first < take) this.#noteRun(frameAfter(sounding.sequence, sounding.elapsedFrames + first), take - first);
	}

	#noteRun(start: number, length: number): void {
		this.runStarts[this.runCount] = start;
		this.runLengths[this.runCount++] = length;
	}

	#switchWhenDue(): boolean {
		const pending = this.#pending;
		this.didSwitch = false;
		if (pending === null) return false;
		const sounding = this.#sounding;
		const ring = this.#rings[pending.slot];
		const held = ring?.holds(pending.generation) === true ? ring.availableFrames : 0;
		if (pending.joinAtFrames !== null && sounding !== null) {
			const late = sounding.elapsedFrames - pending.joinAtFrames;
			const isMoving = this.#wantsPlay && !this.#isStarved;
			const isSame = late < 0 || frameAfter(sounding.sequence, sounding.elapsedFrames) === frameAfter(pending.sequence, late);
			const isTooLate = this.#hasRecording && ring !== undefined && late > ring.capacityFrames / 2;
			if (!isMoving || !isSame || isTooLate) {
				pending.joinAtFrames = null;
				return false;
			}
			if (late < 0 || (this.#hasRecording && held < late + lowFrames + startFrames)) return false;
			if (this.#hasRecording) {
				ring?.skip(late);
				this.tracks.skip(pending.slot, pending.generation, late);
			}
			this.#take({ ...pending, request: sounding.request }, late);
			return false;
		}
		if (this.#gain > 0) return false;
		if (this.#hasRecording && held < Math.min(startFrames, framesLeft(pending.sequence, 0))) return false;
		this.#isStarved = false;
		this.#take(pending, 0);
		return true;
	}

	#take(pending: Pending, elapsedFrames: number): void {
		this.#sounding = { ...pending, elapsedFrames };
		this.#pending = null;
		this.didSwitch = true;
	}
}
