import { noteBins, type Matrices } from './matrices.ts';

/** A place where a note may begin. */
export interface Candidate {
	readonly frame: number;
	readonly bin: number;
	/** True when only the note matrix rises here, without a peak of the onset matrix. */
	readonly isRise: boolean;
}

export interface CandidateLimits {
	/** Bytes. */
	readonly minimumOnset: number;
	readonly minimumRise: number;
	readonly minimumNote: number;
}

export const candidateLimits: CandidateLimits = { minimumOnset: 46, minimumRise: 36, minimumNote: 64 };

/** Frames over which a rise of the note matrix is measured, and within which an onset peak makes it redundant. */
const riseFrames = 3;
const riseGuard = 6;

/**
 * Peaks of the onset matrix, and steep rises of the note matrix where the onset matrix has none, from `from` up to but
 * not including `to`, sorted by frame.
 */
export function toCandidates(matrices: Matrices, from: number, to: number, limits = candidateLimits): Candidate[] {
	const { notes, onsets, frames } = matrices;
	const out: Candidate[] = [];
	const at = (matrix: Uint8Array, frame: number, bin: number): number =>
		frame < 0 || frame >= frames ? 0 : (matrix[frame * noteBins + bin] ?? 0);
	const isOnsetPeak = (frame: number, bin: number): boolean => {
		const value = at(onsets, frame, bin);
		if (value < limits.minimumOnset || value <= at(onsets, frame - 1, bin) || value < at(onsets, frame + 1, bin)) return false;
		let loudest = 0;
		for (let next = frame; next <= frame + 10; next++) loudest = Math.max(loudest, at(notes, next, bin));
		return loudest >= limits.minimumNote;
	};
	const rise = (frame: number, bin: number): number => at(notes, frame + riseFrames, bin) - at(notes, frame - 1, bin);
	for (let frame = from; frame < to; frame++) {
		const row = frame * noteBins;
		const riseRow = row + riseFrames * noteBins;
		for (let bin = 0; bin < noteBins; bin++) {
			// Nearly every cell is quiet in both matrices and can be neither.
			if ((onsets[row + bin] ?? 0) < limits.minimumOnset && (notes[riseRow + bin] ?? 0) < limits.minimumNote) continue;
			if (isOnsetPeak(frame, bin)) {
				out.push({ frame, bin, isRise: false });
				continue;
			}
			const height = rise(frame, bin);
			if (height < limits.minimumRise || at(notes, frame + riseFrames, bin) < limits.minimumNote) continue;
			if (height <= rise(frame - 1, bin) || height < rise(frame + 1, bin)) continue;
			let isGuarded = false;
			for (let near = frame - riseGuard; near <= frame + riseGuard && !isGuarded; near++) isGuarded = isOnsetPeak(near, bin);
			if (!isGuarded) out.push({ frame, bin, isRise: true });
		}
	}
	return out;
}
