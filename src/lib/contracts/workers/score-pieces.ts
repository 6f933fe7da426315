import type { Score, ScoreNote } from '$core/score/index.ts';

/** Notes that cross a thread at once: few enough that neither side is held by their copying. */
const notesAPiece = 2000;

/** Some notes of a part, which follow those that crossed before. */
export interface ScorePiece {
	/** Index of the part. */
	readonly part: number;
	readonly notes: readonly ScoreNote[];
}

/** A score as all of it but its notes, and these in pieces: a copy of hundreds of thousands at once would hold a frame for a second. */
export function toPieces(score: Score): { readonly frame: Score; readonly pieces: readonly ScorePiece[] } {
	const frame = { ...score, parts: score.parts.map((part) => ({ ...part, notes: [] })) };
	const pieces = score.parts.flatMap(({ notes }, part) =>
		Array.from({ length: Math.ceil(notes.length / notesAPiece) }, (_, at) => ({
			part,
			notes: notes.slice(at * notesAPiece, (at + 1) * notesAPiece)
		}))
	);
	return { frame, pieces };
}

/** The score that `toPieces` took apart. */
export function fromPieces(frame: Score, pieces: readonly ScorePiece[]): Score {
	const parts = frame.parts.map((part, index) => ({
		...part,
		notes: pieces.flatMap((piece) => (piece.part === index ? piece.notes : []))
	}));
	return { ...frame, parts };
}
