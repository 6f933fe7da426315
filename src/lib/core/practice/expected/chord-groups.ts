interface Struck {
	readonly onsetSeconds: number;
}

/**
 * Numbers the chords of a line of notes: a note belongs to the chord before it when it is struck within `reachSeconds` of
 * that chord's first note.
 * @param notes by onset
 */
export function toChordGroups(notes: readonly Struck[], reachSeconds: number): number[] {
	let group = -1;
	let first = Number.NEGATIVE_INFINITY;
	return notes.map(({ onsetSeconds }) => {
		if (onsetSeconds - first > reachSeconds) {
			group++;
			first = onsetSeconds;
		}
		return group;
	});
}
