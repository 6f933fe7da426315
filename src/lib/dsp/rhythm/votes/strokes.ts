import { toOnsetGroups, type EvidenceNote } from '../../../core/rhythm/index.ts';

/** What of a stroke may speak for a beat: that it is there, is the bass, is long, brings new harmony. Each 0 or more. */
export const strokeMarks = { struck: 0, bass: 1, long: 2, harmony: 3 } as const;
export const markCount = 4;

/** Notes struck together, with all that may speak for a beat there. */
export interface Strokes {
	/** Ascending. */
	readonly seconds: Float64Array;
	/** strokes x `markCount`. */
	readonly marks: Float32Array;
	/** Share of the notes that sound with another; 0 for a lone line, 1 for two hands. */
	readonly together: number;
}

/** Around a stroke: where the lowest note is sought, whose harmony is compared, and to whose length its own is, seconds. */
const bassSeconds = 0.9;
const harmonySeconds = 0.8;
const localSeconds = 4;
/** Up to this far above the lowest note around, a note is the bass; semitones. */
const bassSemitones = 4;
const longestSeconds = 2;
/** Times the usual length around from which a stroke is long. */
const leastLong = 0.8;

/** Strokes of what was written down, whatever the beats may be. Time is linear in the notes for music that hands can play. */
export function toStrokes(notes: readonly EvidenceNote[]): Strokes {
	const groups = toOnsetGroups(notes);
	const seconds = Float64Array.from(groups, (group) => group.seconds);
	const lowest = Float32Array.from(groups, (group) => group.notes.reduce((low, note) => Math.min(low, note.pitchMidi), 127));
	const gaps = seconds.map((at, index) => Math.min(longestSeconds, (seconds[index + 1] ?? at + longestSeconds) - at));
	const chroma = new Float32Array(12 * groups.length);
	for (const [at, group] of groups.entries())
		for (const { pitchMidi, onsetSeconds, offsetSeconds } of group.notes) {
			const bin = 12 * at + (Math.round(pitchMidi) % 12);
			chroma[bin] = (chroma[bin] ?? 0) + Math.sqrt(Math.max(0, Math.min(longestSeconds, offsetSeconds - onsetSeconds)));
		}
	const marks = new Float32Array(groups.length * markCount);
	for (const [at, { weight }] of groups.entries()) {
		let low = 127;
		overNeighbours(seconds, at, bassSeconds, (other) => (low = Math.min(low, lowest[other] ?? 127)));
		marks.set(
			[
				Math.sqrt(weight),
				Math.max(0, 1 - ((lowest[at] ?? 0) - low) / bassSemitones),
				Math.max(0, toRelativeLength(seconds, gaps, at) - leastLong),
				toHarmonyChange(seconds, chroma, at)
			],
			at * markCount
		);
	}
	return { seconds, marks, together: toTogether(notes) };
}

/** Notes that overlap by less are played one after the other, seconds. */
const leastOverlapSeconds = 0.06;
const chordSeconds = 0.03;

function toTogether(notes: readonly EvidenceNote[]): number {
	const sorted = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	let count = 0;
	let ends = -Infinity;
	for (const [at, { onsetSeconds, offsetSeconds }] of sorted.entries()) {
		const isChord = (sorted[at + 1]?.onsetSeconds ?? Infinity) <= onsetSeconds + chordSeconds;
		if (isChord || ends > onsetSeconds + leastOverlapSeconds) count++;
		ends = Math.max(ends, offsetSeconds);
	}
	return count / Math.max(1, sorted.length);
}

function overNeighbours(seconds: Float64Array, at: number, reach: number, visit: (other: number) => void): void {
	const here = seconds[at] ?? 0;
	for (let other = at; other >= 0 && here - (seconds[other] ?? 0) <= reach; other--) visit(other);
	for (let other = at + 1; other < seconds.length && (seconds[other] ?? 0) - here <= reach; other++) visit(other);
}

/** Time to the next stroke against the mean around, 0 to 3. */
function toRelativeLength(seconds: Float64Array, gaps: Float64Array, at: number): number {
	let sum = 0;
	let count = 0;
	overNeighbours(seconds, at, localSeconds, (other) => {
		sum += gaps[other] ?? 0;
		count++;
	});
	return sum > 0 ? Math.min(3, ((gaps[at] ?? 0) * count) / sum) : 1;
}

const before = new Float32Array(12);
const after = new Float32Array(12);

/** One minus the cosine of what is struck before a stroke and from it on; 0 where either is empty. */
function toHarmonyChange(seconds: Float64Array, chroma: Float32Array, at: number): number {
	before.fill(0);
	after.fill(0);
	const here = seconds[at] ?? 0;
	overNeighbours(seconds, at, harmonySeconds, (other) => {
		const into = (seconds[other] ?? 0) < here ? before : after;
		for (let bin = 0; bin < 12; bin++) into[bin] = (into[bin] ?? 0) + (chroma[12 * other + bin] ?? 0);
	});
	let product = 0;
	let powerBefore = 0;
	let powerAfter = 0;
	for (let bin = 0; bin < 12; bin++) {
		const [a, b] = [before[bin] ?? 0, after[bin] ?? 0];
		product += a * b;
		powerBefore += a * a;
		powerAfter += b * b;
	}
	return powerBefore < 1e-6 || powerAfter < 1e-6 ? 0 : 1 - product / Math.sqrt(powerBefore * powerAfter);
}
