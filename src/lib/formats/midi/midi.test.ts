import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, toMidi, type MidiNote, type MidiOptions } from './index.ts';

const options: MidiOptions = { title: 'Song', programme: 0, bends: false, bendStepSeconds: 0.0116 };
const note = (onsetSeconds: number, offsetSeconds: number, pitchMidi = 60, velocity = 90): MidiNote => ({
	onsetSeconds,
	offsetSeconds,
	pitchMidi,
	velocity
});

/** Reads a file back to notes in seconds, by its own tempo events. */
function read(bytes: Uint8Array): { notes: MidiNote[]; events: ReturnType<typeof parseMidi>['tracks'][number] } {
	const { header, tracks } = parseMidi(bytes);
	expect(header).toMatchObject({ format: 0, numTracks: 1, ticksPerBeat: ticksPerQuarter });
	const events = tracks[0] ?? [];
	const sounding = new Map<number, { onsetSeconds: number; velocity: number }>();
	const notes: MidiNote[] = [];
	let seconds = 0;
	let secondsPerTick = 0.5 / ticksPerQuarter;
	for (const event of events) {
		seconds += event.deltaTime * secondsPerTick;
		if (event.type === 'setTempo') secondsPerTick = event.microsecondsPerBeat / 1e6 / ticksPerQuarter;
		if (event.type === 'noteOn') {
			expect(sounding.has(event.noteNumber), 'two of one pitch at once').toBe(false);
			sounding.set(event.noteNumber, { onsetSeconds: seconds, velocity: event.velocity });
		}
		if (event.type === 'noteOff') {
			const began = sounding.get(event.noteNumber);
			if (began) notes.push({ ...began, offsetSeconds: seconds, pitchMidi: event.noteNumber });
			sounding.delete(event.noteNumber);
		}
	}
	expect(sounding.size, 'notes that never end').toBe(0);
	return { notes: notes.sort((a, b) => a.onsetSeconds - b.onsetSeconds), events };
}

describe('toMidi', () => {
	it('gives notes back within half a tick', () => {
		const { notes } = read(toMidi([note(0.1234, 0.5, 60, 1), note(1.5, 601.25, 108, 127)], options));
		expect(notes).toHaveLength(2);
		expect(notes[0]?.onsetSeconds).toBeCloseTo(0.1234, 3);
		expect(notes[1]).toMatchObject({ pitchMidi: 108, velocity: 127 });
		expect(Math.abs((notes[1]?.offsetSeconds ?? 0) - 601.25)).toBeLessThan(0.00027);
	});

	it('follows a tempo map: the same seconds, other ticks', () => {
		const tempoMap = [
			{ startSeconds: 0, beatsPerMinute: 60 },
			{ startSeconds: 4, beatsPerMinute: 150 }
		];
		const { notes, events } = read(toMidi([note(2, 3), note(5, 6)], { ...options, tempoMap }));
		expect(events.filter(({ type }) => type === 'setTempo')).toHaveLength(2);
		expect(notes.map(({ onsetSeconds }) => Math.round(onsetSeconds * 1000))).toEqual([2000, 5000]);
	});

	it('ends a note when the same pitch begins again, and keeps one of twins', () => {
		const { notes } = read(toMidi([note(0, 2), note(1, 3), note(1, 2)], options));
		expect(notes).toHaveLength(2);
		expect(notes[0]?.offsetSeconds).toBeCloseTo(1, 3);
	});

	it('names track and programme, in any script', () => {
		const { events } = read(toMidi([], { ...options, title: 'Übung 音', programme: 33 }));
		const name = events.find((event) => event.type === 'trackName');
		const bytes = Uint8Array.from(name?.type === 'trackName' ? [...name.text].map((char) => char.charCodeAt(0)) : []);
		expect(new TextDecoder().decode(bytes)).toBe('Übung 音');
		expect(events.find((event) => event.type === 'programChange')).toMatchObject({ programNumber: 33 });
	});

	it('writes bends of lone notes and comes back to the centre, never of notes that overlap', () => {
		const bent = { ...note(0, 0.05), bendCents: [0, 100, 200, 400] };
		const values = (notes: readonly MidiNote[]): number[] =>
			read(toMidi(notes, { ...options, bends: true })).events.flatMap((event) =>
				event.type === 'pitchBend' ? [event.value] : []
			);
		expect(values([bent])).toEqual([0, 4096, 8191, 8191, 0]);
		expect(values([bent, note(0.01, 1, 64)])).toEqual([]);
		expect(read(toMidi([bent], options)).events.some(({ type }) => type === 'pitchBend')).toBe(false);
	});

	it('never holds two of one pitch, never leaves a note on, loses no onset (property)', () => {
		const anyNote = fc
			.tuple(
				fc.integer({ min: 0, max: 200_000 }),
				fc.integer({ min: 0, max: 5000 }),
				fc.integer({ min: 0, max: 127 }),
				fc.integer({ min: 1, max: 127 })
			)
			.map(([onsetMs, lengthMs, pitch, velocity]) => note(onsetMs / 1000, (onsetMs + lengthMs) / 1000, pitch, velocity));
		fc.assert(
			fc.property(fc.array(anyNote, { maxLength: 200 }), (notes) => {
				const onsets = new Set(notes.map(({ onsetSeconds, pitchMidi }) => `${onsetSeconds}/${pitchMidi}`));
				expect(read(toMidi(notes, options)).notes).toHaveLength(onsets.size);
			}),
			{ numRuns: 60 }
		);
	});
});
