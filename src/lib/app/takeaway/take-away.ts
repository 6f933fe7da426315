import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import { toTempoMap } from '$core/time/index.ts';
import { toMidi, type MidiOptions } from '$formats/midi/index.ts';
import { toNotesCsv } from '$formats/notes-csv/index.ts';
import { toNotesJson } from '$formats/notes-json/index.ts';
import type { Song } from '$contracts/song.ts';
import { bendStepSeconds, type PresetName, type Transcription } from '$contracts/transcription.ts';

export interface TakenAway {
	readonly content: Blob;
	readonly fileName: string;
}

/** General MIDI programmes that stand for the presets: grand piano, steel guitar, finger bass, voice "oohs". */
const programmes: Readonly<Record<PresetName, number>> = { piano: 0, guitar: 25, bass: 33, voice: 53, other: 0 };

/** A song's notes as a file to be saved. */
export function takeAway(
	song: Pick<Song, 'title' | 'artist'>,
	transcription: Transcription,
	kind: 'midi' | 'csv' | 'json',
	options: { readonly bends: boolean; readonly music?: EffectiveAnalysis | null }
): TakenAway {
	const { notes } = transcription;
	switch (kind) {
		case 'midi': {
			const programme = programmes[transcription.preset];
			const bytes = toMidi(notes, {
				title: song.title,
				programme,
				bends: options.bends,
				bendStepSeconds,
				...(options.music ? writtenTime(options.music) : {})
			});
			return { content: new Blob([bytes], { type: 'audio/midi' }), fileName: `${song.title}.mid` };
		}
		case 'csv':
			return { content: new Blob([toNotesCsv(notes)], { type: 'text/csv' }), fileName: `${song.title}.csv` };
		case 'json': {
			const { algorithm, durationSeconds } = transcription;
			const facts = { title: song.title, artist: song.artist, durationSeconds, algorithm, bendStepSeconds };
			return { content: new Blob([toNotesJson(notes, facts)], { type: 'application/json' }), fileName: `${song.title}.json` };
		}
	}
}

/** The song's own beats and bars; nothing where no beat is known. */
function writtenTime({ grid, meter }: EffectiveAnalysis): Pick<MidiOptions, 'tempoMap' | 'timeSignature'> {
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
