import { toOnsetGroups, type EvidenceNote } from '../../../core/rhythm/index.ts';

/** What of a stroke speaks for a beat. Each is 0 or more, in no unit. */
export const strokeMarks = ['struck', 'thick', 'bass', 'newBass', 'long', 'bassLong', 'loud', 'harmony'] as const;
export const markCount = strokeMarks.length;

/** Notes struck together, with all that may speak for a beat there. */
export interface Strokes {
	/** Ascending. */
	readonly seconds: Float64Array;
	/** strokes x `markCount`. */
	readonly marks: Float32Array;
	/** strokes x 12: pitch classes struck, weighted by how long they sound. */
	readonly chroma: Float32Array;
}

/** Around a stroke, its neighbours to which it is compared, seconds. */
const nearSeconds = 0.9;
const localSeconds = 4;
/** Before and after a stroke, the harmony that is compared, seconds. */
const harmonySeconds = 0.8;
/** Within this of the lowest note around, a note is the bass; semitones. */
const bassSemitones = 4;
const longestSeconds = 2;

/** Strokes of what was written down, by when they are struck. Depends on no beat. */
export function toStrokes(notes: readonly EvidenceNote[]): Strokes {
	const groups = toOnsetGroups(notes);
	const count = groups.length;
	const seconds = Float64Array.from(groups, (group) => group.seconds);
	const lowest = Float32Array.from(groups, (group) => group.notes.reduce((low, note) => Math.min(low, note.pitchMidi), 127));
	const loudness = Float32Array.from(groups, (group) => group.notes.reduce((most, note) => Math.max(most, note.velocity), 0));
	const bass = Float32Array.from(groups, (_, at) => {
		let low = 127;
		overNeighbours(seconds, at, nearSeconds, (other) => (low = Math.min(low, lowest[other] ?? 127)));
		return Math.max(0, 1 - ((lowest[at] ?? 0) - low) / bassSemitones);
	});
	const gaps = toGaps(seconds);
	const bassAt = groups.flatMap((_, at) => ((bass[at] ?? 0) > 0.5 ? [at] : []));
	const bassGaps = new Float32Array(count);
	const bassSeconds = Float64Array.from(bassAt, (at) => seconds[at] ?? 0);
	for (const [index, gap] of toGaps(bassSeconds).entries()) bassGaps[bassAt[index] ?? 0] = gap;
	const chroma = new Float32Array(12 * count);
	for (const [at, group] of groups.entries())
		for (const { pitchMidi, onsetSeconds, offsetSeconds } of group.notes)
			chroma[12 * at + (Math.round(pitchMidi) % 12)] =
				(chroma[12 * at + (Math.round(pitchMidi) % 12)] ?? 0) + Math.sqrt(Math.min(longestSeconds, offsetSeconds - onsetSeconds));
	const marks = new Float32Array(count * markCount);
	let bassBefore = -1;
	for (let at = 0; at < count; at++) {
		const { weight, notes: struck } = groups[at] ?? { weight: 0, notes: [] };
		const isNewBass = (bass[at] ?? 0) > 0.5 && lowest[at] !== bassBefore;
		if ((bass[at] ?? 0) > 0.5) bassBefore = lowest[at] ?? -1;
		const loud = relative(seconds, loudness, at);
		marks.set(
			[
				Math.sqrt(weight),
				Math.min(4, struck.length - 1) / 2,
				bass[at] ?? 0,
				isNewBass ? 1 : 0,
				Math.max(0, relative(seconds, gaps, at) - 0.8),
				(bass[at] ?? 0) > 0.5 ? Math.max(0, relative(bassSeconds, Float32Array.from(bassAt, (one) => bassGaps[one] ?? 0), bassAt.indexOf(at)) - 0.8) : 0,
				Math.max(0, 5 * (loud - 0.95)),
				harmonyChange(seconds, chroma, at)
			],
			at * markCount
		);
	}
	return { seconds, marks, chroma };
}

function toGaps(seconds: Float64Array): Float32Array {
	return Float32Array.from(seconds, (at, index) => Math.min(longestSeconds, (seconds[index + 1] ?? at + longestSeconds) - at));
}

function overNeighbours(seconds: Float64Array, at: number, reach: number, visit: (other: number) => void): void {
	const here = seconds[at] ?? 0;
	for (let other = at; other >= 0 && here - (seconds[other] ?? 0) <= reach; other--) visit(other);
	for (let other = at + 1; other < seconds.length && (seconds[other] ?? 0) - here <= reach; other++) visit(other);
}

/** A value against the mean of those around it, 0 to 3. */
function relative(seconds: Float64Array, values: Float32Array, at: number): number {
	let sum = 0;
	let count = 0;
	overNeighbours(seconds, at, localSeconds, (other) => {
		sum += values[other] ?? 0;
		count++;
	});
	return sum > 0 ? Math.min(3, ((values[at] ?? 0) * count) / sum) : 1;
}

const before = new Float32Array(12);
const after = new Float32Array(12);

/** One minus the cosine of what is struck before and from a stroke on. */
function harmonyChange(seconds: Float64Array, chroma: Float32Array, at: number): number {
	before.fill(0);
	after.fill(0);
	const here = seconds[at] ?? 0;
	overNeighbours(seconds, at, harmonySeconds, (other) => {
		const into = (seconds[other] ?? 0) < here ? before : after;
		for (let bin = 0; bin < 12; bin++) into[bin] = (into[bin] ?? 0) + (chroma[12 * other + bin] ?? 0);
	});
	return 1 - likeness(before, 0, after, 0);
}

/** Cosine of two rows of twelve; 1 where either is empty. */
export function likeness(one: Float32Array, oneAt: number, other: Float32Array, otherAt: number): number {
	let product = 0;
	let ownPower = 0;
	let otherPower = 0;
	for (let bin = 0; bin < 12; bin++) {
		const a = one[oneAt + bin] ?? 0;
		const b = other[otherAt + bin] ?? 0;
		product += a * b;
		ownPower += a * a;
		otherPower += b * b;
	}
	return ownPower < 1e-6 || otherPower < 1e-6 ? 1 : product / Math.sqrt(ownPower * otherPower);
}
