import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { barStarts, tickToSeconds, ticksPerQuarter, type Score } from '$core/score/index.ts';
import { barOf, noteOf, partOf, scoreOf as pageOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { emptyPart, type ScoreReading } from '../score-draft/index.ts';
import { fromScoreMidi, toScoreMidi } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'tune.mid' };
const read = (bytes: Uint8Array): Score => toScore(fromScoreMidi(bytes, options));

function toScore(reading: ScoreReading): Score {
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}

const hex = (text: string): Uint8Array => Uint8Array.from(text.split(/\s+/).filter(Boolean), (byte) => parseInt(byte, 16));
const text = (letters: string): string =>
	Array.from(letters, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
const chunk = (name: string, body: string): string =>
	`${text(name)} ${hex(body).length.toString(16).padStart(8, '0').replace(/../g, '$& ')} ${body}`;
const file = (format: number, division: string, ...tracks: string[]): Uint8Array =>
	hex(
		[
			chunk('MThd', `00 0${format} 00 ${tracks.length.toString(16).padStart(2, '0')} ${division}`),
			...tracks.map((track) => chunk('MTrk', track))
		].join(' ')
	);
const end = '00 ff 2f 00';
const flat = ({ parts }: Score): (readonly number[])[] =>
	parts.flatMap(({ notes }, part) =>
		notes.map(({ tick, ticks, pitchMidi, velocity, staff }) => [part, staff, tick, ticks, pitchMidi, velocity])
	);

describe('fromScoreMidi', () => {
	it('follows running status, velocity 0 as an end, and a key struck again before it is let go', () => {
		const score = read(file(0, '01 e0', `00 90 3c 40 83 60 3c 00 00 3e 50 00 3e 51 83 60 3e 00 83 60 3e 00 ${end}`));
		expect(flat(score)).toEqual([
			[0, 0, 0, 10_080, 60, 64],
			[0, 0, 10_080, 10_080, 62, 80],
			[0, 0, 10_080, 20_160, 62, 81]
		]);
		expect(score.parts[0]?.notes.map(({ voice }) => voice)).toEqual([0, 0, 1]);
	});

	it('reads tempo, meter, key, names, markers and lyrics', () => {
		const head = `00 ff 03 04 ${text('Tune')} 00 ff 51 03 0f 42 40 00 ff 58 04 03 02 18 08 00 ff 59 02 fd 01 00 ff 06 05 ${text('Verse')} 8b 20 ff 51 03 07 a1 20 ${end}`;
		const body = `00 ff 03 05 ${text('Voice')} 00 c0 34 00 ff 05 02 ${text('la')} 00 90 3c 40 83 60 80 3c 00 ${end}`;
		const score = read(file(1, '01 e0', head, body));
		expect(score).toMatchObject({
			title: 'Tune',
			bars: [{ meter: { beats: 3, beatType: 4 }, key: { fifths: -3, mode: 'minor' }, ticks: 3 * ticksPerQuarter }],
			sections: [{ tick: 0, label: 'Verse' }],
			parts: [{ name: 'Voice', programme: 52, notes: [{ lyrics: ['la'] }] }]
		});
		expect(score.tempoMarks.map(({ bpm }) => bpm)).toEqual([60]);
		expect(tickToSeconds(score.tempoMap, 3 * ticksPerQuarter)).toBe(3);
		expect(tickToSeconds(score.tempoMap, 4 * ticksPerQuarter)).toBe(3.5);
	});

	it('lays the patterns of a type 2 file one after another', () => {
		const track = `00 90 3c 40 83 60 80 3c 00 ${end}`;
		expect(flat(read(file(2, '01 e0', track, track))).map(([, , tick]) => tick)).toEqual([0, 40_320]);
	});

	it('takes a file in frames at its seconds', () => {
		// 25 frames of 40: 1000 ticks a second.
		const score = read(file(0, 'e7 28', `00 90 3c 40 87 68 80 3c 00 ${end}`));
		expect(tickToSeconds(score.tempoMap, score.parts[0]?.notes[0]?.ticks ?? 0)).toBeCloseTo(1, 6);
	});

	it('ends with the music, or where all tracks end, unless more than half is silence (regression)', () => {
		const note = '00 90 3c 40 8f 00 80 3c 00';
		const barsOf = (head: string, rest: string): number =>
			read(file(1, '01 e0', `${head} ff 2f 00`, `${note} ${rest} ff 2f 00`)).bars.length;
		// A bar of four is 1920 ticks, 8f 00.
		expect(barsOf('00', '00')).toBe(1);
		expect(barsOf('9e 00', '8f 00')).toBe(2);
		expect(barsOf('9e 00', '00')).toBe(1);
		expect(barsOf('bc 00', 'ad 00')).toBe(1);
	});

	it('joins two tracks of a piano as its hands, and not three', () => {
		const hand = (name: string, key: string): string =>
			`00 ff 03 02 ${text(name)} 00 c0 00 00 90 ${key} 40 83 60 80 ${key} 00 ${end}`;
		const piano = read(file(1, '01 e0', end, hand('LH', '30'), hand('RH', '48')));
		expect(piano.parts.length).toBe(1);
		expect(flat(piano)).toEqual([
			[0, 1, 0, 10_080, 48, 64],
			[0, 0, 0, 10_080, 72, 64]
		]);
		expect(read(file(1, '01 e0', end, hand('P1', '30'), hand('P2', '48'), hand('P3', '50'))).parts.length).toBe(1);
	});

	it('joins 62 tracks with a key each, and leaves forty instruments apart', () => {
		const track = (key: number, programme: number): string => {
			const note = key.toString(16).padStart(2, '0');
			return `00 c0 ${programme.toString(16).padStart(2, '0')} 00 90 ${note} 40 83 60 80 ${note} 00 ${end}`;
		};
		const one = read(file(1, '01 e0', ...Array.from({ length: 62 }, (_, i) => track(30 + i, 4))));
		expect(one.parts.map(({ notes, staves }) => [notes.length, staves.length])).toEqual([[62, 2]]);
		const forty = read(file(1, '01 e0', ...Array.from({ length: 40 }, (_, i) => track(40 + i, 8 + i))));
		expect(forty.parts.length).toBe(40);
	});

	it('keeps drums as drums and writes them as such', () => {
		const score = read(file(0, '01 e0', `00 99 24 40 01 89 24 00 ${end}`));
		expect(score.parts[0]).toMatchObject({ isDrums: true, staves: [{ clef: 'percussion' }], notes: [{ ticks: 10_080 }] });
		expect(read(toScoreMidi(score, { playsSwing: false })).parts[0]?.isDrums).toBe(true);
	});

	it('takes a short first bar as a pickup', () => {
		const head = `00 ff 58 04 01 02 18 08 83 60 ff 58 04 04 02 18 08 ${end}`;
		const score = read(file(1, '01 e0', head, `00 90 3c 40 8f 00 80 3c 00 ${end}`));
		expect(score.bars.map(({ ticks, isPickup, meter }) => [ticks, isPickup, meter.beats])).toEqual([
			[10_080, true, 4],
			[40_320, undefined, 4]
		]);
	});

	it.each<[string, Uint8Array, string]>([
		['nothing', new Uint8Array(), 'fileEmpty'],
		['no MIDI', hex(text('GIF89a and more')), 'notScore'],
		['a time base of zero', file(0, '00 00', end), 'scoreDamaged'],
		['frames of no ticks', file(0, 'e7 00', end), 'scoreDamaged'],
		['no track', file(0, '01 e0'), 'scoreDamaged'],
		['ten years of rest', file(0, '00 01', `ff ff ff 7f 90 3c 40 60 80 3c 00 ${end}`), 'scoreTooLarge']
	])('answers a fault for %s', (_, bytes, code) => {
		expect(fromScoreMidi(bytes, options)).toMatchObject({ kind: 'fault', fault: { code, params: { fileName: 'tune.mid' } } });
	});

	it('keeps what was read before the file ends, wherever it is cut', () => {
		const whole = toScoreMidi(
			scoreOf([
				{ tick: 0, ticks: 5040 },
				{ tick: 5040, ticks: 5040 },
				{ tick: 20_160, ticks: 10_080 }
			]),
			{ playsSwing: false }
		);
		for (let length = 0; length < whole.length; length++) {
			const reading = fromScoreMidi(whole.slice(0, length), options);
			if (length > whole.length - 5) expect(reading.kind === 'read' && reading.score.parts[0]?.notes.length).toBe(3);
		}
	});

	it('answers anything made of MIDI bytes, and soon', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (body) => {
				const bytes = Uint8Array.from([...file(0, '01 e0'), ...hex(text('MTrk')), 0, 0, 1, 144, ...body]);
				const reading = fromScoreMidi(bytes, options);
				expect(['read', 'fault']).toContain(reading.kind);
				if (reading.kind === 'fault') {
					expect(['scoreTooLarge', 'scoreDamaged']).toContain(reading.fault.code);
					expect(reading.fault.detail ?? '').not.toMatch(/undefined|not a function|null/);
				}
			}),
			{ numRuns: 300 }
		);
	});
});

