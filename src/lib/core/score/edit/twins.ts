import { tickToSeconds } from '../clock.ts';
import type { Score, ScoreNote } from '../score.ts';

/** Notes of one pitch that sound so near to each other are the same note, heard twice; seconds. */
const sameNoteSeconds = 0.08;

/** The note of the other score that each note is; one for one, the nearest first. */
export function toTwins(
	notes: readonly ScoreNote[],
	from: Score,
	others: readonly ScoreNote[],
	to: Score
): Map<string, ScoreNote> {
	const byPitch = new Map<number, { readonly note: ScoreNote; readonly seconds: number }[]>();
	for (const note of others) {
		const list = byPitch.get(note.pitchMidi) ?? [];
		byPitch.set(note.pitchMidi, list);
		list.push({ note, seconds: tickToSeconds(to.tempoMap, note.tick) });
	}
	const pairs = notes.flatMap(({ id, pitchMidi, tick }) => {
		const seconds = tickToSeconds(from.tempoMap, tick);
		return (byPitch.get(pitchMidi) ?? [])
			.map((other) => ({ id, note: other.note, distance: Math.abs(other.seconds - seconds) }))
			.filter(({ distance }) => distance <= sameNoteSeconds);
	});
	const twins = new Map<string, ScoreNote>();
	const taken = new Set<string>();
	for (const { id, note } of pairs.sort((a, b) => a.distance - b.distance)) {
		if (twins.has(id) || taken.has(note.id)) continue;
		twins.set(id, note);
		taken.add(note.id);
	}
	return twins;
}
