import { describe, expect, it } from 'vitest';
import type { PlayedNote } from './streams.ts';
import { writtenValues } from './written-values.ts';

/** Score ticks of one of 480 to the quarter. */
const fileTick = 21;
type Row = readonly [onset: number, length: number];

/** @param rows in ticks of the file, 480 to the quarter */
const played = (rows: readonly Row[]): PlayedNote[] =>
	rows.map(([onset, length], at) => ({
		tick: onset * fileTick,
		ticks: length * fileTick,
		pitchMidi: 60 + (at % 12),
		velocity: 80
	}));
const read = (rows: readonly Row[], isDrums = false): Row[] =>
	writtenValues(played(rows), isDrums, fileTick).map(({ tick, ticks }) => [tick / fileTick, ticks / fileTick]);

describe('the values that a MIDI file means', () => {
	it('reads notes and ends that are a tick off as plain ones (regression)', () => {
		const rows: Row[] = [
			[0, 959],
			[959, 480],
			[1439, 480],
			[1919, 720],
			[2639, 120],
			[2759, 121],
			[2880, 480]
		];
		expect(read(rows)).toEqual([
			[0, 960],
			[960, 480],
			[1440, 480],
			[1920, 720],
			[2640, 120],
			[2760, 120],
			[2880, 480]
		]);
	});

	it.each([0.9, 0.95, 0.98, 0.8])('reads notes that are ended after %s of their length (regression)', (gate) => {
		const values = [480, 240, 240, 960, 120, 120, 120, 120, 720, 240, 160, 160, 160, 1920];
		let at = 0;
		const rows = values.map((value): Row => {
			const row = [at, Math.round(value * gate)] as const;
			at += value;
			return row;
		});
		expect(read(rows).map(([, length]) => length)).toEqual(values);
	});

	it('reads notes that are all ended some ticks early, and keeps the rests between them (regression)', () => {
		const rows: Row[] = [
			[0, 220],
			[480, 220],
			[960, 460],
			[1920, 100],
			[2040, 100],
			[2160, 220],
			[2880, 460]
		];
		expect(read(rows).map(([, length]) => length)).toEqual([240, 240, 480, 120, 120, 240, 480]);
	});

	it('takes time off notes that hold over a little (regression)', () => {
		const rows: Row[] = [0, 480, 960, 1440].map((onset) => [onset, 500]);
		expect(read(rows).map(([, length]) => length)).toEqual([480, 480, 480, 480]);
	});

	it('lets drums that are struck for a tick last until the next, or the end of the beat (regression)', () => {
		const rows: Row[] = [0, 240, 480, 600, 1440].map((onset) => [onset, 1]);
		expect(read(rows, true).map(([, length]) => length)).toEqual([240, 240, 120, 360, 480]);
	});

	it('gives a note that ends at once the least value (regression)', () => {
		const rows: Row[] = [
			[0, 0],
			[0, 240],
			[240, 1],
			[480, 480]
		];
		expect(read(rows).map(([, length]) => length)).toEqual([120, 240, 120, 480]);
	});

	it.each<[string, Row[]]>([
		['staccato eighths', [0, 240, 480, 720].map((onset): Row => [onset, 120])],
		['quintuplets', [0, 96, 192, 288, 384, 480, 960].map((onset, at): Row => [onset, at < 5 ? 96 : 480])],
		['32nds and 64ths', [0, 60, 90, 120, 180, 240].map((onset, at): Row => [onset, [60, 30, 30, 60, 60, 240][at] ?? 0])],
		['sextuplets', [0, 80, 160, 240, 320, 400, 480].map((onset): Row => [onset, 80])],
		['a chord held under a tune', [0, 0, 240, 480, 720].map((onset, at): Row => [onset, at === 0 ? 960 : 240])],
		['a note held into the next bar', [[0, 1440] as const, [1440, 1200] as const, [2640, 240] as const]]
	])('leaves %s as they are', (_, rows) => {
		expect(read(rows)).toEqual(rows);
	});

	it('leaves what was played freely to the tick', () => {
		const rows: Row[] = [480, 974, 1439, 1667, 1908, 2140, 2395, 2617].map((onset) => [onset, 33]);
		expect(read(rows)).toEqual(rows);
	});
});
