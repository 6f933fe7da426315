/** Something at a time. */
export interface Timed {
	readonly index: number;
	readonly seconds: number;
	readonly pitchMidi: number;
}

export interface Pair {
	readonly due: number;
	readonly played: number;
}

/**
 * Pairs notes that were due with notes that were played, each at most once and in order within a pitch, so that as few as
 * possible are left over and those paired are as near as possible.
 * @param due by seconds
 * @param played by seconds
 * @param windowSeconds further apart than this are no pair
 */
export function pairSamePitch(due: readonly Timed[], played: readonly Timed[], windowSeconds: number): Pair[] {
	const dueByPitch = byPitch(due);
	const playedByPitch = byPitch(played);
	const pairs: Pair[] = [];
	for (const [pitch, own] of dueByPitch) {
		const candidates = playedByPitch.get(pitch);
		if (candidates !== undefined) for (const cluster of toClusters(own, candidates, windowSeconds)) pairCluster(cluster);
	}
	return pairs;

	/** Shortest edit between two short lists. */
	function pairCluster([own, candidates]: readonly [readonly Timed[], readonly Timed[]]): void {
		const width = candidates.length + 1;
		const cost = new Float64Array((own.length + 1) * width);
		for (let i = 1; i <= own.length; i++) cost[i * width] = i;
		for (let j = 1; j < width; j++) cost[j] = j;
		const matchCost = (i: number, j: number): number =>
			(2 * Math.abs((own[i]?.seconds ?? 0) - (candidates[j]?.seconds ?? Infinity))) / windowSeconds;
		for (let i = 1; i <= own.length; i++) {
			for (let j = 1; j < width; j++) {
				cost[i * width + j] = Math.min(
					(cost[(i - 1) * width + j] ?? 0) + 1,
					(cost[i * width + j - 1] ?? 0) + 1,
					(cost[(i - 1) * width + j - 1] ?? 0) + matchCost(i - 1, j - 1)
				);
			}
		}
		for (let i = own.length, j = candidates.length; i > 0 && j > 0;) {
			const here = cost[i * width + j] ?? 0;
			const [dueNote, playedNote] = [own[i - 1], candidates[j - 1]];
			if (here === (cost[(i - 1) * width + j - 1] ?? 0) + matchCost(i - 1, j - 1)) {
				const isNear = matchCost(i - 1, j - 1) <= 2;
				if (isNear && dueNote !== undefined && playedNote !== undefined)
					pairs.push({ due: dueNote.index, played: playedNote.index });
				i--;
				j--;
			} else if (here === (cost[(i - 1) * width + j] ?? 0) + 1) i--;
			else j--;
		}
	}
}

function byPitch(notes: readonly Timed[]): Map<number, Timed[]> {
	const map = new Map<number, Timed[]>();
	for (const note of notes) {
		const own = map.get(note.pitchMidi);
		if (own === undefined) map.set(note.pitchMidi, [note]);
		else own.push(note);
	}
	return map;
}

/** Stretches of both lists that no pair can cross. */
function* toClusters(
	due: readonly Timed[],
	played: readonly Timed[],
	windowSeconds: number
): Generator<readonly [readonly Timed[], readonly Timed[]]> {
	let [i, j] = [0, 0];
	while (i < due.length || j < played.length) {
		const own: Timed[] = [];
		const candidates: Timed[] = [];
		let last = Number.NEGATIVE_INFINITY;
		for (;;) {
			const nextDue = due[i];
			const nextPlayed = played[j];
			const isDue = nextDue !== undefined && (nextPlayed === undefined || nextDue.seconds <= nextPlayed.seconds);
			const next = isDue ? nextDue : nextPlayed;
			if (next === undefined || (own.length + candidates.length > 0 && next.seconds - last > windowSeconds)) break;
			last = next.seconds;
			if (isDue) {
				own.push(next);
				i++;
			} else {
				candidates.push(next);
				j++;
			}
		}
		if (own.length > 0 && candidates.length > 0) yield [own, candidates];
	}
}

/** A wrong note is struck about when the right one was due, seconds. */
const wrongWindowSeconds = 0.22;

/** Pairs what was missed with what was played in its place: near in time first, then in pitch. */
export function pairWrongPitch(
	missed: readonly Timed[],
	strange: readonly Timed[],
	reach = { seconds: wrongWindowSeconds, semitones: 127 }
): Pair[] {
	const offers: (Pair & { cost: number })[] = [];
	let first = 0;
	for (const due of missed) {
		for (; (strange[first]?.seconds ?? Infinity) < due.seconds - reach.seconds; first++);
		for (let at = first; (strange[at]?.seconds ?? Infinity) <= due.seconds + reach.seconds; at++) {
			const played = strange[at];
			if (played === undefined) break;
			if (Math.abs(played.pitchMidi - due.pitchMidi) > reach.semitones) continue;
			const cost = Math.abs(played.seconds - due.seconds) / 0.12 + pitchCost(Math.abs(played.pitchMidi - due.pitchMidi));
			offers.push({ due: due.index, played: played.index, cost });
		}
	}
	const taken = { due: new Set<number>(), played: new Set<number>() };
	return offers
		.sort((a, b) => a.cost - b.cost || a.due - b.due)
		.filter(({ due, played, cost }) => {
			if (cost > mostWrongCost || taken.due.has(due) || taken.played.has(played)) return false;
			taken.due.add(due);
			taken.played.add(played);
			return true;
		});
}

const mostWrongCost = 3;

/** Fingers slip to neighbours, and eyes to another octave. */
function pitchCost(semitones: number): number {
	if (semitones <= 2) return 0.1 * semitones;
	if (semitones % 12 === 0) return 0.4 + 0.3 * (semitones / 12);
	return semitones <= 12 ? 0.2 + 0.12 * semitones : 2.5;
}
