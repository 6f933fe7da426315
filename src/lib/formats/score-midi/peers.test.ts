import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, type Score } from '$core/score/index.ts';
import { madeBand } from '../../../../tests/fixtures/scores/made-scores.ts';
import { hasPeer } from '../../../../tests/fixtures/scores/has-peer.ts';
import { peerNotes, throughMidicsv, throughMuseScore, type PeerNote } from '../../../../tests/fixtures/scores/peers.ts';
import { fromScoreMidi, toScoreMidi } from './index.ts';

const hasMuseScore = hasPeer('mscore3');
const hasMidicsv = hasPeer('midicsv');
const data = process.env['WOODSHED_DATA'] ?? '';
const hasData = data !== '' && existsSync(join(data, 'scores'));
if (!hasData) console.log('skipped: MIDI files made by others (WOODSHED_DATA is not set)');

const options = { scoreId: 'score', songId: 'song', fileName: 'a.mid' };
const slow = 60_000;
const struck = (notes: readonly PeerNote[]): string[] =>
	notes.map(({ onset, quarters, pitch }) => `${onset.toFixed(3)} ${quarters.toFixed(3)} ${pitch}`).sort();

function ours(score: Score): PeerNote[] {
	return score.parts.flatMap(({ notes }) =>
		notes
			.filter(({ ticks }) => ticks > 0)
			.map(({ tick, ticks, pitchMidi }) => ({
				onset: tick / ticksPerQuarter,
				quarters: ticks / ticksPerQuarter,
				pitch: pitchMidi
			}))
	);
}

/** MuseScore quantises what it reads and plays graces its own way. */
function withoutGraces(score: Score): Score {
	return { ...score, parts: score.parts.map((part) => ({ ...part, notes: part.notes.filter(({ ticks }) => ticks > 0) })) };
}

describe('our MIDI', () => {
	it('is read by another parser note for note', () => {
		const score = withoutGraces(madeBand());
		expect(struck(peerNotes(toScoreMidi(score, { playsSwing: false })))).toEqual(struck(ours(score)));
	});

	it.runIf(hasMidicsv)('is read by midicsv without a complaint', () => {
		const lines = throughMidicsv(toScoreMidi(madeBand(), { playsSwing: true }));
		expect(lines[0]).toBe('0, 0, Header, 1, 7, 480');
		for (const line of [
			'Time_signature, 1, 2',
			'Key_signature, -3, "minor"',
			'Marker_t, "Verse"',
			'Marker_t, "Am7/C"',
			'Title_t, "Trumpet & <friends>"'
		]) {
			expect(lines.some((one) => one.includes(line))).toBe(true);
		}
	});

	it.runIf(hasMuseScore)('has the same notes and bars in MuseScore 3', { timeout: slow }, () => {
		const score = withoutGraces(madeBand());
		const midi = toScoreMidi(score, { playsSwing: false });
		const onsets = (notes: readonly PeerNote[]): string[] =>
			notes.map(({ onset, pitch }) => `${onset.toFixed(1)} ${pitch}`).sort();
		expect(onsets(peerNotes(throughMuseScore(midi, 'mid', 'mid')))).toEqual(onsets(ours(score)));
		const xml = new TextDecoder().decode(throughMuseScore(midi, 'mid', 'musicxml'));
		expect(
			xml
				.split('<part id="P1">')[1]
				?.split('</part>')[0]
				?.match(/<measure /g)?.length
		).toBe(7);
	});
});

describe.runIf(hasData)('MIDI made by others', () => {
	const folder = join(data, 'scores');
	const names = hasData ? readdirSync(folder).filter((name) => name.endsWith('.mid')) : [];

	it.each(names)('is read note for note as another parser reads it: %s', (name) => {
		const bytes = readFileSync(join(folder, name));
		const reading = fromScoreMidi(bytes, options);
		if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
		// Slop is read as the place that is meant: a 33rd of a quarter away at most.
		const byPitch = (notes: readonly PeerNote[]): PeerNote[] => notes.toSorted((a, b) => a.pitch - b.pitch || a.onset - b.onset);
		const [own, theirs] = [byPitch(ours(reading.score)), byPitch(peerNotes(bytes))];
		expect(own.map(({ pitch }) => pitch)).toEqual(theirs.map(({ pitch }) => pitch));
		const furthest = own.reduce((most, { onset }, at) => Math.max(most, Math.abs(onset - (theirs[at]?.onset ?? Infinity))), 0);
		expect(furthest).toBeLessThan(1 / 33);
		expect(reading.losses).toEqual({});
	});

	it.each<[string, string]>([
		['data_byte_over_127.mid', 'read'],
		['tempo_zero.mid', 'read'],
		['division_zero.mid', 'fault'],
		['smpte_division.mid', 'read'],
		['track_length_4gb.mid', 'read'],
		['no_note_off.mid', 'read'],
		['velocity0_all.mid', 'read']
	])('is answered where it is damaged: %s', (name, kind) => {
		expect(fromScoreMidi(readFileSync(join(data, 'bad', name)), options).kind).toBe(kind);
	});
});
