import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, writeOut, type Score } from '$core/score/index.ts';
import { openMusicXmlSchema } from '../../../../tests/fixtures/scores/musicxml-schema.ts';
import { hasPeer } from '../../../../tests/fixtures/scores/has-peer.ts';
import { allThroughMuseScore, peerNotes } from '../../../../tests/fixtures/scores/peers.ts';
import { fromGuitarPro } from '../guitar-pro/index.ts';
import { fromMusicXml, toMusicXml } from '../musicxml/index.ts';
import { fromMxl } from '../mxl/index.ts';
import { fromScoreMidi } from '../score-midi/index.ts';
import type { ScoreReading } from './index.ts';

const folder = join(process.env['WOODSHED_DATA'] ?? '', 'scores');
const hasData = process.env['WOODSHED_DATA'] !== undefined && existsSync(folder);
if (!hasData) console.log('skipped: scores made by others (WOODSHED_DATA is not set)');
const names = hasData ? readdirSync(folder).filter((name) => /\.(xml|musicxml|mxl|mid|gp\w?)$/.test(name)) : [];

/** Where MuseScore 3 plays another thing than what is written, and what of our notes it must play all the same. */
const otherwise: Readonly<Record<string, { readonly why: string; readonly read?: number; readonly written?: number }>> = {
	'bach_bwv1006_menuet2.mxl': { why: 'it takes time for grace notes from what they lead to', read: 0.98, written: 0.98 },
	'guitarpro6_effects.gpx': { why: 'it takes time for grace notes from what they lead to', written: 0.99 },
	'odd_grace_notes.xml': { why: 'it takes time for grace notes from what they lead to', read: 0, written: 0 },
	'odd_five_four_band.mid': { why: 'it quantises what was played in to 16ths', read: 0.95 },
	'polyphonic_basic_pitch.mid': { why: 'it finds beats of its own in what was played in', read: 0 },
	'schubert_moment_musical_3_score.mid': { why: 'a key that is struck twice at once is one note to it', read: 0.99 }
};
/** It plays out trills, tremolos and grace notes, which stand in a Score as such. */
const playsOrnaments = new Set([
	'bach_bwv1006_menuet2.mxl',
	'guitarpro6_effects.gpx',
	'guitarpro8_faulty.gp',
	'odd_grace_notes.xml',
	'polyphonic_basic_pitch.mid'
]);

/** MuseScore writes no value finer than a 128th: places between are moved to the nearest. */
const toleranceQuarters = 0.05;

interface Struck {
	readonly onset: number;
	readonly pitch: number;
}

/** As MIDI plays it: repeats in full; a key that another voice of a part still holds is not struck again. */
function played(score: Score): Struck[] {
	return writeOut(score).parts.flatMap(({ notes }) => {
		const heldUntil = new Map<number, number>();
		return notes.flatMap(({ tick, ticks, pitchMidi }) => {
			const held = heldUntil.get(pitchMidi) ?? 0;
			heldUntil.set(pitchMidi, Math.max(held, tick + ticks));
			return ticks === 0 || held > tick ? [] : [{ onset: tick / ticksPerQuarter, pitch: pitchMidi }];
		});
	});
}

async function read(name: string): Promise<Score> {
	const bytes = readFileSync(join(folder, name));
	const options = { scoreId: 'score', songId: 'song', fileName: name };
	const reading: ScoreReading = name.endsWith('.mxl')
		? await fromMxl(bytes, options)
		: name.endsWith('.mid')
			? fromScoreMidi(bytes, options)
			: /\.gp\w?$/.test(name)
				? fromGuitarPro(bytes, options)
				: fromMusicXml(bytes, options);
	if (reading.kind === 'fault') throw new Error(`${name}: ${JSON.stringify(reading.fault)}`);
	return reading.score;
}

interface Agreement {
	/** Share of our notes that it plays, each once. */
	readonly found: number;
	/** Notes that it plays beside them. */
	readonly extra: number;
}

function agreement(ours: readonly Struck[], theirs: readonly Struck[]): Agreement {
	const free = new Map<number, number[]>();
	for (const { onset, pitch } of theirs) free.set(pitch, [...(free.get(pitch) ?? []), onset]);
	let found = 0;
	for (const { onset, pitch } of ours) {
		const onsets = free.get(pitch) ?? [];
		const at = onsets.findIndex((other) => Math.abs(other - onset) <= toleranceQuarters);
		if (at < 0) continue;
		onsets.splice(at, 1);
		found++;
	}
	return { found: ours.length === 0 ? 1 : found / ours.length, extra: theirs.length - found };
}

describe.runIf(hasData && hasPeer('mscore3'))('scores made by others', () => {
	it('are read as MuseScore 3 plays them, and played by it alike when we write them', { timeout: 480_000 }, async () => {
		const scores = await Promise.all(names.map(read));
		const files = names.map((name, index) => {
			const score = scores[index];
			if (score === undefined) throw new Error(name);
			const from = name.slice(name.lastIndexOf('.') + 1);
			return { name, score, original: { bytes: readFileSync(join(folder, name)), from, to: 'mid' } };
		});
		// It opens no Guitar Pro 6 and later; those are compared with alphaTab beside their reader.
		const legible = files.filter(({ name }) => !/\.gpx?$/.test(name));
		const theirs = new Map(
			allThroughMuseScore(legible.map(({ original }) => original)).map((midi, index) => [legible[index]?.name, midi])
		);
		const again = allThroughMuseScore(files.map(({ score }) => ({ bytes: toMusicXml(score), from: 'musicxml', to: 'mid' })));
		const rows = files.map(({ name, score }, index) => {
			const [original, written] = [theirs.get(name), again[index]];
			const ours = played(score);
			return {
				name,
				// Null where it does not open the original.
				read: original === null || original === undefined ? null : agreement(ours, peerNotes(original)),
				written: agreement(ours, written === null || written === undefined ? [] : peerNotes(written))
			};
		});
		const opened = rows.flatMap((row) => row.read ?? []);
		const isWhole = ({ found, extra }: Agreement): boolean => found === 1 && extra === 0;
		console.log(
			`read note for note as MuseScore 3 reads them: ${opened.filter(isWhole).length} of the ${opened.length} it opens; ` +
				`written so that it plays them note for note: ${rows.filter(({ written }) => isWhole(written)).length} of ${rows.length}`
		);
		const isShort = (agreed: Agreement, least: number, name: string): boolean =>
			agreed.found < least || (agreed.extra > 0 && !playsOrnaments.has(name) && least === 1);
		const short = rows.filter(
			({ name, read: own, written }) =>
				(own !== null && isShort(own, otherwise[name]?.read ?? 1, name)) || isShort(written, otherwise[name]?.written ?? 1, name)
		);
		expect(short).toEqual([]);
		expect(opened.length).toBeGreaterThan(15);
	});
});

const schema = hasData ? openMusicXmlSchema() : null;
if (hasData && schema === null) console.log('skipped: the schema of MusicXML (MuseScore 3 or xmllint is not installed)');

describe.runIf(schema !== null)('what we write of scores made by others', () => {
	it.each(names)('is as the schema of MusicXML has it: %s', async (name) => {
		expect(schema?.faultsOf(toMusicXml(await read(name)))).toEqual([]);
	});
});
