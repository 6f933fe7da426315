import { tickToSeconds } from '../../score/clock.ts';
import type { Part, ScoreNote, TempoPoint } from '../../score/score.ts';
import { finger } from './finger.ts';
import type { FingeredNote, FingerNote, FingerOptions } from './finger-note.ts';

/** Grace notes come this much before what they belong to and before each other, ticks: a 64th. */
const graceTicks = 630;

/**
 * The notes of a part that want a string, in their order, each with when it sounds. A harmonic stands where someone put it: its
 * pitch is not that of its fret.
 */
export function toFingerNotes(part: Pick<Part, 'notes'>, tempoMap: readonly TempoPoint[]): FingerNote[] {
	const gracesLeft = new Map<string, number>();
	const placeOf = ({ tick, voice, staff }: ScoreNote): string => `${tick}/${voice}/${staff}`;
	for (const note of part.notes) if (note.ticks === 0) gracesLeft.set(placeOf(note), (gracesLeft.get(placeOf(note)) ?? 0) + 1);
	return part.notes.flatMap((note): FingerNote[] => {
		if (note.technique?.harmonic !== undefined) return [];
		const before = note.ticks === 0 ? (gracesLeft.get(placeOf(note)) ?? 0) : 0;
		if (note.ticks === 0) gracesLeft.set(placeOf(note), before - 1);
		const onsetTick = note.tick - before * graceTicks;
		const endTick = note.ticks === 0 ? onsetTick + graceTicks : note.tick + note.ticks;
		return [
			{
				id: note.id,
				onsetTick,
				endTick,
				onsetSeconds: tickToSeconds(tempoMap, onsetTick),
				endSeconds: tickToSeconds(tempoMap, endTick),
				pitchMidi: note.pitchMidi,
				...(note.isStringLocked === true && note.string !== undefined ? { lockedString: note.string } : {}),
				...(note.evidence === undefined ? {} : { confidence: note.evidence.confidence })
			}
		];
	});
}

/**
 * A part with a string and a fret on every note that can have them, and none on the others.
 * @returns the part, and what `finger` says of each note; of none for a part without a fretboard
 */
export function fingerPart(
	part: Part,
	tempoMap: readonly TempoPoint[],
	options: FingerOptions = {}
): { readonly part: Part; readonly fingered: readonly FingeredNote[] } {
	if (part.fretboard === undefined) return { part, fingered: [] };
	const fingered = finger(toFingerNotes(part, tempoMap), part.fretboard, options);
	const byId = new Map(fingered.map((each) => [each.noteId, each]));
	const notes = part.notes.map((note): ScoreNote => {
		const place = byId.get(note.id);
		if (place === undefined) return note;
		const { string, fret: _, isStringLocked, ...rest } = note;
		if (place.isPlayed)
			return { ...rest, string: place.string, fret: place.fret, ...(isStringLocked === undefined ? {} : { isStringLocked }) };
		// A lock that cannot be kept now is kept for when it can.
		return isStringLocked === true && string !== undefined ? { ...rest, string, isStringLocked } : rest;
	});
	return { part: { ...part, notes }, fingered };
}
