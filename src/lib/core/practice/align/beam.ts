import { beamDepth, beamWidth } from './place-costs.ts';
import type { Placed } from './place-notes.ts';

/** Places in columns: where the player may be after some notes. A take of an hour tries millions, so none is an object. */
export class Places {
	count = 0;
	/** The group reached; -1 before the first. */
	group = new Int32Array(1024);
	score = new Float64Array(1024);
	/** Bits of the group's notes that were played. */
	members = new Int32Array(1024);
	/** When the group was reached, seconds of the take. */
	anchorSeconds = new Float64Array(1024);
	/** Logarithm of take seconds to line seconds. */
	tempo = new Float64Array(1024);
	/** Its entry in the trace; of a place not kept yet, that of the one before. */
	entry = new Int32Array(1024);
	placed = new Int32Array(1024);
	isJump = new Uint8Array(1024);

	grow(): void {
		this.group = grown(this.group, new Int32Array(2 * this.group.length));
		this.score = grown(this.score, new Float64Array(2 * this.score.length));
		this.members = grown(this.members, new Int32Array(2 * this.members.length));
		this.anchorSeconds = grown(this.anchorSeconds, new Float64Array(2 * this.anchorSeconds.length));
		this.tempo = grown(this.tempo, new Float64Array(2 * this.tempo.length));
		this.entry = grown(this.entry, new Int32Array(2 * this.entry.length));
		this.placed = grown(this.placed, new Int32Array(2 * this.placed.length));
		this.isJump = grown(this.isJump, new Uint8Array(2 * this.isJump.length));
	}
}

function grown<T extends { set(values: T): void }>(values: T, larger: T): T {
	larger.set(values);
	return larger;
}

/**
 * Of two players at one chord who came to it at different times, the one with more right notes need not be the one who is in
 * time: so many of them are kept, told apart by when they came, in steps of this many seconds.
 */
const arrivals = { kept: 4, stepSeconds: 0.05 } as const;

/** The best places, few for each group, and how each was come by. */
export class Beam {
	/** The best of all stands first. */
	current = new Places();
	#next = new Places();
	#bestNext = Number.NEGATIVE_INFINITY;
	/** For each group, and first for none, and each arrival its row among the next places, and in which step that was so. */
	readonly #rows: Int32Array;
	readonly #steps: Int32Array;
	#step = 0;
	readonly #trace = new Trace();

	constructor(groupCount: number, seconds: number) {
		this.#rows = new Int32Array((groupCount + 1) * arrivals.kept);
		this.#steps = new Int32Array((groupCount + 1) * arrivals.kept).fill(-1);
		const { current } = this;
		current.count = 1;
		current.group[0] = -1;
		current.anchorSeconds[0] = seconds;
		current.entry[0] = -1;
	}

	/** Whether a place with this score would be kept. */
	isWorth(score: number): boolean {
		return score >= this.#bestNext - beamDepth;
	}

	/** The note belongs to `placed` (-1: nowhere), and the player, who was at row `from`, is at `group` after it. */
	add(
		from: number,
		group: number,
		placed: number,
		score: number,
		members: number,
		anchorSeconds: number,
		tempo: number,
		isJump: boolean
	): void {
		if (!this.isWorth(score)) return;
		const next = this.#next;
		const arrival = Math.floor(anchorSeconds / arrivals.stepSeconds) & (arrivals.kept - 1);
		const key = (group + 1) * arrivals.kept + arrival;
		let row = this.#rows[key] ?? 0;
		if (this.#steps[key] === this.#step) {
			if ((next.score[row] ?? 0) >= score) return;
		} else {
			if (next.count === next.group.length) next.grow();
			row = next.count++;
			this.#rows[key] = row;
			this.#steps[key] = this.#step;
		}
		if (score > this.#bestNext) this.#bestNext = score;
		next.group[row] = group;
		next.score[row] = score;
		next.members[row] = members;
		next.anchorSeconds[row] = anchorSeconds;
		next.tempo[row] = tempo;
		next.entry[row] = this.current.entry[from] ?? -1;
		next.placed[row] = placed;
		next.isJump[row] = isJump ? 1 : 0;
	}

	/** One note further. */
	advance(): void {
		const next = this.#next;
		const kept: number[] = [];
		for (let row = 0; row < next.count; row++) if (this.isWorth(next.score[row] ?? 0)) kept.push(row);
		kept.sort((a, b) => (next.score[b] ?? 0) - (next.score[a] ?? 0) || (next.group[a] ?? 0) - (next.group[b] ?? 0));
		const { current } = this;
		current.count = Math.min(beamWidth, kept.length);
		for (let to = 0; to < current.count; to++) {
			const row = kept[to] ?? 0;
			current.group[to] = next.group[row] ?? 0;
			current.score[to] = next.score[row] ?? 0;
			current.members[to] = next.members[row] ?? 0;
			current.anchorSeconds[to] = next.anchorSeconds[row] ?? 0;
			current.tempo[to] = next.tempo[row] ?? 0;
			current.entry[to] = this.#trace.push(next.entry[row] ?? -1, next.placed[row] ?? -1, next.isJump[row] ?? 0);
		}
		next.count = 0;
		this.#step++;
		this.#bestNext = Number.NEGATIVE_INFINITY;
	}

	/** The way to the best place. */
	trace(): Placed[] {
		const way: Placed[] = [];
		for (let entry = this.current.entry[0] ?? -1; entry >= 0; entry = this.#trace.from(entry))
			way.push(this.#trace.placed(entry));
		return way.reverse();
	}
}

/** Entries that point back to the one before: nine bytes each, so that an hour fits. */
class Trace {
	#from = new Int32Array(4096);
	#placed = new Int32Array(4096);
	#jumps = new Uint8Array(4096);
	#count = 0;

	push(from: number, placed: number, isJump: number): number {
		if (this.#count === this.#from.length) {
			this.#from = grown(this.#from, new Int32Array(this.#count * 2));
			this.#placed = grown(this.#placed, new Int32Array(this.#count * 2));
			this.#jumps = grown(this.#jumps, new Uint8Array(this.#count * 2));
		}
		this.#from[this.#count] = from;
		this.#placed[this.#count] = placed;
		this.#jumps[this.#count] = isJump;
		return this.#count++;
	}

	from(entry: number): number {
		return this.#from[entry] ?? -1;
	}

	placed(entry: number): Placed {
		return { group: this.#placed[entry] ?? -1, isJump: this.#jumps[entry] === 1 };
	}
}
