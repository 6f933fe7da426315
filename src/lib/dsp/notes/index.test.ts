import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameSeconds } from '../../formats/posteriors/index.ts';
import { toDrawnSource, type DrawnNote } from './drawn-posteriors.ts';
import { DecodeAborted, decodeNotes, type DecodeSettings, type DecodedNote } from './index.ts';
import { toFrameSeconds } from './matrices.ts';

const plain: DecodeSettings = { preset: 'other', sensitivity: 0.5 };

async function decode(notes: readonly DrawnNote[], durationSeconds: number, settings = plain): Promise<DecodedNote[]> {
	return (await decodeNotes(toDrawnSource({ notes, durationSeconds }), settings)).notes;
}

/** Pitches with onsets and offsets in hundredths of a second. */
const flat = (notes: readonly DecodedNote[]): string[] =>
	notes.map((note) => `${note.pitchMidi}@${note.onsetSeconds.toFixed(1)}`);

const tune: readonly DrawnNote[] = [60, 62, 64, 65, 67, 69, 71, 72].map((pitchMidi, i) => ({
	pitchMidi,
	onsetSeconds: 0.5 + i * 0.5,
	offsetSeconds: 0.95 + i * 0.5
}));

describe('decodeNotes', () => {
	it('finds drawn notes within a few frames of where they are', async () => {
		const notes = await decode(tune, 5);
		expect(notes.map((note) => note.pitchMidi)).toEqual(tune.map((note) => note.pitchMidi));
		notes.forEach((note, i) => {
			expect(Math.abs(note.onsetSeconds - (tune[i]?.onsetSeconds ?? 0))).toBeLessThan(0.03);
			expect(Math.abs(note.offsetSeconds - (tune[i]?.offsetSeconds ?? 0))).toBeLessThan(0.08);
		});
	});

	it('agrees with the file format on when a frame is', () => {
		for (const frame of [0, 1, 141, 142, 143, 284, 10_000]) expect(toFrameSeconds(frame)).toBe(frameSeconds(frame));
	});

	it('finds notes at once and across the seams between windows and segments', async () => {
		const seam = 36_164 / 22_050;
		const notes: DrawnNote[] = [1, 2, 3, 4].flatMap((window) => [
			{ pitchMidi: 48, onsetSeconds: window * seam, offsetSeconds: window * seam + 0.4 },
			{ pitchMidi: 64, onsetSeconds: window * seam - 0.3, offsetSeconds: window * seam + 0.3 }
		]);
		const source = toDrawnSource({ notes, durationSeconds: 5.5 * seam });
		const whole = await decodeNotes(source, plain);
		expect(whole.notes.filter((note) => note.pitchMidi === 48)).toHaveLength(4);
		expect(whole.notes.filter((note) => note.pitchMidi === 64)).toHaveLength(4);
		expect(whole.notes).toHaveLength(8);
		for (const windowsPerSegment of [1, 2, 3]) {
			expect((await decodeNotes(source, plain, { windowsPerSegment })).notes).toEqual(whole.notes);
		}
	});

	it('keeps a note that is held through many segments in one piece', async () => {
		const source = toDrawnSource({ notes: [{ pitchMidi: 55, onsetSeconds: 1, offsetSeconds: 6.2 }], durationSeconds: 8 });
		for (const windowsPerSegment of [1, 32]) {
			const { notes } = await decodeNotes(source, plain, { windowsPerSegment });
			expect(notes).toHaveLength(1);
			expect(notes[0]?.offsetSeconds).toBeGreaterThan(6);
		}
	});

	it('ends a note that sounds to the very end with the recording', async () => {
		const notes = await decode([{ pitchMidi: 60, onsetSeconds: 2, offsetSeconds: 3 }], 3);
		expect(notes).toHaveLength(1);
		expect(notes[0]?.offsetSeconds).toBeLessThanOrEqual(3);
		expect(notes[0]?.offsetSeconds).toBeGreaterThan(2.85);
	});

	it('separates a repeated pitch, and joins an onset that flickers', async () => {
		const repeated = await decode(
			[0, 1, 2].map((i) => ({ pitchMidi: 57, onsetSeconds: 0.5 + 0.3 * i, offsetSeconds: 0.7 + 0.3 * i })),
			3
		);
		expect(flat(repeated)).toEqual(['57@0.5', '57@0.8', '57@1.1']);
		const flickering = await decode(
			[
				{ pitchMidi: 57, onsetSeconds: 1, offsetSeconds: 2 },
				{ pitchMidi: 57, onsetSeconds: 1.045, offsetSeconds: 2 }
			],
			3
		);
		expect(flickering).toHaveLength(1);
	});

	it('leaves out a faint octave over a strong note', async () => {
		const notes = await decode(
			[
				{ pitchMidi: 48, onsetSeconds: 1, offsetSeconds: 2, strength: 0.95 },
				{ pitchMidi: 60, onsetSeconds: 1, offsetSeconds: 1.6, strength: 0.32 }
			],
			3
		);
		expect(flat(notes)).toEqual(['48@1.0']);
	});

	it('keeps an octave that is played', async () => {
		const notes = await decode(
			[48, 60].map((pitchMidi) => ({ pitchMidi, onsetSeconds: 1, offsetSeconds: 2 })),
			3
		);
		expect(flat(notes)).toEqual(['48@1.0', '60@1.0']);
	});
});

