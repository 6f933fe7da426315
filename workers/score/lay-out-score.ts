import { fingerPart, heardTechniques, type HeardNote } from '$core/fretboard/fingering/index.ts';
import { toFretboard, tunings } from '$core/fretboard/index.ts';
import type { Score } from '$core/score/index.ts';
import { bendStepSeconds, type NoteEvidence, type PresetName } from '$contracts/transcription.ts';

/** Sounding range, semitones, from which notes of no named instrument are written for two hands. */
const twoHandsSemitones = 24;
/** Share of the notes that must sound beside others for it. */
const leastTogether = 0.25;

/** What a song is written for: what was named, or two hands where nothing was and one staff would be crowded. */
export function layoutFor(preset: PresetName, notes: readonly NoteEvidence[]): PresetName {
	if (preset !== 'other' || notes.length === 0) return preset;
	let lowest = 127;
	let highest = 0;
	for (const { pitchMidi } of notes) {
		lowest = Math.min(lowest, pitchMidi);
		highest = Math.max(highest, pitchMidi);
	}
	if (highest - lowest < twoHandsSemitones) return preset;
	const sorted = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	let together = 0;
	let soundsUntil = -Infinity;
	for (const { onsetSeconds, offsetSeconds } of sorted) {
		if (onsetSeconds < soundsUntil - 0.05) together++;
		soundsUntil = Math.max(soundsUntil, offsetSeconds);
	}
	return together / notes.length < leastTogether ? preset : 'piano';
}

/** Strings and frets for what is played on strings, with the bends and slides that were heard. */
export function withTab(score: Score, preset: PresetName, notes: readonly NoteEvidence[]): Score {
	const tuning = tunings.find(({ id }) => id === (preset === 'guitar' ? 'standard' : preset === 'bass' ? 'bass4' : ''));
	if (tuning === undefined) return score;
	const byEvidence = new Map(notes.map((note) => [note.id, note]));
	const parts = score.parts.map((part) => {
		const { part: fingered } = fingerPart({ ...part, fretboard: toFretboard(tuning) }, score.tempoMap);
		const heard = fingered.notes.flatMap((note): HeardNote[] => {
			const evidence = byEvidence.get(note.evidence?.id ?? '');
			if (evidence === undefined || note.string === undefined || note.fret === undefined) return [];
			const { onsetSeconds, offsetSeconds, velocity, bendCents } = evidence;
			const place = { id: note.id, string: note.string, fret: note.fret };
			return [{ ...place, onsetSeconds, endSeconds: offsetSeconds, velocity, ...(bendCents === undefined ? {} : { bendCents }) }];
		});
		const techniques = heardTechniques(heard, bendStepSeconds);
		return {
			...fingered,
			notes: fingered.notes.map((note) => {
				const technique = techniques.get(note.id);
				return technique === undefined ? note : { ...note, technique };
			})
		};
	});
	return { ...score, parts };
}
