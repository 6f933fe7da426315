import type { Song } from '$contracts/song.ts';
import type { ScoreFileFormat } from '$contracts/score/score-file-format.ts';
import { keyWords } from '$core/intent/chip-words.ts';
import type { Score } from '$core/score/index.ts';

export const formatWords: Readonly<Record<ScoreFileFormat, string>> = {
	midi: 'MIDI',
	musicxml: 'MusicXML',
	mxl: 'MusicXML, packed',
	'guitar-pro': 'Guitar Pro',
	abc: 'ABC',
	chordpro: 'ChordPro',
	'ascii-tab': 'Tab as text',
	'score-json': 'Woodshed score'
};

/** Key, meter and tempo as they are written; what is not written is left out. */
export function writtenFacts({ music }: Pick<Song, 'music'>, score: Score | null): string[] {
	const [first] = score?.bars ?? [];
	return [
		...(music?.key === undefined ? [] : [keyWords(music.key)]),
		...(first === undefined ? [] : [`${first.meter.beats}/${first.meter.beatType}`]),
		...(music?.bpm === undefined ? [] : [`${Math.round(music.bpm)} BPM`])
	];
}
