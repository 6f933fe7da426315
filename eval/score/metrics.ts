/** A note on a page, made comparable with another page of the same recording. */
export interface ComparedNote {
	readonly pitchMidi: number;
	/** When its place is played, by the page's own times. */
	readonly seconds: number;
	/** When the beat it lies in is played. */
	readonly beatSeconds: number;
	/** How far into that beat it stands, 0 to 1. */
	readonly share: number;
	readonly lengthQuarters: number;
}

export interface ComparedBar {
	readonly seconds: number;
	readonly beats: number;
	readonly beatType: number;
}

/** F over all notes of both pages, so that extra and missing ones count against it. */
export interface NoteScores {
	readonly position: number;
	readonly value: number;
	readonly both: number;
}

/** Beats as near as this are the same one, as where beats are measured. */
const beatWindowSeconds = 0.07;
/** Notes further apart than this, by their places on the page, are not two readings of one. */
const noteWindowSeconds = 0.6;
const leastPart = 1 / 96;

/** Pairs of notes of one pitch that mean each other: the alignment that keeps the order and moves notes least. */
export function pairNotes(
	printed: readonly ComparedNote[],
	written: readonly ComparedNote[]
): (readonly [ComparedNote, ComparedNote])[] {
	const pitches = new Set(printed.map(({ pitchMidi }) => pitchMidi));
	return [...pitches].flatMap((pitch) => {
		const own = (notes: readonly ComparedNote[]): ComparedNote[] =>
			notes.filter(({ pitchMidi }) => pitchMidi === pitch).sort((a, b) => a.seconds - b.seconds);
		return align(own(printed), own(written));
	});
}

function align(a: readonly ComparedNote[], b: readonly ComparedNote[]): (readonly [ComparedNote, ComparedNote])[] {
	const width = b.length + 1;
	const cost = new Float64Array((a.length + 1) * width);
	const skip = noteWindowSeconds / 2;
	for (let i = 0; i <= a.length; i++) {
		for (let j = 0; j <= b.length; j++) {
			if (i === 0 || j === 0) cost[i * width + j] = (i + j) * skip;
			else {
				const moved = Math.abs((a[i - 1]?.seconds ?? 0) - (b[j - 1]?.seconds ?? 0));
				cost[i * width + j] = Math.min(
					(cost[(i - 1) * width + j] ?? 0) + skip,
					(cost[i * width + j - 1] ?? 0) + skip,
					(cost[(i - 1) * width + j - 1] ?? 0) + moved
				);
			}
		}
	}
	const pairs: (readonly [ComparedNote, ComparedNote])[] = [];
	for (let i = a.length, j = b.length; i > 0 && j > 0;) {
		const here = cost[i * width + j] ?? 0;
		const first = a[i - 1];
		const second = b[j - 1];
		if (first === undefined || second === undefined) break;
		if (Math.abs(here - (cost[(i - 1) * width + j - 1] ?? 0) - Math.abs(first.seconds - second.seconds)) < 1e-9) {
			pairs.push([first, second]);
			i--;
			j--;
		} else if (Math.abs(here - (cost[(i - 1) * width + j] ?? 0) - skip) < 1e-9) i--;
		else j--;
	}
	return pairs;
}

const isRightPlace = (a: ComparedNote, b: ComparedNote): boolean =>
	Math.abs(a.beatSeconds - b.beatSeconds) <= beatWindowSeconds && Math.abs(a.share - b.share) < leastPart;
const isRightValue = (a: ComparedNote, b: ComparedNote): boolean => Math.abs(a.lengthQuarters - b.lengthQuarters) < leastPart;

/** 0 where either page is empty. */
export function toNoteScores(printed: readonly ComparedNote[], written: readonly ComparedNote[]): NoteScores {
	if (printed.length === 0 || written.length === 0) return { position: 0, value: 0, both: 0 };
	const pairs = pairNotes(printed, written);
	const f = (isRight: (a: ComparedNote, b: ComparedNote) => boolean): number =>
		(2 * pairs.filter(([a, b]) => isRight(a, b)).length) / (printed.length + written.length);
	return { position: f(isRightPlace), value: f(isRightValue), both: f((a, b) => isRightPlace(a, b) && isRightValue(a, b)) };
}

/** Share of the printed bars that a written one begins with, in the same meter. */
export function toMeterShare(printed: readonly ComparedBar[], written: readonly ComparedBar[]): number {
	if (printed.length === 0) return 0;
	const right = printed.filter(({ seconds, beats, beatType }) =>
		written.some(
			(bar) => Math.abs(bar.seconds - seconds) <= beatWindowSeconds && bar.beats === beats && bar.beatType === beatType
		)
	);
	return right.length / printed.length;
}
