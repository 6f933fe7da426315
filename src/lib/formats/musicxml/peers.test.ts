import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, type Score } from '$core/score/index.ts';
import { madeBand, madeBars, madePart, madeScore } from '../../../../tests/fixtures/scores/made-scores.ts';
import { hasPeer } from '../../../../tests/fixtures/scores/has-peer.ts';
import { checkWithXmllint, peerNotes, throughMuseScore } from '../../../../tests/fixtures/scores/peers.ts';
import { fromMxl } from '../mxl/index.ts';
import { fromMusicXml, toMusicXml } from './index.ts';

const hasMuseScore = hasPeer('mscore3');
const hasXmllint = hasPeer('xmllint');
const data = process.env['WOODSHED_DATA'] ?? '';
const scores = join(data, 'scores');
const hasData = data !== '' && existsSync(scores);
if (!hasData) console.log('skipped: scores made by others (WOODSHED_DATA is not set)');

const perQuarter = 480;
const slow = 60_000;

/** Onsets to a 480th of a quarter, each with its pitch; a key that two voices strike at once sounds once. */
function struck(notes: readonly { readonly onset: number; readonly pitch: number }[]): string[] {
	return [...new Set(notes.map(({ onset, pitch }) => `${Math.round(onset * perQuarter)} ${pitch}`))].sort();
}

/** As MIDI can play it: a key that another voice still holds is not struck again. */
const ours = (score: Score): string[] =>
	struck(
		score.parts.flatMap(({ notes }) => {
			const heldUntil = new Map<number, number>();
			return notes.flatMap(({ tick, ticks, pitchMidi }) => {
				const held = heldUntil.get(pitchMidi) ?? 0;
				heldUntil.set(pitchMidi, Math.max(held, tick + ticks));
				return ticks === 0 || held > tick ? [] : [{ onset: tick / ticksPerQuarter, pitch: pitchMidi }];
			});
		})
	);

const theirs = (midi: Uint8Array): string[] => struck(peerNotes(midi));

/** Repeats, jumps and ornaments are played out by others; the page itself is compared. */
function plain(score: Score): Score {
	return {
		...score,
		bars: score.bars.map(({ id, ticks, meter, key, isPickup }) => ({
			id,
			ticks,
			meter,
			key,
			...(isPickup === true ? { isPickup } : {})
		})),
		parts: score.parts.map((part) => ({
			...part,
			notes: part.notes.filter(({ ticks }) => ticks > 0).map(({ technique: _, ...note }) => note)
		})),
		swings: []
	};
}

/** Quarters in each bar of the first part, by what its first voice holds. */
function barLengths(xml: string): number[] {
	let divisions = 1;
	const [first = ''] = /<part [^]*?<\/part>/.exec(xml) ?? [];
	return [...first.matchAll(/<measure [^]*?<\/measure>/g)].map(([measure]) => {
		divisions = Number(/<divisions>(\d+)/.exec(measure)?.[1] ?? divisions);
		const [voice = ''] = measure.split('<backup>');
		const notes = [...voice.matchAll(/<note[ >][^]*?<\/note>/g)].map(([note]) => note).filter((note) => !note.includes('<chord'));
		return notes.reduce((sum, note) => sum + Number(/<duration>(\d+)/.exec(note)?.[1] ?? 0), 0) / divisions;
	});
}

describe.runIf(hasXmllint)('our MusicXML and xmllint', () => {
	it('is well formed', () => expect(() => checkWithXmllint(toMusicXml(madeBand()))).not.toThrow());
});

describe.runIf(hasMuseScore)('our MusicXML in MuseScore 3', () => {
	it('has the same notes', { timeout: slow }, () => {
		const score = plain(madeBand());
		expect(theirs(throughMuseScore(toMusicXml(score), 'musicxml', 'mid'))).toEqual(ours(score));
	});

	it('has the same bars, tuplets, chords and sections', { timeout: slow }, () => {
		const xml = new TextDecoder().decode(throughMuseScore(toMusicXml(madeBand()), 'musicxml', 'musicxml'));
		expect(barLengths(xml)).toEqual([1, 4, 4, 4, 4, 4, 4]);
		for (const kept of ['minor-seventh', 'half-diminished', '<actual-notes>5</actual-notes>', 'Verse'])
			expect(xml).toContain(kept);
	});

	it('has the same strings and frets', { timeout: slow }, () => {
		// Low on the neck: this MuseScore fingers anew what could be played lower.
		const positions = [
			[6, 3],
			[5, 2],
			[4, 0],
			[3, 0],
			[2, 1],
			[1, 3]
		] as const;
		const openMidi = [64, 59, 55, 50, 45, 38];
		const notes = positions.map(([string, fret], i) => ({
			id: `n${i}`,
			tick: 10_080 * i,
			ticks: 10_080,
			pitchMidi: (openMidi[string - 1] ?? 0) + fret,
			staff: 0,
			voice: 0,
			velocity: 80,
			string,
			fret
		}));
		const guitar = {
			...madePart([]),
			staves: [{ clef: 'treble' as const }],
			transposeSemitones: -12,
			fretboard: { openMidi, capoFret: 0, fretCount: 22 },
			notes
		};
		const xml = new TextDecoder().decode(throughMuseScore(toMusicXml(madeScore([guitar], madeBars(2))), 'musicxml', 'musicxml'));
		const shown = [...xml.matchAll(/<string>(\d+)<\/string>\s*<fret>(\d+)</g)].map(([, string, fret]) => [
			Number(string),
			Number(fret)
		]);
		expect(shown).toEqual(positions);
		expect(xml).toContain('<tuning-step>D</tuning-step>');
	});
});

describe.runIf(hasMuseScore && hasData)('MusicXML made by others', () => {
	it.each([
		'bach_prelude_bwv846.musicxml',
		'schubert_moment_musical_3.musicxml',
		'chord_symbols_partitura.musicxml',
		'odd_all_chord_types.xml',
		'odd_all_keys.xml',
		'odd_compressed.mxl',
		'odd_key_change_midbar.xml',
		'odd_pickup_implicit.xml',
		'odd_tab_staves.xml'
	])('is read as MuseScore reads it, and so is what we write of it: %s', { timeout: slow }, async (name) => {
		const bytes = readFileSync(join(scores, name));
		const options = { scoreId: 'score', songId: 'song', fileName: name };
		const reading = name.endsWith('.mxl') ? await fromMxl(bytes, options) : fromMusicXml(bytes, options);
		if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
		const ending = name.slice(name.lastIndexOf('.') + 1);
		expect(ours(reading.score)).toEqual(theirs(throughMuseScore(bytes, ending, 'mid')));
		expect(theirs(throughMuseScore(toMusicXml(reading.score), 'musicxml', 'mid'))).toEqual(ours(reading.score));
	});

	it.each(['bach_bwv1006_menuet2.mxl', 'odd_repeats_dacapo.xml', 'odd_grace_notes.xml'])(
		'is played by MuseScore alike when we write it again: %s',
		{ timeout: slow },
		async (name) => {
			const bytes = readFileSync(join(scores, name));
			const options = { scoreId: 'score', songId: 'song', fileName: name };
			const reading = name.endsWith('.mxl') ? await fromMxl(bytes, options) : fromMusicXml(bytes, options);
			if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
			const count = (midi: Uint8Array): number => peerNotes(midi).length;
			const original = throughMuseScore(bytes, name.slice(name.lastIndexOf('.') + 1), 'mid');
			expect(count(throughMuseScore(toMusicXml(reading.score), 'musicxml', 'mid'))).toBe(count(original));
		}
	);
});