interface Made {
	readonly tick: number;
	readonly ticks: number;
	readonly pitchMidi?: number;
}

function scoreOf(notes: readonly Made[], more: Partial<Score> = {}): Score {
	const bars = Array.from({ length: 8 }, (_, i) => ({
		id: `b${i}`,
		ticks: 40_320,
		meter: { beats: 4, beatType: 4 },
		key: { fifths: 0, mode: 'major' as const }
	}));
	return {
		schemaVersion: 1,
		id: 'score',
		songId: 'song',
		revision: 0,
		title: 'Made',
		artist: '',
		origin: 'made',
		bars,
		parts: [
			{
				...emptyPart('p', 'Flute'),
				programme: 73,
				notes: notes.map((note, i) => ({ id: `n${i}`, pitchMidi: 60 + i, staff: 0, voice: 0, velocity: 80, ...note }))
			}
		],
		tempoMap: [
			{ tick: 0, seconds: 0 },
			{ tick: 40_320, seconds: 2 }
		],
		tempoMarks: [],
		swings: [],
		chords: [],
		sections: [],
		...more
	};
}

describe('a score through MIDI and back', () => {
	const noteArb = fc.record({ tick: fc.integer({ min: 0, max: 150_000 }), ticks: fc.integer({ min: 1, max: 60_000 }) });

	it('keeps each note to the tick', () => {
		fc.assert(
			fc.property(fc.array(noteArb, { minLength: 1, maxLength: 4 }), (made) => {
				const score = scoreOf(made);
				const sorted = (rows: readonly (readonly number[])[]): string[] => rows.map((row) => row.join(' ')).sort();
				expect(sorted(flat(read(toScoreMidi(score, { playsSwing: false }))))).toEqual(sorted(flat(score)));
			})
		);
	});

	it('keeps the clock to a millisecond, however its tempo moves', () => {
		const steps = fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), { minLength: 1, maxLength: 200 });
		fc.assert(
			fc.property(steps, (seconds) => {
				let at = 0;
				const tempoMap = [
					{ tick: 0, seconds: 0 },
					...seconds.map((step, i) => ({ tick: (i + 1) * 10_080, seconds: (at += step) }))
				];
				const back = read(toScoreMidi(scoreOf([{ tick: 0, ticks: 322_560 }], { tempoMap }), { playsSwing: false }));
				for (const point of tempoMap.slice(0, -1))
					expect(Math.abs(tickToSeconds(back.tempoMap, point.tick) - point.seconds)).toBeLessThan(0.001);
			}),
			{ numRuns: 50 }
		);
	});

	it('keeps bars, keys, sections, chords, pedals and both hands', () => {
		const plain = scoreOf([
			{ tick: 0, ticks: 10_080, pitchMidi: 72 },
			{ tick: 0, ticks: 40_320, pitchMidi: 40 }
		]);
		const [part] = plain.parts;
		if (part === undefined) throw new Error('no part');
		const [right, left] = part.notes;
		if (right === undefined || left === undefined) throw new Error('no notes');
		const bars = [
			{ ticks: 10_080, beats: 3, fifths: -2, mode: 'minor' as const, isPickup: true },
			{ ticks: 30_240, beats: 3, fifths: -2, mode: 'minor' as const },
			{ ticks: 30_240, beats: 3, fifths: 4, mode: 'major' as const }
		].map(({ ticks, beats, fifths, mode, ...more }, i) => ({
			id: `b${i}`,
			ticks,
			meter: { beats, beatType: 4 },
			key: { fifths, mode },
			...more
		}));
		const score: Score = {
			...plain,
			bars,
			parts: [
				{
					...part,
					name: 'Piano',
					programme: 0,
					staves: [{ clef: 'treble' }, { clef: 'bass' }],
					notes: [{ ...left, staff: 1 }, right],
					pedals: [{ id: 'd', tick: 0, endTick: 20_160 }]
				}
			],
			chords: [
				{ id: 'c1', tick: 0, chord: { root: 9, quality: 'min7' } },
				{ id: 'c2', tick: 10_080, chord: null }
			],
			sections: [{ id: 's', tick: 10_080, label: 'A' }]
		};
		const back = read(toScoreMidi(score, { playsSwing: false }));
		const bare = <T extends { readonly id: string }>(marks: readonly T[]): Omit<T, 'id'>[] =>
			marks.map((mark) => Object.fromEntries(Object.entries(mark).filter(([name]) => name !== 'id')) as Omit<T, 'id'>);
		expect(bare(back.bars)).toEqual(bare(bars));
		expect(barStarts(back.bars)).toEqual([0, 10_080, 40_320, 70_560]);
		expect(bare(back.chords)).toEqual(bare(score.chords));
		expect(bare(back.sections)).toEqual(bare(score.sections));
		expect(bare(back.parts[0]?.pedals ?? [])).toEqual([{ tick: 0, endTick: 20_160 }]);
		expect(flat(back)).toEqual(flat(score));
	});

	it('plays swing when asked, at its ratio', () => {
		const eighths = scoreOf(
			[0, 1, 2, 3].map((i) => ({ tick: 5040 * i, ticks: 5040 })),
			{
				swings: [{ id: 'w', tick: 0, endTick: 40_320, ratio: 2, unitTicks: 5040 }]
			}
		);
		expect(flat(read(toScoreMidi(eighths, { playsSwing: true }))).map(([, , tick, ticks]) => [tick, ticks])).toEqual([
			[0, 6720],
			[6720, 3360],
			[10_080, 6720],
			[16_800, 3360]
		]);
		expect(flat(read(toScoreMidi(eighths, { playsSwing: false }))).map(([, , tick]) => tick)).toEqual([0, 5040, 10_080, 15_120]);
	});
});

