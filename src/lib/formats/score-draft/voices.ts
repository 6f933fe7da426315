import type { ScoreNote } from '$core/score/index.ts';

const voiceCount = 4;

interface Sounding {
	notes: ScoreNote[];
	tick: number;
	endTick: number;
}

/**
 * Lays the notes of one staff into voices in which they begin and end together or do not overlap. A note keeps its voice where it
 * can; `fresh` notes have none yet and take the first that is free, the highest of a moment first. With more than four lengths at
 * once the note that loses least is shortened.
 * @param notes by tick
 * @returns the notes in new objects, in the order given, and how many were shortened
 */
export function layVoices(
	notes: readonly ScoreNote[],
	fresh: boolean
): { readonly notes: ScoreNote[]; readonly shortened: number } {
	const voices = Array.from({ length: voiceCount }, (): Sounding => ({ notes: [], tick: -1, endTick: 0 }));
	const laid = notes.map((note) => ({ ...note }));
	const shortenedNotes = new Set<ScoreNote>();
	const order = laid.map((note, index) => ({ note, index }));
	if (fresh) order.sort((a, b) => a.note.tick - b.note.tick || b.note.pitchMidi - a.note.pitchMidi || a.index - b.index);
	for (const { note } of order) {
		if (note.ticks === 0) continue;
		const voice = voiceFor(voices, note, fresh ? undefined : note.voice);
		note.voice = voice;
		const sounding = voices[voice];
		if (sounding === undefined) continue;
		const isSameStart = sounding.tick === note.tick;
		if (isSameStart && sounding.endTick !== note.tick + note.ticks) {
			note.ticks = sounding.endTick - note.tick;
			shortenedNotes.add(note);
		} else if (!isSameStart && sounding.endTick > note.tick) {
			for (const earlier of sounding.notes) {
				earlier.ticks = note.tick - earlier.tick;
				shortenedNotes.add(earlier);
			}
		}
		voices[voice] = {
			notes: isSameStart ? [...sounding.notes, note] : [note],
			tick: note.tick,
			endTick: note.tick + note.ticks
		};
	}
	return { notes: laid, shortened: shortenedNotes.size };
}

function voiceFor(voices: readonly Sounding[], note: ScoreNote, wanted: number | undefined): number {
	const endTick = note.tick + note.ticks;
	const isChord = (voice: Sounding): boolean => voice.tick === note.tick && voice.endTick === endTick;
	const isFree = (voice: Sounding): boolean => voice.endTick <= note.tick;
	const own = wanted === undefined ? undefined : voices[wanted];
	if (wanted !== undefined && own !== undefined && (isChord(own) || isFree(own))) return wanted;
	const chord = voices.findIndex(isChord);
	if (chord >= 0) return chord;
	const free = voices.findIndex(isFree);
	if (free >= 0) return free;
	const losses = voices.map((voice) =>
		voice.tick === note.tick ? Math.abs(voice.endTick - endTick) : voice.endTick - note.tick
	);
	return losses.indexOf(Math.min(...losses));
}
