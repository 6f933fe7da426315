import { importer, Logger, LogLevel, model, Settings } from '@coderline/alphatab';
import { ticksPerQuarter, type Score, type ScoreBar } from '$core/score/index.ts';
import {
	checkCount,
	checkSize,
	createIds,
	finishScore,
	FormatFault,
	scoreLimits,
	toReading,
	type IdMaker,
	type LossCounter,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { beatLength } from './beats.ts';
import { toBar, toBarTexts } from './master-bars.ts';
import { toPart } from './track.ts';

/** A Score from Guitar Pro 3 to 8 (.gp3, .gp4, .gp5, .gpx, .gp), read by alphaTab; its strings and frets are the file's own. */
export function fromGuitarPro(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => {
		checkSize(bytes);
		return toScore(load(bytes), options, losses);
	});
}

/** How a file begins: the words of versions 3 to 5, the containers of 6, the archive of 7 and 8. */
export function isGuitarPro(bytes: Uint8Array): boolean {
	const head = String.fromCharCode(...bytes.subarray(0, 20));
	return head.slice(1).startsWith('FICHIER GUITAR PRO') || ['BCFZ', 'BCFS', 'PK\u0003\u0004'].includes(head.slice(0, 4));
}

function load(bytes: Uint8Array): model.Score {
	if (!isGuitarPro(bytes)) throw new FormatFault('notScore', {}, 'no Guitar Pro header');
	// Its faults come back as ours.
	Logger.logLevel = LogLevel.None;
	const settings = new Settings();
	settings.importer.maxDecodingBufferSize = scoreLimits.maxUnpackedBytes;
	try {
		return importer.ScoreLoader.loadScoreFromBytes(bytes, settings);
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		throw new FormatFault(error instanceof importer.UnsupportedFormatError ? 'notScore' : 'scoreDamaged', {}, words);
	}
}

function toScore(source: model.Score, options: ReadingOptions, losses: LossCounter): Score {
	checkCount(source.tracks.length, scoreLimits.maxParts, 'parts');
	checkCount(source.masterBars.length, scoreLimits.maxBars, 'bars');
	if (source.masterBars.length === 0) throw new FormatFault('scoreEmpty');
	const nextId = createIds();
	const bars = toBars(source, nextId);
	const starts = [0];
	for (const { ticks } of bars) starts.push((starts.at(-1) ?? 0) + ticks);
	const chords: Score['chords'] = [];
	const parts = source.tracks.map((track) => toPart(track, starts, chords, nextId, losses));
	return finishScore(
		{
			title: source.title,
			artist: source.artist || source.music,
			bars,
			parts,
			chords,
			...toBarTexts(source.masterBars, starts, source.tempo, nextId)
		},
		options,
		losses,
		false
	);
}

/** Bars hold at least what their meter says, an upbeat what fills it; a bar that is too full is as long as it is. */
function toBars({ masterBars, tracks }: model.Score, nextId: IdMaker): ScoreBar[] {
	const staves = tracks.flatMap((track) => track.staves);
	return masterBars.map((source, index) => {
		const filled = staves
			.flatMap(({ bars }) => bars[index]?.voices.map(voiceLength) ?? [])
			.reduce((longest, ticks) => Math.max(longest, ticks), 0);
		const full = (source.timeSignatureNumerator * 4 * ticksPerQuarter) / source.timeSignatureDenominator;
		const ticks = Math.round(source.isAnacrusis && filled > 0 ? filled : Math.max(full, filled));
		const bar = staves.find(({ isPercussion }) => !isPercussion)?.bars[index];
		const fifths = Math.max(-7, Math.min(7, bar?.keySignature ?? 0));
		const isMinor = bar?.keySignatureType === model.KeySignatureType.Minor;
		return toBar(source, { fifths, mode: isMinor ? 'minor' : 'major' }, ticks, nextId);
	});
}

function voiceLength({ beats, isEmpty }: model.Voice): number {
	return isEmpty ? 0 : beats.reduce((sum, beat) => sum + (beat.isEmpty ? 0 : beatLength(beat)), 0);
}
