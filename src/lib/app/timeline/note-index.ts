import type { NoteEvidence } from '$contracts/transcription.ts';
import { countBelow } from '$core/order/index.ts';

/**
 * Notes laid out for questions about time, in typed arrays so that a frame asks without allocating. Notes come in blocks
 * of 64 with the latest offset of each, so that one long pedal note does not make every later question start at it.
 */
export interface NoteIndex {
	readonly notes: readonly NoteEvidence[];
	readonly onsets: Float64Array;
	readonly offsets: Float64Array;
	readonly pitches: Uint8Array;
	readonly blockLatest: Float64Array;
	readonly lowestMidi: number;
	readonly highestMidi: number;
}

const blockSize = 64;

/** @param notes sorted by onset */
export function toNoteIndex(notes: readonly NoteEvidence[]): NoteIndex {
	const count = notes.length;
	const onsets = new Float64Array(count);
	const offsets = new Float64Array(count);
	const pitches = new Uint8Array(count);
	const blockLatest = new Float64Array(Math.ceil(count / blockSize)).fill(-Infinity);
	let lowestMidi = Infinity;
	let highestMidi = -Infinity;
	notes.forEach((note, at) => {
		onsets[at] = note.onsetSeconds;
		offsets[at] = note.offsetSeconds;
		pitches[at] = note.pitchMidi;
		const block = Math.floor(at / blockSize);
		blockLatest[block] = Math.max(blockLatest[block] ?? -Infinity, note.offsetSeconds);
		lowestMidi = Math.min(lowestMidi, note.pitchMidi);
		highestMidi = Math.max(highestMidi, note.pitchMidi);
	});
	return { notes, onsets, offsets, pitches, blockLatest, lowestMidi, highestMidi };
}

/** How many notes begin before `seconds`. */
export const countBefore = (index: NoteIndex, seconds: number): number => countBelow(index.onsets, seconds);

/** Visits every note that sounds somewhere in `startSeconds` to `endSeconds` (its end excluded), in order of onset. */
export function visitBetween(index: NoteIndex, startSeconds: number, endSeconds: number, visit: (at: number) => void): void {
	const end = countBefore(index, endSeconds);
	for (let block = 0; block * blockSize < end; block++) {
		if ((index.blockLatest[block] ?? 0) <= startSeconds) continue;
		const last = Math.min(end, (block + 1) * blockSize);
		for (let at = block * blockSize; at < last; at++) if ((index.offsets[at] ?? 0) > startSeconds) visit(at);
	}
}

/**
 * Fills `into` with the notes that sound at a moment.
 * @returns how many; no more than `into` holds
 */
export function soundingAt(index: NoteIndex, seconds: number, into: Int32Array): number {
	const end = countBefore(index, seconds + 1e-9);
	let count = 0;
	for (let block = 0; block * blockSize < end; block++) {
		if ((index.blockLatest[block] ?? 0) <= seconds) continue;
		const last = Math.min(end, (block + 1) * blockSize);
		for (let at = block * blockSize; at < last && count < into.length; at++) {
			if ((index.offsets[at] ?? 0) > seconds) into[count++] = at;
		}
	}
	return count;
}

/**
 * The note under a point: the one that began last where several lie on each other, and the nearest within `slopSeconds`
 * where none does; -1 for none.
 */
export function noteAt(index: NoteIndex, seconds: number, pitchMidi: number, slopSeconds = 0): number {
	let found = -1;
	let foundDistance = Infinity;
	visitBetween(index, seconds - slopSeconds, seconds + slopSeconds + 1e-9, (at) => {
		if (index.pitches[at] !== pitchMidi) return;
		const distance = Math.max(0, (index.onsets[at] ?? 0) - seconds, seconds - (index.offsets[at] ?? 0));
		if (distance <= foundDistance) {
			found = at;
			foundDistance = distance;
		}
	});
	return found;
}

/** How far to look around a note for one above or below it, seconds; the first that finds one decides. */
const reachesSeconds: readonly number[] = [0.03, 0.5, 4, 30];

/** The nearest note higher (`direction` 1) or lower (-1) around the time of note `from`; -1 for none within 30 s. */
export function verticalNeighbour(index: NoteIndex, from: number, direction: 1 | -1): number {
	const pitch = index.pitches[from];
	const onset = index.onsets[from];
	if (pitch === undefined || onset === undefined) return -1;
	for (const reach of reachesSeconds) {
		let found = -1;
		let foundInterval = Infinity;
		let foundDistance = Infinity;
		visitBetween(index, onset - reach, onset + reach, (at) => {
			const interval = ((index.pitches[at] ?? 0) - pitch) * direction;
			if (interval <= 0) return;
			const distance = Math.abs((index.onsets[at] ?? 0) - onset);
			if (interval < foundInterval || (interval === foundInterval && distance < foundDistance)) {
				found = at;
				foundInterval = interval;
				foundDistance = distance;
			}
		});
		if (found >= 0) return found;
	}
	return -1;
}
