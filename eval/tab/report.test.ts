import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FingeredNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import { readTabItems, type TabItem } from './dataset.ts';
import { nearestPosition } from './nearest-position.ts';
import { toTabResult, toTabRows, toTabTable } from './report.ts';
import { isTunedItem } from './tuned.ts';

const item = (
	id: string,
	pitches: readonly number[],
	chosen: readonly number[],
	tickOf = (at: number): number => at
): TabItem => ({
	id,
	group: 'guitar',
	fretboard: { openMidi: [64, 59, 55, 50, 45, 40], capoFret: 0, fretCount: 20 },
	chosen,
	notes: pitches.map((pitchMidi, at) => ({
		id: `${at}`,
		pitchMidi,
		onsetTick: tickOf(at),
		endTick: tickOf(at) + 1,
		onsetSeconds: tickOf(at),
		endSeconds: tickOf(at) + 1
	}))
});
const on = (...strings: (number | null)[]): FingeredNote[] =>
	strings.map((string, at) =>
		string === null
			? { noteId: `${at}`, isPlayed: false, reason: 'above' }
			: { noteId: `${at}`, isPlayed: true, string, fret: 0, isCutShort: false }
	);

describe('the measure of a tab', () => {
	it('counts notes on the chosen string, others, and those left out', () => {
		const result = toTabResult(item('a', [64, 59, 55, 50], [1, 2, 3, 4]), on(1, 2, 4, null), 1);
		expect(result).toMatchObject({ notes: 4, agreed: 2, left: 1, unplayable: 1, isTuned: false });
	});

	it('weighs all notes alike, and all items alike beside it', () => {
		const results = [
			toTabResult(item('a', [64], [1]), on(1), 0),
			toTabResult(item('guitarpro8_faulty.gp:b', [64, 64, 64], [1, 1, 1]), on(2, 2, 2), 0)
		];
		const all = toTabRows(results).find(({ name }) => name === 'all');
		expect(all).toMatchObject({ items: 2, notes: 4, agreement: 0.25, byItem: { mean: 0.5 } });
		expect(toTabTable('x', toTabRows(results))).toContain('guitarpro8_faulty.gp:b (tuned)');
	});

	it('has all tracks of a song in one half', () => {
		expect(isTunedItem('guitarpro8_faulty.gp:x')).toBe(true);
		expect(isTunedItem('guitarpro8_faulty.gpx:x')).toBe(false);
		expect(isTunedItem('guitarpro5_serenade.gp5:Lead')).toBe(false);
	});
});

describe('the peer', () => {
	it('stays near where it is, one note a string', () => {
		const { notes, fretboard } = item('a', [67, 69, 71], []);
		expect(nearestPosition(notes, fretboard).map((each) => (each.isPlayed ? each.string : null))).toEqual([1, 1, 1]);
		const chord = item('b', [64, 64, 20], [], () => 0);
		const strings = nearestPosition(chord.notes.slice(0, 2), fretboard).map((each) => (each.isPlayed ? each.string : null));
		expect(new Set(strings).size).toBe(2);
		expect(nearestPosition(chord.notes.slice(2), fretboard)[0]?.isPlayed).toBe(false);
	});
});

describe('what is measured', () => {
	it('is recordings whose notes have strings, strums written together', () => {
		const folder = mkdtempSync(join(tmpdir(), 'tab-'));
		const rows = [
			{ id: 'a', audio: 'a.ogg', truth: 'a.json', instrument: 'steel guitar' },
			{ id: 'b', audio: 'b.ogg', truth: 'b.json', instrument: 'piano' }
		];
		writeFileSync(join(folder, 'manifest.json'), JSON.stringify(rows));
		const notes = [
			{ onset: 0, offset: 1, pitch: 40, string: 6, fret: 0 },
			{ onset: 0.04, offset: 1, pitch: 45, string: 5, fret: 0 },
			{ onset: 0.5, offset: 1, pitch: 50, string: 4, fret: 0 }
		];
		writeFileSync(join(folder, 'a.json'), JSON.stringify({ notes }));
		writeFileSync(join(folder, 'b.json'), JSON.stringify({ notes: [{ onset: 0, offset: 1, pitch: 60 }] }));
		mkdirSync(join(folder, 'scores'));
		writeFileSync(join(folder, 'scores', 'manifest.json'), JSON.stringify([{ file: 'x.mid' }]));
		const [only, ...others] = readTabItems(folder);
		expect(others).toEqual([]);
		expect(only?.chosen).toEqual([6, 5, 4]);
		expect(only?.notes.map(({ onsetTick }) => onsetTick)).toEqual([0, 0, 500]);
	});

	it('names the folder that has no manifest', () => {
		expect(() => readTabItems(tmpdir())).toThrow(/manifest/);
	});
});
