import { exporter, importer, model, Settings } from '@coderline/alphatab';
import { barStarts, type Part, type Score, type ScoreNote } from '$core/score/index.ts';
import { toMusicXml } from '../musicxml/index.ts';
import { beatLength } from './beats.ts';

/** Shares of the work that are done once the MusicXML is written, and once alphaTab has read it. */
const writtenShare = 0.15;
const loadedShare = 0.7;

/**
 * A Guitar Pro 7 file (.gp). The score goes to alphaTab as MusicXML with strings and frets on the one staff of a fretted part, as Guitar
 * Pro has them; how strings are played is set on alphaTab's notes, whose reader leaves it out; alphaTab writes the file.
 * @param tell told how much is done, 0 to 1, after each step
 */
export function toGuitarPro(score: Score, tell: (fraction: number) => void = () => undefined): Uint8Array {
	const settings = new Settings();
	const xml = new TextEncoder().encode(toMusicXml(atConcertPitch(score), { tab: 'within', clock: 'sounds' }));
	tell(writtenShare);
	const loaded = importer.ScoreLoader.loadScoreFromBytes(xml, settings);
	const starts = barStarts(score.bars);
	score.parts.forEach((part, index) => {
		const track = loaded.tracks[index];
		if (track === undefined) return;
		for (const staff of track.staves) staff.displayTranspositionPitch = part.transposeSemitones;
		if (part.fretboard !== undefined) playStrings(part, track, starts);
	});
	loaded.finish(settings);
	tell(loadedShare);
	return new exporter.Gp7Exporter().export(loaded, settings);
}

/** alphaTab's reader loses the ties of transposing parts: how they are written is said afterwards. */
function atConcertPitch(score: Score): Score {
	return { ...score, parts: score.parts.map((part) => ({ ...part, transposeSemitones: 0 })) };
}

function playStrings(part: Part, track: model.Track, starts: readonly number[]): void {
	const byPlace = new Map(part.notes.filter(({ ticks }) => ticks > 0).map((note) => [`${note.tick} ${note.string}`, note]));
	for (const staff of track.staves) {
		// Lines of the staff that we wrote stood for strings.
		staff.standardNotationLineCount = 5;
		for (const bar of staff.bars) {
			for (const voice of bar.voices) {
				let tick = starts[bar.index] ?? 0;
				for (const beat of voice.beats) {
					for (const note of beat.notes) {
						const source = byPlace.get(`${Math.round(tick)} ${staff.tuning.length - note.string + 1}`);
						if (source !== undefined && !note.isTieDestination) setTechnique(note, source);
					}
					tick += beatLength(beat);
				}
			}
		}
	}
}

function setTechnique(note: model.Note, { technique }: ScoreNote): void {
	if (technique === undefined) return;
	if (technique.isDead === true) note.isDead = true;
	if (technique.isPalmMuted === true) note.isPalmMute = true;
	if (technique.hasVibrato === true) note.vibrato = model.VibratoType.Slight;
	if (technique.isLegatoToNext === true) note.isHammerPullOrigin = true;
	if (technique.slide !== undefined)
		note.slideOutType = technique.slide === 'shift' ? model.SlideOutType.Shift : model.SlideOutType.Legato;
	if (technique.harmonic !== undefined) {
		note.harmonicType = technique.harmonic === 'natural' ? model.HarmonicType.Natural : model.HarmonicType.Artificial;
		note.harmonicValue = technique.harmonic === 'natural' ? note.fret : octaveFret;
	}
}

/** Where an artificial harmonic is touched: an octave above what is fretted. */
const octaveFret = 12;
