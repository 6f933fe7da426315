import fc from 'fast-check';
import { parseMidi, type MidiEvent } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, toMidi, type MidiNote, type MidiOptions } from './index.ts';

const options: MidiOptions = { title: 'A song', programme: 0, bends: false, bendStepSeconds: 256 / 22_050 };
const note = (onsetSeconds: number, offsetSeconds: number, pitchMidi = 60, velocity = 80): MidiNote => ({
	onsetSeconds,
	offsetSeconds,
	pitchMidi,
	velocity
});

interface Read {
	readonly events: readonly { readonly tick: number; readonly seconds: number; readonly event: MidiEvent }[];
	readonly notes: readonly {
		readonly onset: number;
		readonly offset: number;
		readonly pitch: number;
		readonly velocity: number;
	}[];
}

/** As a player reads it: its own tempo arithmetic, first end for a sounding pitch. */
function read(bytes: Uint8Array): Read {
	const { header, tracks } = parseMidi(bytes);
	expect(header).toMatchObject({ format: 0, numTracks: 1, ticksPerBeat: ticksPerQuarter });
	let tick = 0;
	let seconds = 0;
	let perTick = 0.5 / ticksPerQuarter;
	const sounding = new Map<number, { onset: number; velocity: number }>();
	const notes: { onset: number; offset: number; pitch: number; velocity: number }[] = [];
	const events = (tracks[0] ?? []).map((event) => {
		tick += event.deltaTime;
		seconds += event.deltaTime * perTick;
		if (event.type === 'setTempo') perTick = event.microsecondsPerBeat / 1e6 / ticksPerQuarter;
		if (event.type === 'noteOn') {
			expect(sounding.has(event.noteNumber)).toBe(false);
			sounding.set(event.noteNumber, { onset: seconds, velocity: event.velocity });
		}
		if (event.type === 'noteOff') {
			const start = sounding.get(event.noteNumber);
			expect(start).toBeDefined();
			sounding.delete(event.noteNumber);
			notes.push({ onset: start?.onset ?? -1, offset: seconds, pitch: event.noteNumber, velocity: start?.velocity ?? 0 });
		}
		return { tick, seconds, event };
	});
	expect(sounding.size).toBe(0);
	return { events, notes: notes.sort((a, b) => a.onset - b.onset || a.pitch - b.pitch) };
}

const text = (bytes: Uint8Array): string | undefined => {
	const name = parseMidi(bytes).tracks[0]?.find((event) => event.type === 'trackName');
	return name?.type === 'trackName' ? new TextDecoder().decode(Uint8Array.from(name.text, (c) => c.charCodeAt(0))) : undefined;
};

