import type { SampleRing } from '../../src/lib/core/playback/sample-ring.ts';

/** The most frames read at once. */
const mostFrames = 2048;
/** A change of level takes 6 ms: at once to the ear, and no click. */
const glideFrames = 256;

interface Lane {
	/** Two, as the recording has. */
	readonly rings: readonly SampleRing[];
	/** What was put into the rings before this generation was of another track. */
	fromGeneration: number;
	gain: number;
	goal: number;
	isInUse: boolean;
}

/** A lane as the app sets it: its rings are given with the first track in it. */
export interface LaneUse {
	readonly lane: number;
	readonly rings: readonly SampleRing[] | null;
	/** Another track than before. */
	readonly isNew: boolean;
}

/**
 * Tracks that sound beside the recording. Each has rings of its own, which the reader fills in step with the recording's, so that
 * reading as many frames of them keeps all of them together to the sample. Made for `process()`: `read` allocates nothing.
 */
export class TrackBus {
	/** The sum of the tracks, as last read. */
	readonly left = new Float32Array(mostFrames);
	readonly right = new Float32Array(mostFrames);
	readonly #laneLeft = new Float32Array(mostFrames);
	readonly #laneRight = new Float32Array(mostFrames);
	readonly #lanes: (Lane | undefined)[] = [];

	/** There is a track, or one that is fading out. */
	get isOn(): boolean {
		for (let at = 0; at < this.#lanes.length; at++) {
			const lane = this.#lanes[at];
			if (lane !== undefined && (lane.isInUse || lane.gain > 0)) return true;
		}
		return false;
	}

	/** Which lanes are used from now on; those left out fade. @param fromGeneration the first that new tracks are read in */
	setLanes(uses: readonly LaneUse[], fromGeneration: number): void {
		for (const lane of this.#lanes) if (lane !== undefined) Object.assign(lane, { isInUse: false, goal: 0 });
		for (const { lane: at, rings, isNew } of uses) {
			const known = this.#lanes[at];
			const lane = known ?? { rings: rings ?? [], fromGeneration, gain: 0, goal: 0, isInUse: true };
			lane.isInUse = true;
			if (isNew) Object.assign(lane, { fromGeneration, gain: 0 });
			this.#lanes[at] = lane;
		}
	}

	/** @param gains linear, by lane; those left out are silent */
	setGains(gains: readonly number[]): void {
		this.#lanes.forEach((lane, at) => {
			if (lane?.isInUse) lane.goal = gains[at] ?? 0;
		});
	}

	/** Where chunks come as messages, they are put in here. */
	ringOf(lane: number, slot: number): SampleRing | undefined {
		return this.#lanes[lane]?.rings[slot];
	}

	/** Puts the next `frames` of all tracks together; at most 2,048. */
	read(slot: number, generation: number, frames: number): void {
		this.silence(0, frames);
		for (let at = 0; at < this.#lanes.length; at++) {
			const lane = this.#lanes[at];
			if (lane === undefined || (!lane.isInUse && lane.gain === 0)) continue;
			const ring = lane.rings[slot];
			const isHeld = ring !== undefined && generation >= lane.fromGeneration && ring.holds(generation);
			if (isHeld && ring.availableFrames >= frames) {
				ring.read(this.#laneLeft, this.#laneRight, 0, frames);
				this.#add(lane, frames);
			} else if (!lane.isInUse) lane.gain = 0;
		}
	}

	/** Drops frames that the recording drops too. */
	skip(slot: number, generation: number, frames: number): void {
		for (let at = 0; at < this.#lanes.length; at++) {
			const ring = this.#lanes[at]?.rings[slot];
			if (ring?.holds(generation) === true) ring.skip(frames);
		}
	}

	silence(from: number, to: number): void {
		this.left.fill(0, from, to);
		this.right.fill(0, from, to);
	}

	#add(lane: Lane, frames: number): void {
		for (let i = 0; i < frames; i++) {
			if (lane.gain < lane.goal) lane.gain = Math.min(lane.goal, lane.gain + 1 / glideFrames);
			else if (lane.gain > lane.goal) lane.gain = Math.max(lane.goal, lane.gain - 1 / glideFrames);
			this.left[i] = (this.left[i] ?? 0) + lane.gain * (this.#laneLeft[i] ?? 0);
			this.right[i] = (this.right[i] ?? 0) + lane.gain * (this.#laneRight[i] ?? 0);
		}
	}
}