describe('the level gate', () => {
	const hum = { notes: [{ pitchMidi: 43, onsetSeconds: 0.5, offsetSeconds: 2.5 }], durationSeconds: 4 };

	it('takes hum at -70 dBFS for silence, and digital silence, and no number', async () => {
		for (const level of [-70, -200, -Infinity, Number.NaN]) {
			expect((await decodeNotes(toDrawnSource({ ...hum, levelDb: () => level }), plain)).notes).toEqual([]);
		}
	});

	it('takes a quiet recording as it is, but not what lies far below its music', async () => {
		expect((await decodeNotes(toDrawnSource({ ...hum, levelDb: () => -55 }), plain)).notes).toHaveLength(1);
		const mixed = toDrawnSource({ ...hum, levelDb: (window) => (window === 2 ? -5 : -60) });
		expect((await decodeNotes(mixed, plain)).notes).toEqual([]);
	});
});

describe('settings', () => {
	it("keeps to the range, the user's before the preset's", async () => {
		const wide = [30, 60, 95].map((pitchMidi) => ({ pitchMidi, onsetSeconds: 1, offsetSeconds: 2 }));
		expect((await decode(wide, 3)).map((note) => note.pitchMidi)).toEqual([30, 60, 95]);
		expect((await decode(wide, 3, { ...plain, preset: 'guitar' })).map((note) => note.pitchMidi)).toEqual([60]);
		expect((await decode(wide, 3, { ...plain, lowestMidi: 50, highestMidi: 70 })).map((note) => note.pitchMidi)).toEqual([60]);
		expect(await decode(wide, 3, { ...plain, lowestMidi: 70, highestMidi: 50 })).toEqual([]);
	});

	it('drops notes shorter than the user allows', async () => {
		const notes = [0.1, 0.6].map((seconds, i) => ({
			pitchMidi: 60 + 4 * i,
			onsetSeconds: 1 + i,
			offsetSeconds: 1 + i + seconds
		}));
		expect(flat(await decode(notes, 4))).toEqual(['60@1.0', '64@2.0']);
		expect(flat(await decode(notes, 4, { ...plain, minimumNoteMs: 300 }))).toEqual(['64@2.0']);
	});

	it('answers the preset asked for with full confidence, and a guess with less', async () => {
		const source = toDrawnSource({ notes: tune, durationSeconds: 5 });
		expect(await decodeNotes(source, { ...plain, preset: 'piano' })).toMatchObject({ preset: 'piano', presetConfidence: 1 });
		const guessed = await decodeNotes(source, { ...plain, preset: 'auto' });
		expect(guessed.presetConfidence).toBeLessThan(1);
	});

	it('finds no fewer notes at a higher sensitivity', async () => {
		const notes = Array.from({ length: 24 }, (_, i) => ({
			pitchMidi: 45 + ((i * 7) % 36),
			onsetSeconds: 0.4 + i * 0.2,
			offsetSeconds: 0.75 + i * 0.2,
			strength: 0.25 + (0.7 * i) / 23
		}));
		const counts: number[] = [];
		for (const sensitivity of [0, 0.25, 0.5, 0.75, 1]) counts.push((await decode(notes, 6, { ...plain, sensitivity })).length);
		expect([...counts].sort((a, b) => a - b)).toEqual(counts);
		expect(counts[4]).toBeGreaterThan(counts[0] ?? 0);
	});
});

describe('one voice', () => {
	it('keeps to one note at a time', async () => {
		const notes = await decode(
			[
				...tune.map((note) => ({ ...note, pitchMidi: note.pitchMidi - 24, strength: 0.95 })),
				{ pitchMidi: 55, onsetSeconds: 1, offsetSeconds: 3, strength: 0.4 }
			],
			5,
			{ ...plain, preset: 'bass' }
		);
		expect(notes.map((note) => note.pitchMidi)).toEqual([36, 38, 40, 41, 43, 45, 47, 48]);
		notes.forEach((note, i) => expect(note.offsetSeconds).toBeLessThanOrEqual((notes[i + 1]?.onsetSeconds ?? 9) + 1e-9));
	});

	it('follows a glide that has one onset into a new pitch', async () => {
		const glide = toDrawnSource({
			durationSeconds: 4,
			notes: [
				{ pitchMidi: 57, onsetSeconds: 1, offsetSeconds: 1.8 },
				{ pitchMidi: 61, onsetSeconds: 1.8, offsetSeconds: 2.8 }
			]
		});
		const windows = await glide.readWindows(0, glide.windowCount);
		for (const window of windows) for (let row = 0; row < 142; row++) window.onsets[row * 88 + 40] = 5;
		const { notes } = await decodeNotes(glide, { ...plain, preset: 'voice' });
		expect(notes.map((note) => note.pitchMidi)).toEqual([57, 61]);
	});
});