describe('toMidi', () => {
	it('writes the bytes of a small file as the standard has them', () => {
		const bytes = toMidi([note(0, 0.5, 60, 100)], { ...options, title: 'A', programme: 25 });
		const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
		expect(hex).toBe(
			[
				'4d 54 68 64 00 00 00 06 00 00 00 01 03 c0',
				'4d 54 72 6b 00 00 00 1c',
				'00 ff 03 01 41',
				'00 ff 51 03 07 a1 20',
				'00 c0 19',
				'00 90 3c 64',
				'87 40 80 3c 00',
				'00 ff 2f 00'
			].join(' ')
		);
	});

	it('is a whole file without notes', () => {
		const { events, notes } = read(toMidi([], options));
		expect(notes).toEqual([]);
		expect(events.at(-1)?.event.type).toBe('endOfTrack');
	});

	it('keeps 10,000 notes over an hour to a quarter of a millisecond', () => {
		const many = Array.from({ length: 10_000 }, (_, i) => note(i * 0.36127, i * 0.36127 + 0.2, 40 + (i % 40)));
		const { notes } = read(toMidi(many, options));
		expect(notes.length).toBe(10_000);
		const error = (at: number, i: number, key: 'onsetSeconds' | 'offsetSeconds'): number => Math.abs(at - (many[i]?.[key] ?? 0));
		expect(Math.max(...notes.map(({ onset }, i) => error(onset, i, 'onsetSeconds')))).toBeLessThan(0.00027);
		expect(Math.max(...notes.map(({ offset }, i) => error(offset, i, 'offsetSeconds')))).toBeLessThan(0.00027);
	});

	it.each([
		[
			'struck again while it sounds: the first ends',
			[note(0, 2), note(1, 3)],
			[
				[0, 1],
				[1, 3]
			]
		],
		[
			'struck inside another: nothing hangs',
			[note(0, 4), note(1, 2)],
			[
				[0, 1],
				[1, 2]
			]
		],
		['twice at one time: one note, the longer', [note(0, 1), note(0, 2)], [[0, 2]]],
		[
			'end where the next begins: two notes',
			[note(0, 1), note(1, 2)],
			[
				[0, 1],
				[1, 2]
			]
		]
	])('handles one pitch %s', (_, notes, wanted) => {
		expect(
			read(toMidi(notes, options)).notes.map(({ onset, offset }) => [onset, offset].map((x) => Math.round(x * 1000) / 1000))
		).toEqual(wanted);
	});

	it('leaves out what is no note and clamps the rest', () => {
		const { notes } = read(
			toMidi(
				[
					note(Number.NaN, 1),
					note(0, Infinity),
					note(0, 1, 128),
					note(-1, 1, 61, 500),
					note(2, 2, 62, 0),
					note(3, 1, 63, Number.NaN)
				],
				options
			)
		);
		expect(notes.map(({ pitch, velocity }) => [pitch, velocity])).toEqual([
			[61, 127],
			[62, 1],
			[63, 1]
		]);
		for (const { onset, offset } of notes) expect(offset).toBeGreaterThan(onset);
	});

	it.each(['Für Elise', '夜想曲', '🎸', ''])('keeps the title %s', (title) => {
		expect(text(toMidi([], { ...options, title }))).toBe(title);
	});

	it('plays every note at its true time along any tempo map, on the beat where the beat is', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 250, max: 1500 }), { minLength: 2, maxLength: 200 }),
				fc.integer({ min: 0, max: 4000 }),
				fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
				(beatsMs, startMs, places) => {
					let seconds = startMs / 1000;
					const tempoMap = beatsMs.map((ms, quarters) => ({ seconds: (seconds += ms / 1000), quarters }));
					const end = seconds;
					const notes = places.map((place, i) => note(place * end, place * end + 0.05, 20 + i));
					const result = read(toMidi(notes, { ...options, tempoMap }));
					for (const { onsetSeconds, pitchMidi } of notes) {
						const heard = result.notes.find(({ pitch }) => pitch === pitchMidi);
						expect(Math.abs((heard?.onset ?? -1) - onsetSeconds)).toBeLessThan(0.002);
					}
					const beat = tempoMap[Math.floor(tempoMap.length / 2)]?.seconds ?? 0;
					const { events } = read(toMidi([note(beat, end + 1)], { ...options, tempoMap }));
					const tick = events.find(({ event }) => event.type === 'noteOn')?.tick ?? -1;
					expect(Math.abs(tick - Math.round(tick / ticksPerQuarter) * ticksPerQuarter)).toBeLessThanOrEqual(1);
				}
			),
			{ numRuns: 40, seed: 3 }
		);
	});

	it.each([
		[6, 8, 12],
		[3, 4, 24]
	] as const)('writes the meter %d/%d', (numerator, denominator, metronome) => {
		const { events } = read(toMidi([], { ...options, timeSignature: { numerator, denominator } }));
		const signature = events.find(({ event }) => event.type === 'timeSignature')?.event;
		expect(signature).toMatchObject({ numerator, denominator, metronome, thirtyseconds: 8 });
	});

	it('falls back to 120 when the tempo map says nothing', () => {
		for (const tempoMap of [
			[],
			[{ seconds: 1, quarters: 0 }],
			[
				{ seconds: 1, quarters: 0 },
				{ seconds: 1, quarters: 1 }
			]
		]) {
			const tempos = read(toMidi([], { ...options, tempoMap })).events.filter(({ event }) => event.type === 'setTempo');
			expect(tempos.map(({ event }) => (event.type === 'setTempo' ? event.microsecondsPerBeat : 0))).toEqual([500_000]);
		}
	});

	it('writes the pedal before the notes of its moment', () => {
		const pedals = [
			{ atSeconds: 0.5, isDown: true },
			{ atSeconds: 1.5, isDown: false },
			{ atSeconds: NaN, isDown: true }
		];
		const { events } = read(toMidi([note(0.5, 1)], { ...options, pedals }));
		const written = events.filter(({ event }) => event.type === 'controller' || event.type === 'noteOn');
		expect(written.map(({ seconds, event }) => [seconds, event.type, 'value' in event ? event.value : null])).toEqual([
			[0.5, 'controller', 127],
			[0.5, 'noteOn', null],
			[1.5, 'controller', 0]
		]);
	});

	describe('bends', () => {
		const bent: MidiNote = { ...note(0.5, 0.6), bendCents: [0, 50, 100, 100, 400] };
		const wheel = (bytes: Uint8Array): number[] =>
			read(bytes).events.flatMap(({ event }) => (event.type === 'pitchBend' ? [event.value] : []));

		it('follow the note, clamp at two semitones, and are undone for the next', () => {
			const bytes = toMidi([bent, note(1, 2, 64)], { ...options, bends: true });
			expect(wheel(bytes)).toEqual([2048, 4096, 8191, 0]);
			const { events } = read(bytes);
			const controls = events.flatMap(({ event }) => (event.type === 'controller' ? [[event.controllerType, event.value]] : []));
			expect(controls).toEqual([
				[101, 0],
				[100, 0],
				[6, 2],
				[38, 0],
				[101, 127],
				[100, 127]
			]);
			const undo = events.findIndex(({ event }) => event.type === 'pitchBend' && event.value === 0);
			expect(events[undo + 1]?.event.type).toBe('noteOn');
		});

		it('are left out when two notes sound at once, or when not asked for', () => {
			expect(wheel(toMidi([bent, note(0.55, 2, 64)], { ...options, bends: true }))).toEqual([]);
			expect(wheel(toMidi([bent], options))).toEqual([]);
		});

		it('stop where their note does', () => {
			const long = { ...note(0, 0.03), bendCents: Array.from({ length: 100 }, (_, i) => i) };
			expect(wheel(toMidi([long], { ...options, bends: true })).length).toBeLessThan(4);
		});
	});
});
