import { beamDepth, beamWidth } from './place-costs.ts';
import type { Placed } from './place-notes.ts';

/** Where the player may be after some notes. */
export interface Hypothesis {
	/** The group reached; -1 before the first. */
	readonly group: number;
	readonly score: number;
	/** Bits of the group's notes that were played. */
	readonly members: number;
	/** When the group was reached, seconds of the take. */
	readonly anchorSeconds: number;
	/** Logarithm of take seconds to line seconds. */
	readonly tempo: number;
	/** Its entry in the trace. */
	readonly entry: number;
}

interface Change {
	readonly members?: number;
	readonly anchorSeconds?: number;
	readonly tempo?: number;
	readonly isJump?: boolean;
}

interface Next extends Omit<Hypothesis, 'entry'> {
	readonly from: number;
	readonly placed: number;
	readonly isJump: boolean;
}

/** The best places, one for each group, and how each was come by. */
export class Beam {
	#current: Hypothesis[] = [];
	#next = new Map<number, Next>();
	#bestNext = Number.NEGATIVE_INFINITY;
	readonly #trace = new Trace();

	get current(): readonly Hypothesis[] {
		return this.#current;
	}

	/** The best place of all; the first in the list. */
	get best(): Hypothesis {
		const [best] = this.#current;
		if (best === undefined) throw new Error('The search was not begun.');
		return best;
	}

	begin(seconds: number): void {
		this.#current = [{ group: -1, score: 0, members: 0, anchorSeconds: seconds, tempo: 0, entry: -1 }];
	}

	/** The note belongs nowhere. */
	stay(from: Hypothesis, price: number): void {
		this.add(from, from.group, -1, from.score - price, {});
	}

	/** The note belongs to `placed`, and the player is at `group` after it. */
	add(from: Hypothesis, group: number, placed: number, score: number, change: Change): void {
		if (score < this.#bestNext - beamDepth) return;
		const rival = this.#next.get(group);
		if (rival !== undefined && rival.score >= score) return;
		if (score > this.#bestNext) this.#bestNext = score;
		this.#next.set(group, {
			group,
			score,
			members: change.members ?? from.members,
			anchorSeconds: change.anchorSeconds ?? from.anchorSeconds,
			tempo: change.tempo ?? from.tempo,
			from: from.entry,
			placed,
			isJump: change.isJump === true
		});
	}

	/** One note further. */
	advance(): void {
		const kept = [...this.#next.values()]
			.filter(({ score }) => score >= this.#bestNext - beamDepth)
			.sort((a, b) => b.score - a.score || a.group - b.group)
			.slice(0, beamWidth);
		this.#current = kept.map(({ from, placed, isJump, ...place }) => ({
			...place,
			entry: this.#trace.push(from, placed, isJump)
		}));
		this.#next = new Map();
		this.#bestNext = Number.NEGATIVE_INFINITY;
	}

	/** The way to the best place. */
	trace(length: number): Placed[] {
		const way: Placed[] = [];
		for (let entry = this.#current[0]?.entry ?? -1; entry >= 0 && way.length < length; entry = this.#trace.from(entry))
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

	push(from: number, placed: number, isJump: boolean): number {
		if (this.#count === this.#from.length) {
			this.#from = grown(this.#from);
			this.#placed = grown(this.#placed);
			const jumps = new Uint8Array(this.#jumps.length * 2);
			jumps.set(this.#jumps);
			this.#jumps = jumps;
		}
		this.#from[this.#count] = from;
		this.#placed[this.#count] = placed;
		this.#jumps[this.#count] = isJump ? 1 : 0;
		return this.#count++;
	}

	from(entry: number): number {
		return this.#from[entry] ?? -1;
	}

	placed(entry: number): Placed {
		return { group: this.#placed[entry] ?? -1, isJump: this.#jumps[entry] === 1 };
	}
}

function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(values.length * 2);
	larger.set(values);
	return larger;
}
