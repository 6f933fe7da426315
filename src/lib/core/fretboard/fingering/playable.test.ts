import { describe, expect, it } from 'vitest';
import type { FingerNote, PlayedNote } from './finger-note.ts';
import { fingeringFaults } from './playable.ts';

const openMidi = [64, 59, 55, 50, 45, 40];
const at = (string: number, fret: number, capoFret = 0): number => (openMidi[string - 1] ?? 0) + capoFret + fret;

/** Faults of `string/fret` words struck together; a second list is struck while the first sounds. */
function faults(first: string, second = '', capoFret = 0): string[] {
	const notes: FingerNote[] = [];
	const fingered: PlayedNote[] = [];
	for (const [chord, words] of [first, second].entries())
		for (const word of words.split(' ').filter((each) => each !== '')) {
			const [string = 0, fret = 0] = word.replace('!', '').split('/').map(Number);
			const id = `${chord}:${word}`;
			const onsetTick = chord * 100;
			notes.push({ id, onsetTick, endTick: 1000, onsetSeconds: chord, endSeconds: 10, pitchMidi: at(string, fret, capoFret) });
			fingered.push({ noteId: id, isPlayed: true, string, fret, isCutShort: word.endsWith('!') });
		}
	return fingeringFaults(notes, fingered, { openMidi, capoFret, fretCount: 20 }).map(({ fault }) => fault);
}

describe('the judge of fingerings', () => {
	it.each([
		['an open chord', '1/0 2/1 3/0 4/2 5/3'],
		['a barre', '1/1 2/1 3/2 4/3 5/3 6/1'],
		['a barre and a second one across neighbours', '1/2 2/4 3/4 4/4 5/2'],
		['four frets low', '3/1 4/4'],
		['five frets high', '3/8 4/12']
	])('lets %s pass', (_, words) => expect(faults(words)).toEqual([]));

	it.each([
		['five frets low', '3/3 4/7'],
		['six frets high', '3/8 4/13'],
		['five fingers', '1/3 2/4 3/0 4/4 5/3 6/4'],
		['an open string under a barre', '1/1 2/0 3/1 4/2 5/3 6/4'],
		['a finger across strings that are apart', '1/3 2/2 3/3 4/0 5/2 6/3']
	])('stops %s', (_, words) => expect(faults(words)).toContain('unholdable'));

	it('counts the capo towards the wide places of the neck', () => {
		expect(faults('3/3 4/7', '', 5)).toEqual([]);
		expect(faults('3/2 4/6', '', 5)).toContain('unholdable');
	});

	it('asks that what still sounds be held, and what is cut short not', () => {
		expect(faults('6/1', '1/9')).toEqual(['unholdable']);
		expect(faults('6/1!', '1/9')).toEqual([]);
		expect(faults('6/0', '1/9')).toEqual([]);
		expect(faults('6/1', '6/2')).toContain('stringStruckTwice');
	});

	it('sees two notes on a string, frets and strings that are not there, and a wrong pitch', () => {
		expect(faults('1/1 1/2')).toContain('stringStruckTwice');
		expect(faults('7/1')).toEqual(['noSuchString']);
		expect(faults('1/21')).toEqual(['noSuchFret']);
		expect(faults('1/16', '', 5)).toEqual(['noSuchFret']);
		const note: FingerNote = { id: 'a', onsetTick: 0, endTick: 1, onsetSeconds: 0, endSeconds: 1, pitchMidi: 60 };
		const played: PlayedNote = { noteId: 'a', isPlayed: true, string: 1, fret: 0, isCutShort: false };
		const board = { openMidi, capoFret: 0, fretCount: 20 };
		expect(fingeringFaults([note], [played], board).map(({ fault }) => fault)).toEqual(['wrongPitch']);
		expect(fingeringFaults([{ ...note, pitchMidi: 64, lockedString: 2 }], [played], board)).toEqual([
			{ noteId: 'a', fault: 'lockBroken' }
		]);
		expect(fingeringFaults([note], [], board)).toEqual([{ noteId: 'a', fault: 'lost' }]);
	});
});
