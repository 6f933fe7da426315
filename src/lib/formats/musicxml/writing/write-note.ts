import type { WrittenEvent, WrittenNote, WrittenVoice } from '$core/score/notate/index.ts';
import { valueTypes } from '$core/score/notate/index.ts';
import type { ScoreNote } from '$core/score/index.ts';
import { drumPlace, instrumentId } from './drums.ts';
import { tag, textTag } from './tags.ts';

/** What the notes of a staff share when they are written. */
export interface NoteContext {
	readonly partId: string;
	readonly isDrums: boolean;
	/** Staff number to print; undefined where there is one. */
	readonly staff: number | undefined;
	readonly voice: number;
	/** File divisions in so many ticks. */
	toDuration(ticks: number): number;
	/** Strings, frets and techniques are shown here. */
	readonly showsStrings: boolean;
	/** Words, slurs and articulations are shown here. */
	readonly showsWords: boolean;
	/** Slurs, slides and legatos that begin or end at a note, as elements. */
	links(note: ScoreNote, isFirstHead: boolean, isLastHead: boolean): Links;
}

export interface Links {
	readonly notations: string;
	readonly technical: string;
}

const accidentalNames: ReadonlyMap<number, string> = new Map([
	[-2, 'flat-flat'],
	[-1, 'flat'],
	[0, 'natural'],
	[1, 'sharp'],
	[2, 'double-sharp']
]);
const articulationTags: ReadonlyMap<string, string> = new Map([
	['staccato', tag('staccato')],
	['tenuto', tag('tenuto')],
	['accent', tag('accent')],
	['marcato', tag('strong-accent')]
]);
const ornamentTags: ReadonlyMap<string, string> = new Map([
	['trill', tag('trill-mark')],
	['mordent', tag('mordent')],
	['turn', tag('turn')]
]);

/** A rest, or the heads of one stem with the grace notes before them. */
export function eventXml(voice: WrittenVoice, at: number, context: NoteContext): string {
	const event = voice.events[at];
	if (event === undefined) return '';
	const graces = event.graces.map((chord) => chord.map((head, i) => graceXml(head, i > 0, context)).join('')).join('');
	if (event.notes.length === 0) return graces + restXml(event, voice, at, context);
	return graces + event.notes.map((head, i) => headXml(head, i > 0, voice, at, context)).join('');
}

function restXml(event: WrittenEvent, voice: WrittenVoice, at: number, context: NoteContext): string {
	const tuplet = tupletMarks(voice, at);
	return tag(
		'note',
		tag('rest', '', { measure: event.isBarRest ? 'yes' : undefined }) +
			tag('duration', context.toDuration(event.ticks)) +
			tag('voice', context.voice) +
			(event.isBarRest ? '' : valueXml(event)) +
			timeModification(event, voice) +
			staffXml(context) +
			(tuplet === '' ? '' : tag('notations', tuplet))
	);
}

function headXml(head: WrittenNote, isChord: boolean, voice: WrittenVoice, at: number, context: NoteContext): string {
	const event = voice.events[at];
	if (event === undefined) return '';
	const { note, isTiedBack, isTiedOn } = head;
	const ties = [...(isTiedBack ? ['stop'] : []), ...(isTiedOn ? ['start'] : [])];
	const links = context.links(note, !isTiedBack, !isTiedOn);
	const notations =
		technicalXml(note, links.technical, context, isTiedBack) +
		ties.map((type) => tag('tied', '', { type })).join('') +
		(isChord ? '' : tupletMarks(voice, at)) +
		links.notations +
		(isTiedBack ? '' : marksXml(note, context));
	return tag(
		'note',
		(isChord ? tag('chord') : '') +
			pitchXml(head, context) +
			tag('duration', context.toDuration(event.ticks)) +
			ties.map((type) => tag('tie', '', { type })).join('') +
			instrumentXml(note, context) +
			tag('voice', context.voice) +
			valueXml(event) +
			accidentalXml(head, context) +
			timeModification(event, voice) +
			noteheadXml(note, context) +
			staffXml(context) +
			(isChord ? '' : beamXml(voice, at)) +
			(notations === '' ? '' : tag('notations', notations)) +
			(isTiedBack ? '' : lyricsXml(note, context)) +
			(note.technique?.isPalmMuted === true && context.showsStrings ? tag('play', tag('mute', 'palm')) : ''),
		{ dynamics: loudness(note) }
	);
}

function graceXml(head: WrittenNote, isChord: boolean, context: NoteContext): string {
	const { note } = head;
	const links = context.links(note, true, true);
	const notations = technicalXml(note, links.technical, context, false) + links.notations + marksXml(note, context);
	return tag(
		'note',
		tag('grace', '', { slash: note.grace === 'slashed' ? 'yes' : undefined }) +
			(isChord ? tag('chord') : '') +
			pitchXml(head, context) +
			instrumentXml(note, context) +
			tag('voice', context.voice) +
			tag('type', 'eighth') +
			accidentalXml(head, context) +
			noteheadXml(note, context) +
			staffXml(context) +
			(notations === '' ? '' : tag('notations', notations)) +
			lyricsXml(note, context),
		{ dynamics: loudness(note) }
	);
}