describe('what MIDI plays on request', () => {
	const bars = [barOf('b1', { endsRepeatTimes: 2 }), barOf('b2')];
	const q = ticksPerQuarter;

	it('plays repeats in full', () => {
		const score = pageOf([noteOf('a', 0, q, 60), noteOf('b', 4 * q, q, 62)], { bars });
		const onsets = (playsRepeats: boolean): number[] =>
			flat(read(toScoreMidi(score, { playsSwing: false, playsRepeats }))).map(([, , tick]) => (tick ?? 0) / q);
		expect(onsets(false)).toEqual([0, 4]);
		expect(onsets(true)).toEqual([0, 4, 8]);
	});

	it('bends by the wheel on a channel beside the part, which is one part again when read', () => {
		const bent = noteOf('a', 0, 3 * q, 60, { technique: { bendSemitones: 2 } });
		const score = pageOf([bent, noteOf('b', q, q, 64)], {
			parts: [partOf([bent, noteOf('b', q, q, 64)], { staves: [{ clef: 'treble' }], programme: 25 })]
		});
		const bytes = toScoreMidi(score, { playsSwing: false, playsBends: true });
		const events = parseMidi(bytes).tracks.flat();
		const wheel = events.flatMap((event) => (event.type === 'pitchBend' ? [[event.channel, event.value]] : []));
		expect(wheel[0]).toEqual([1, 0]);
		expect(wheel.at(-1)).toEqual([1, 4096]);
		expect(events.flatMap((event) => (event.type === 'noteOn' ? [[event.channel, event.noteNumber]] : []))).toEqual([
			[1, 60],
			[0, 64]
		]);
		expect(flat(read(bytes))).toEqual([
			[0, 0, 0, 3 * q, 60, 80],
			[0, 0, q, q, 64, 80]
		]);
	});

	it('counts swing of a pickup back from the bar line, and leaves triplets (regression)', () => {
		const swings = [{ id: 'w', tick: 0, endTick: 5 * q, ratio: 2, unitTicks: q / 2 }];
		const pickup = [barOf('p', { ticks: q / 2, isPickup: true }), barOf('b1')];
		const score = pageOf([noteOf('a', 0, q / 2, 60), noteOf('t', q / 2 + q / 3, q / 3, 62)], { bars: pickup, swings });
		const onsets = flat(read(toScoreMidi(score, { playsSwing: true }))).map(([, , tick]) => tick);
		// Half a beat before the bar line: the second of a pair, late by a sixth of a beat.
		expect(onsets).toEqual([q / 6, q / 2 + q / 3]);
	});

	it('follows the hands of a piano on one track', () => {
		// The left hand climbs over middle C under a right hand that stays above it.
		const left = [48, 52, 55, 60, 64, 60, 55, 52].map((pitch, at) => noteOf(`l${at}`, (at * q) / 2, q / 2, pitch, { staff: 1 }));
		const right = [76, 77, 79, 81, 84, 81, 79, 77].map((pitch, at) => noteOf(`r${at}`, (at * q) / 2, q / 2, pitch));
		const oneStaff = [...left, ...right].map((note) => ({ ...note, staff: 0 }));
		const score = pageOf([], {
			parts: [
				partOf(
					oneStaff.sort((a, b) => a.tick - b.tick),
					{ staves: [{ clef: 'treble' }] }
				)
			]
		});
		const back = read(toScoreMidi(score, { playsSwing: false })).parts[0];
		expect(back?.staves.length).toBe(2);
		const lows = back?.notes.filter(({ staff }) => staff === 1).map(({ pitchMidi }) => pitchMidi);
		expect(lows).toEqual([48, 52, 55, 60, 64, 60, 55, 52]);
	});
});
