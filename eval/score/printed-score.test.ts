import { describe, expect, it } from 'vitest';
import { readMatch, secondsAt, toAscending } from './known-times.ts';
import { readPrintedScore } from './printed-score.ts';

const pitch = (step: string, octave: number, alter = 0): string =>
	`<pitch><step>${step}</step><alter>${alter}</alter><octave>${octave}</octave></pitch>`;
const page = (measures: string): string =>
	`<?xml version="1.0"?><score-partwise><part id="P1">${measures}</part></score-partwise>`;
const meter = '<attributes><divisions>2</divisions><time><beats>3</beats><beat-type>4</beat-type></time></attributes>';

describe('reading a printed score', () => {
	it('joins ties over a bar line, stacks chords, and goes back for the other voice', () => {
		const { notes, bars } = readPrintedScore(
			page(`<measure number="1">${meter}
				<note>${pitch('C', 4)}<duration>4</duration></note>
				<note><chord/>${pitch('E', 4)}<duration>4</duration></note>
				<note>${pitch('B', 4, -1)}<duration>2</duration><tie type="start"/></note>
				<backup><duration>6</duration></backup>
				<note><rest/><duration>2</duration></note>
				<forward><duration>2</duration></forward>
				<note>${pitch('C', 3)}<duration>2</duration></note>
			</measure><measure number="2">
				<note>${pitch('B', 4, -1)}<duration>6</duration><tie type="stop"/></note>
			</measure>`)
		);
		expect(notes.map(({ pitchMidi, startQuarters, lengthQuarters }) => [pitchMidi, startQuarters, lengthQuarters])).toEqual([
			[60, 0, 2],
			[64, 0, 2],
			[48, 2, 1],
			[70, 2, 4]
		]);
		expect(bars.map(({ startQuarters, lengthQuarters, beats }) => [startQuarters, lengthQuarters, beats])).toEqual([
			[0, 3, 3],
			[3, 3, 3]
		]);
	});

	it('gives a grace note no length, and a pickup its own', () => {
		const { notes, bars } = readPrintedScore(
			page(`<measure number="0" implicit="yes">${meter}
				<note><grace/>${pitch('D', 4)}</note><note>${pitch('C', 4)}<duration>1</duration></note></measure>`)
		);
		expect(notes.map(({ lengthQuarters, isGrace }) => [lengthQuarters, isGrace])).toEqual([
			[0.5, false],
			[0, true]
		]);
		expect(bars[0]?.lengthQuarters).toBe(0.5);
	});

	it('refuses what is no score', () => expect(() => readPrintedScore('<html/>')).toThrow('partwise'));
});

describe('times of a page', () => {
	it('reads them from a match file, as means over chords', () => {
		const times = readMatch(
			[
				'info(midiClockUnits,480).',
				'info(midiClockRate,500000).',
				'snote(n1,[B,n],3,0:1,0,1/8,-0.5000,0.0000,[v1])-note(n0,59,0,261,44,0,0).',
				'snote(n2,[E,n],4,1:1,0,1/8,0.0000,0.5000,[v1])-note(n2,64,960,1838,54,0,0).',
				'snote(n4,[E,n],2,1:1,0,1/4,0.0000,1.0000,[v7])-note(n1,40,1056,2451,22,0,0).'
			].join('\n'),
			1
		);
		expect(times).toEqual([
			{ quarters: 0, seconds: 0 },
			{ quarters: 0.5, seconds: 1.05 }
		]);
		expect(secondsAt(times, 1)).toBeCloseTo(2.1, 9);
	});

	it('leaves out what goes back', () => {
		expect(
			toAscending([
				{ quarters: 0, seconds: 1 },
				{ quarters: 2, seconds: 0.5 },
				{ quarters: 1, seconds: 2 }
			])
		).toEqual([
			{ quarters: 0, seconds: 1 },
			{ quarters: 1, seconds: 2 }
		]);
	});
});
