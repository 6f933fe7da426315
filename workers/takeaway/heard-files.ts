import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import { endTick, tickToSeconds, ticksPerQuarter, type Score } from '$core/score/index.ts';
import { toTempoMap } from '$core/time/index.ts';
import { toMidi, type MidiOptions } from '$formats/midi/index.ts';
import { toNotesCsv } from '$formats/notes-csv/index.ts';
import { toNotesJson } from '$formats/notes-json/index.ts';
import type { Song } from '$contracts/song.ts';
import { bendStepSeconds, type NoteEvidence, type PresetName, type Transcription } from '$contracts/transcription.ts';

/** General MIDI programmes that stand for the presets: grand piano, steel guitar, finger bass, voice "oohs". */
const programmes: Readonly<Record<PresetName, number>> = { piano: 0, guitar: 25, bass: 33, voice: 53, other: 0 };

/** A stretch of the recording. */
export interface HeardStretch {
	readonly fromSeconds: number;
	readonly toSeconds: number;
}

/** The notes that begin in a stretch; times stay those of the recording. */
export function notesWithin(notes: readonly NoteEvidence[], stretch: HeardStretch | null): readonly NoteEvidence[] {
	if (stretch === null) return notes;
	return notes.filter(({ onsetSeconds }) => onsetSeconds >= stretch.fromSeconds && onsetSeconds < stretch.toSeconds);
}

/**
 * Notes as they were heard, on one track: along the bars of a score where there is one, else along the song's own beats.
 * @param cut the bars to be written, from second 0; null for the whole song
 */
export function heardMidi(
	{ title, transcription }: { readonly title: string; readonly transcription: Transcription },
	options: { readonly bends: boolean; readonly music: EffectiveAnalysis | null },
	cut: { readonly score: Score; readonly stretch: HeardStretch } | null
): Uint8Array<ArrayBuffer> {
	const { notes, preset } = transcription;
	const common = { title, programme: programmes[preset], bends: options.bends, bendStepSeconds };
	if (cut === null) return toMidi(notes, { ...common, ...(options.music === null ? {} : alongBeats(options.music)) });
	const { fromSeconds, toSeconds } = cut.stretch;
	const moved = notesWithin(notes, cut.stretch).map((note) => ({
		...note,
		onsetSeconds: note.onsetSeconds - fromSeconds,
		offsetSeconds: Math.min(note.offsetSeconds, toSeconds) - fromSeconds
	}));
	return toMidi(moved, { ...common, ...alongBars(cut.score) });
}

export function heardCsv({ notes }: Transcription, stretch: HeardStretch | null): string {
	return toNotesCsv(notesWithin(notes, stretch));
}

export function heardJson(
	{ title, artist }: Pick<Song, 'title' | 'artist'>,
	{ notes, algorithm, durationSeconds }: Transcription,
	stretch: HeardStretch | null
): string {
	return toNotesJson(notesWithin(notes, stretch), { title, artist, durationSeconds, algorithm, bendStepSeconds });
}

/** The song's own beats and bars; nothing where no beat is known. */
function alongBeats({ grid, meter }: EffectiveAnalysis): Pick<MidiOptions, 'tempoMap' | 'timeSignature'> {
	const beatsPerBar = meter?.value ?? 4;
	const division = meter?.division ?? 2;
	const tempoMap = toTempoMap(grid, beatsPerBar, division);
	if (tempoMap.length === 0) return {};
	const timeSignature =
		division === 3
			? ({ numerator: 3 * beatsPerBar, denominator: 8 } as const)
			: ({ numerator: beatsPerBar, denominator: 4 } as const);
	return { tempoMap, timeSignature };
}

function alongBars(score: Score): Pick<MidiOptions, 'tempoMap' | 'timeSignature'> {
	const last = endTick(score);
	const ends = [0, last].map((tick) => ({ tick, seconds: tickToSeconds(score.tempoMap, tick) }));
	const inside = score.tempoMap.filter(({ tick }) => tick > 0 && tick < last);
	const points = [...ends.slice(0, 1), ...inside, ...ends.slice(1)];
	const meter = score.bars[0]?.meter;
	const denominator = ([2, 4, 8, 16] as const).find((type) => type === meter?.beatType);
	return {
		tempoMap: points.map(({ tick, seconds }) => ({ seconds, quarters: tick / ticksPerQuarter })),
		...(meter === undefined || denominator === undefined ? {} : { timeSignature: { numerator: meter.beats, denominator } })
	};
}
