import type { ScoreNote } from '$core/score/index.ts';

/** Lays the words of a `w:` line under the notes of the line of music before it: a syllable for each note or chord. */
export function giveWords(line: string, notes: readonly ScoreNote[]): void {
	const sung = notes.filter(({ ticks, tick }, i) => ticks > 0 && tick !== notes[i - 1]?.tick);
	let at = 0;
	for (const [piece, word, hyphen] of line.matchAll(/([^\s\-_*|]+)(-?)|[_*-]/g)) {
		const note = sung[at++];
		if (note === undefined) return;
		if (word === undefined) continue;
		const syllable = `${word.replaceAll('~', ' ')}${hyphen ?? ''}`.slice(0, 500);
		note.lyrics = [...(note.lyrics ?? []), piece === '' ? '' : syllable].slice(0, 8);
	}
}
