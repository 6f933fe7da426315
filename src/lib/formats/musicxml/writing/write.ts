import type { Part, Score } from '$core/score/index.ts';
import { instrumentId } from './drums.ts';
import type { MusicXmlOptions } from './options.ts';
import { tag, textTag } from './tags.ts';
import { partXml } from './write-part.ts';

/**
 * MusicXML 4.0, partwise: staves, voices, tuplets and ties as `notateStaff` writes them, tab with strings, frets, tuning and capo, chord
 * symbols, sections as rehearsal marks, and the clock as tempos. What it cannot hold is listed in docs/formats.md.
 */
export function toMusicXml(score: Score, { tab, clock }: MusicXmlOptions = { tab: 'below', clock: 'unprinted' }): string {
	const parts = score.parts.map((part, index) => ({ part, id: `P${index + 1}`, index }));
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">',
		tag(
			'score-partwise',
			tag('work', textTag('work-title', score.title)) +
				tag(
					'identification',
					(score.artist === '' ? '' : textTag('creator', score.artist, { type: 'composer' })) +
						tag('encoding', tag('software', 'Woodshed'))
				) +
				tag('part-list', parts.map(({ part, id, index }) => listedPart(part, id, score.parts, index)).join('')) +
				parts.map(({ part, id, index }) => partXml(score, part, id, { isFirst: index === 0, tab, clock })).join('\n'),
			{ version: '4.0' }
		),
		''
	].join('\n');
}

function listedPart(part: Part, id: string, parts: readonly Part[], index: number): string {
	const sounds = part.isDrums ? [...new Set(part.notes.map(({ pitchMidi }) => pitchMidi))].sort((a, b) => a - b) : [];
	const instruments = part.isDrums
		? sounds.map((sound) => ({ id: instrumentId(id, sound), name: `Drum ${sound}`, sound }))
		: [{ id: `${id}-I1`, name: part.name, sound: undefined }];
	return tag(
		'score-part',
		textTag('part-name', part.name) +
			instruments
				.map((instrument) => tag('score-instrument', textTag('instrument-name', instrument.name), { id: instrument.id }))
				.join('') +
			instruments
				.map(({ id: instrument, sound }) =>
					tag(
						'midi-instrument',
						tag('midi-channel', channelOf(parts, index)) +
							tag('midi-program', part.programme + 1) +
							(sound === undefined ? '' : tag('midi-unpitched', sound + 1)),
						{ id: instrument }
					)
				)
				.join(''),
		{ id }
	);
}

/** 1 to 16; the tenth is for drums. */
function channelOf(parts: readonly Part[], index: number): number {
	if (parts[index]?.isDrums === true) return 10;
	const seat = parts.slice(0, index).filter(({ isDrums }) => !isDrums).length % 15;
	return seat < 9 ? seat + 1 : seat + 2;
}
