import type { EffectiveAnalysis } from '../analysis/index.ts';
import { endTick, type Clef, type Score, type ScoreNote } from '../score/index.ts';
import { medianBeatSeconds } from '../time/index.ts';
import { toBeatLine, type BeatLine } from './beat-line.ts';
import { isCompoundMeter } from './compound.ts';
import type { EvidenceNote, QuantiseOptions } from './evidence-note.ts';
import { quantiseOnsets, type PlacedNotes } from './grid/quantise-onsets.ts';
import { layScoreBars } from './lay-score-bars.ts';
import { toChordMarks, toDynamics, toSectionMarks } from './marks.ts';
import { assignHands } from './voices/hands.ts';
import { writeVoices, type VoicedNote } from './voices/voices.ts';

export interface WriteOptions extends QuantiseOptions {
	readonly songId: string;
	readonly title: string;
	readonly artist: string;
	/** What plays: a piano has two staves, all others one in the clef that fits. */
	readonly instrument: 'piano' | 'guitar' | 'bass' | 'voice' | 'other';
}

/** A note of the line with its staff: what the score's notes are made from. */
export interface StavedNote extends VoicedNote {
	readonly staff: number;
}

const instruments = {
	piano: { name: 'Piano', programme: 0 },
	guitar: { name: 'Guitar', programme: 24 },
	bass: { name: 'Bass', programme: 33 },
	voice: { name: 'Voice', programme: 52 },
	other: { name: 'Melody', programme: 0 }
} as const;

/**
 * Writes what was heard: every note on a grid that follows the beats, in voices and hands, with bars, keys, chords, sections
 * and dynamics, and a tempo map by which the recording goes on sounding where it is written. The same input gives the same
 * score, ids aside.
 * @param notes in any order; without any there is one empty bar
 */
export function writeScore(
	notes: readonly EvidenceNote[],
	analysis: EffectiveAnalysis,
	options: WriteOptions,
	newId: () => string
): Score {
	const firstSeconds = notes.reduce((least, { onsetSeconds }) => Math.min(least, onsetSeconds), Infinity);
	const lastSeconds = notes.reduce((most, { offsetSeconds }) => Math.max(most, offsetSeconds), 0);
	const startSeconds = Number.isFinite(firstSeconds) ? firstSeconds : (analysis.grid.beatsSeconds[0] ?? 0);
	const isCompound = isCompoundMeter(analysis, notes);
	const line = toBeatLine(analysis, isCompound, startSeconds, lastSeconds);
	const placed = quantiseOnsets(notes, line, options);
	const staved = writeStaves(placed, line, options.instrument);
	const firstTick = placed.notes[0]?.tick ?? 0;
	const lastTick = staved.reduce((most, note) => Math.max(most, note.placed.tick + Math.max(1, note.ticks)), firstTick + 1);
	const { bars, startTick } = layScoreBars(line, analysis, firstTick, lastTick, newId);
	const written = staved.map((note) => toScoreNote(note, startTick, newId));
	const place = { line, startTick, bars };
	const { name, programme } = instruments[options.instrument];
	return {
		schemaVersion: 1,
		id: newId(),
		songId: options.songId,
		revision: 0,
		title: options.title,
		artist: options.artist,
		origin: 'heard',
		bars: [...bars],
		parts: [
			{
				id: newId(),
				name,
				programme,
				isDrums: false,
				staves: clefsFor(options.instrument, notes).map((clef) => ({ clef })),
				transposeSemitones: 0,
				notes: written,
				slurs: [],
				dynamics: toDynamics(written, bars, newId),
				hairpins: [],
				pedals: [],
				clefChanges: [],
				ottavas: []
			}
		],
		tempoMap: line.beatsSeconds.map((seconds, beat) => ({ tick: beat * line.beatTicks - startTick, seconds })),
		tempoMarks: [{ id: newId(), tick: 0, bpm: toBpm(line, analysis), beatTicks: line.beatTicks }],
		swings: toSwings(placed, line, startTick, endTick({ bars: [...bars] }), newId),
		chords: toChordMarks(analysis.chords, place, newId),
		sections: toSectionMarks(analysis.sections, place, newId)
	};
}

/** Staff, voice and length of each note that has its place. */
export function writeStaves(placed: PlacedNotes, line: BeatLine, instrument: WriteOptions['instrument']): StavedNote[] {
	const { notes, unitTicks } = placed;
	const { beatTicks, isCompound } = line;
	const barTicks = line.bars.map(({ firstBeat }) => firstBeat * beatTicks);
	const staffOf = instrument === 'piano' ? assignHands(notes) : notes.map(() => 0);
	const mostVoices = instrument === 'voice' || instrument === 'bass' ? 1 : 2;
	const staves = instrument === 'piano' ? [0, 1] : [0];
	const written = staves.flatMap((staff) => {
		const own = notes.filter((_, at) => staffOf[at] === staff);
		return writeVoices(own, { beatTicks, isCompound, barTicks, unitTicks, mostVoices }).map((note) => ({ ...note, staff }));
	});
	const order = new Map(notes.map((note, at) => [note, at]));
	return written.sort((a, b) => (order.get(a.placed) ?? 0) - (order.get(b.placed) ?? 0));
}

function toScoreNote({ placed, voice, ticks, staff }: StavedNote, startTick: number, newId: () => string): ScoreNote {
	const { id, pitchMidi, velocity, confidence } = placed.evidence;
	const note: ScoreNote = {
		id: newId(),
		tick: placed.tick - startTick,
		ticks,
		pitchMidi,
		staff,
		voice,
		velocity,
		evidence: { id, confidence }
	};
	return placed.isGrace ? { ...note, grace: 'slashed' } : note;
}

/** Median pitches between which a clef stands, MIDI numbers. */
const middleC = 60;

function clefsFor(instrument: WriteOptions['instrument'], notes: readonly EvidenceNote[]): Clef[] {
	if (instrument === 'piano') return ['treble', 'bass'];
	if (instrument === 'guitar') return ['treble8vb'];
	if (instrument === 'bass') return ['bass8vb'];
	const pitches = notes.map(({ pitchMidi }) => pitchMidi).sort((a, b) => a - b);
	const median = pitches[pitches.length >> 1] ?? middleC;
	if (median >= middleC - 1) return ['treble'];
	return [instrument === 'voice' && median >= middleC - 8 ? 'treble8vb' : 'bass'];
}

function toBpm({ beatsSeconds }: BeatLine, { tempo }: EffectiveAnalysis): number {
	const median = 60 / medianBeatSeconds(beatsSeconds);
	return Math.min(1000, Math.round(Number.isFinite(median) ? median : (tempo?.value ?? 100)));
}

function toSwings(
	{ swings, swingMiddle }: PlacedNotes,
	{ beatTicks }: BeatLine,
	startTick: number,
	lastTick: number,
	newId: () => string
): Score['swings'] {
	if (swingMiddle === null) return [];
	const ratio = Math.min(4, Math.max(1, swingMiddle / (1 - swingMiddle)));
	return swings.map(({ firstBeat, endBeat }) => ({
		id: newId(),
		tick: Math.max(0, firstBeat * beatTicks - startTick),
		endTick: Math.min(lastTick, endBeat * beatTicks - startTick),
		ratio: Math.round(ratio * 100) / 100,
		unitTicks: beatTicks / 2
	}));
}