/** Percent of 90, as MusicXML counts it. */
const loudness = ({ velocity }: ScoreNote): number => Math.round((velocity / 0.9) * 100) / 100;

function pitchXml({ note, spelling }: WrittenNote, { isDrums }: NoteContext): string {
	if (isDrums) {
		const { step, octave } = drumPlace(note.pitchMidi);
		return tag('unpitched', tag('display-step', step) + tag('display-octave', octave));
	}
	const { letter, alter, octave } = spelling;
	return tag('pitch', tag('step', letter) + (alter === 0 ? '' : tag('alter', alter)) + tag('octave', octave));
}

function instrumentXml({ pitchMidi }: ScoreNote, { isDrums, partId }: NoteContext): string {
	return isDrums ? tag('instrument', '', { id: instrumentId(partId, pitchMidi) }) : '';
}

const valueXml = ({ value }: WrittenEvent): string => tag('type', value.type) + tag('dot').repeat(value.dots);

function accidentalXml({ accidental }: WrittenNote, { isDrums, showsWords }: NoteContext): string {
	const name = accidental === null || isDrums || !showsWords ? undefined : accidentalNames.get(accidental);
	return name === undefined ? '' : tag('accidental', name);
}

function noteheadXml({ pitchMidi, technique }: ScoreNote, { isDrums, showsStrings }: NoteContext): string {
	const isCross = isDrums ? drumPlace(pitchMidi).isCross : showsStrings && technique?.isDead === true;
	return isCross ? tag('notehead', 'x') : '';
}

const staffXml = ({ staff }: NoteContext): string => (staff === undefined ? '' : tag('staff', staff));

function timeModification({ tuplet }: WrittenEvent, { tuplets }: WrittenVoice): string {
	const ratio = tuplet === null ? undefined : tuplets[tuplet];
	if (ratio === undefined) return '';
	return tag(
		'time-modification',
		tag('actual-notes', ratio.actual) + tag('normal-notes', ratio.normal) + tag('normal-type', ratio.unit)
	);
}

function tupletMarks({ events }: WrittenVoice, at: number): string {
	const tuplet = events[at]?.tuplet ?? null;
	if (tuplet === null) return '';
	const isFirst = events[at - 1]?.tuplet !== tuplet;
	const isLast = events[at + 1]?.tuplet !== tuplet;
	return (
		(isFirst ? tag('tuplet', '', { type: 'start', number: 1 }) : '') +
		(isLast ? tag('tuplet', '', { type: 'stop', number: 1 }) : '')
	);
}

/** Beams level by level; one that neither neighbour shares is a hook. */
function beamXml({ events }: WrittenVoice, at: number): string {
	const event = events[at];
	if (event === undefined || event.beam === null) return '';
	const flags = (other: WrittenEvent | undefined): number =>
		other === undefined || other.beam !== event.beam ? 0 : Math.max(0, valueTypes.indexOf(other.value.type) - 2);
	const before = flags(events[at - 1]);
	const after = flags(events[at + 1]);
	return Array.from({ length: flags(event) }, (_, i) => {
		const level = i + 1;
		const kind =
			before >= level
				? after >= level
					? 'continue'
					: 'end'
				: after >= level
					? 'begin'
					: before > 0
						? 'backward hook'
						: 'forward hook';
		return tag('beam', kind, { number: level });
	}).join('');
}

function marksXml({ articulations = [] }: ScoreNote, { showsWords }: NoteContext): string {
	if (!showsWords) return '';
	const plain = articulations.map((mark) => articulationTags.get(mark) ?? '').join('');
	const ornaments = articulations.map((mark) => ornamentTags.get(mark) ?? '').join('');
	return (
		(ornaments === '' ? '' : tag('ornaments', ornaments)) +
		(plain === '' ? '' : tag('articulations', plain)) +
		(articulations.includes('fermata') ? tag('fermata') : '')
	);
}

function technicalXml(note: ScoreNote, links: string, { showsStrings }: NoteContext, isHeld: boolean): string {
	if (!showsStrings) return '';
	const { string, fret, technique } = note;
	const position = string === undefined || fret === undefined ? '' : tag('string', string) + tag('fret', fret);
	const bend = technique?.bendSemitones === undefined ? '' : tag('bend', tag('bend-alter', technique.bendSemitones));
	const harmonic = technique?.harmonic === undefined ? '' : tag('harmonic', tag(technique.harmonic));
	const technical = position + links + (isHeld ? '' : bend + harmonic);
	const vibrato = technique?.hasVibrato === true && !isHeld;
	return (
		(technical === '' ? '' : tag('technical', technical)) +
		(vibrato ? tag('ornaments', tag('wavy-line', '', { type: 'start' }) + tag('wavy-line', '', { type: 'stop' })) : '')
	);
}

function lyricsXml({ lyrics = [] }: ScoreNote, { showsWords }: NoteContext): string {
	if (!showsWords) return '';
	return lyrics
		.map((syllable, verse) => {
			if (syllable === '') return '';
			const goesOn = syllable.endsWith('-') && syllable.length > 1;
			const text = goesOn ? syllable.slice(0, -1) : syllable;
			return tag('lyric', tag('syllabic', goesOn ? 'begin' : 'single') + textTag('text', text), { number: verse + 1 });
		})
		.join('');
}