describe('bends', () => {
	const held = { pitchMidi: 64, onsetSeconds: 1, offsetSeconds: 2 };

	it('keeps one that moves, frame by frame from the onset', async () => {
		const [note] = await decode([{ ...held, bend: (seconds) => Math.max(-45, Math.min(45, 180 * (seconds - 0.5))) }], 3);
		const cents = note?.bendCents ?? [];
		expect(cents.length).toBeGreaterThan(55);
		expect(cents[10]).toBeLessThan(-25);
		expect(cents.at(-1)).toBeGreaterThan(25);
		expect(cents.every(Number.isInteger)).toBe(true);
	});

	it('keeps none for a steady note, in tune or 30 cents sharp', async () => {
		for (const cents of [0, 30]) {
			const [note] = await decode([{ ...held, bend: () => cents }], 3);
			expect(note?.pitchMidi).toBe(64);
			expect(note?.bendCents).toBeUndefined();
		}
	});
});

describe('odd input', () => {
	it('answers no notes for no windows, and for ten milliseconds', async () => {
		const empty = { windowCount: 0, durationSeconds: 0, readWindows: () => [] };
		expect(await decodeNotes(empty, plain)).toMatchObject({ notes: [], durationSeconds: 0 });
		const short = toDrawnSource({ notes: [{ pitchMidi: 60, onsetSeconds: 0, offsetSeconds: 0.01 }], durationSeconds: 0.01 });
		for (const note of (await decodeNotes(short, plain)).notes) expect(note.offsetSeconds).toBeLessThanOrEqual(0.01);
		expect((await decodeNotes(toDrawnSource({ notes: [], durationSeconds: 10 }), { ...plain, preset: 'auto' })).notes).toEqual(
			[]
		);
	});

	it('takes a sensitivity that is no number for the middle', async () => {
		expect(await decode(tune, 5, { ...plain, sensitivity: Number.NaN })).toEqual(await decode(tune, 5));
	});

	it('refuses a source that gives too few windows, or windows of another shape', async () => {
		const source = toDrawnSource({ notes: tune, durationSeconds: 5 });
		await expect(decodeNotes({ ...source, readWindows: () => [] }, plain)).rejects.toThrow(RangeError);
		const [window] = await source.readWindows(0, 1);
		if (window === undefined) throw new Error('The source has a first window.');
		const cut = { ...window, notes: window.notes.subarray(1) };
		await expect(decodeNotes({ windowCount: 1, durationSeconds: 1, readWindows: () => [cut] }, plain)).rejects.toThrow(
			RangeError
		);
	});

	it('stops when asked', async () => {
		const source = toDrawnSource({ notes: tune, durationSeconds: 5 });
		await expect(decodeNotes(source, plain, { signal: { aborted: true } })).rejects.toThrow(DecodeAborted);
	});

	it('holds its promises for anything', async () => {
		const bytes = fc.uint8Array({ minLength: 400, maxLength: 400 });
		const preset = fc.constantFrom('auto', 'piano', 'guitar', 'bass', 'voice', 'other');
		await fc.assert(
			fc.asyncProperty(bytes, preset, fc.double({ min: 0, max: 1, noNaN: true }), async (seed, name, sensitivity) => {
				const source = toDrawnSource({ notes: [], durationSeconds: 3 });
				for (const window of await source.readWindows(0, source.windowCount)) {
					for (const matrix of [window.notes, window.onsets, window.contours]) {
						for (let i = 0; i < matrix.length; i++) matrix[i] = ((seed[(i * 31) % 400] ?? 0) * (seed[(i >> 4) % 400] ?? 0)) >> 8;
					}
				}
				const { notes } = await decodeNotes(source, { preset: name, sensitivity });
				const ends = new Map<number, number>();
				let before = 0;
				for (const note of notes) {
					expect(note.onsetSeconds).toBeGreaterThanOrEqual(Math.max(before, ends.get(note.pitchMidi) ?? 0));
					expect(note.offsetSeconds).toBeGreaterThan(note.onsetSeconds);
					expect(note.offsetSeconds).toBeLessThanOrEqual(3);
					expect(note.confidence).toBeGreaterThanOrEqual(0);
					expect(note.confidence).toBeLessThanOrEqual(1);
					expect(note.velocity).toBeGreaterThanOrEqual(1);
					expect(note.velocity).toBeLessThanOrEqual(127);
					before = note.onsetSeconds;
					ends.set(note.pitchMidi, note.offsetSeconds);
				}
				expect(new Set(notes.map((note) => note.id)).size).toBe(notes.length);
			}),
			{ numRuns: 12, seed: 7 }
		);
	});
});
