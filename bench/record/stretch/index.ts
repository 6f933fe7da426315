import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMonoAt } from '../../../eval/ffmpeg.ts';
import type { QuantumCost, StretchCost } from '../page/stretch-cost.ts';
import { madeChord, madeHits, stretchRateHz } from './made-signals.ts';
import { toChordQuality, toHitQuality, toLikeness, type ChordQuality, type HitQuality, type Likeness } from './measures.ts';
import { benchSpeed, openOurs, openPeers } from './stretchers.ts';

/** One stretcher at half the speed; first the sounds themselves. */
export interface StretchQuality {
	readonly name: string;
	readonly chord: ChordQuality;
	readonly hits: HitQuality;
	/** Empty without a data folder, and for what is not stretched. */
	readonly recordings: readonly (Likeness & { readonly id: string })[];
}

/** Of the data folder: drums, a piano, a guitar, a voice and a band. */
const recordings = [
	'drums_mdb_rockabilly',
	'piano_maps_mozart_k311_1',
	'guitar_mdb_reggae',
	'lead_mdb_reggae',
	'band_mdb_rock_mix'
] as const;
const recordingSeconds = 12;

/** Made sounds and recordings at half the speed, ours beside what the system's ffmpeg has. */
export async function benchStretchQuality(): Promise<readonly StretchQuality[]> {
	const stretchers = [await openOurs(), ...openPeers()];
	const chord = madeChord(8);
	const hits = madeHits(24);
	const originals = stretchers.length > 1 ? readRecordings() : [];
	return [
		{
			name: 'not stretched',
			chord: toChordQuality(chord, chord.samples),
			hits: toHitQuality(hits, hits.samples, 1),
			recordings: []
		},
		...stretchers.map(({ name, stretch }) => ({
			name,
			chord: toChordQuality(chord, stretch(chord.samples)),
			hits: toHitQuality(hits, stretch(hits.samples), benchSpeed),
			recordings: originals.map(({ id, samples }) => ({ id, ...toLikeness(samples, stretch(samples), benchSpeed) }))
		}))
	];
}

function readRecordings(): { readonly id: string; readonly samples: Float32Array }[] {
	const folder = process.env['WOODSHED_DATA'];
	if (!folder) {
		console.log('skipped: stretched recordings (WOODSHED_DATA does not name a folder of recordings)');
		return [];
	}
	return recordings.flatMap((id) => {
		const path = join(folder, 'real', `${id}.flac`);
		return existsSync(path) ? [{ id, samples: readMonoAt(stretchRateHz, path).slice(0, recordingSeconds * stretchRateHz) }] : [];
	});
}

const quantumMicroseconds = (128 / stretchRateHz) * 1e6;

/** @param cost of the audio thread in the browser */
export function toStretchTable(cost: StretchCost, qualities: readonly StretchQuality[]): string[] {
	const costs = [
		toCostRow('a quantum of a stereo recording, played on', cost.plain),
		toCostRow('  at half the speed', cost.half)
	];
	if (qualities.length === 0) return costs;
	const columns = ['purity dB', 'cents', 'onset ms', 'worst ms', 'rise ms', 'before dB', 'SER dB', 'flux'];
	return [
		...costs,
		'  at half the speed: a chord and its pitch, onsets of hits, likeness to the recording',
		`  ${''.padEnd(16)}${toCells(columns)}`,
		...qualities.map(toQualityRow),
		...qualities.flatMap(({ name, recordings: heard }) =>
			heard.map(
				({ id, signalToErrorDb, fluxCorrelation }) =>
					`    ${name.padEnd(16)}${id.padEnd(28)}${signalToErrorDb.toFixed(1)} dB, flux ${fluxCorrelation.toFixed(3)}`
			)
		)
	];
}

function toCostRow(name: string, { medianMicroseconds, meanMicroseconds, p95Microseconds }: QuantumCost): string {
	const share = (microseconds: number): string => `${((100 * microseconds) / quantumMicroseconds).toFixed(1)}%`;
	const note = `${share(medianMicroseconds)}; mean ${meanMicroseconds.toFixed(1)} (${share(meanMicroseconds)}), 95% ${p95Microseconds.toFixed(0)} (${share(p95Microseconds)})`;
	return `  ${name.padEnd(46)}${`${medianMicroseconds.toFixed(0)} us`.padStart(12)}  ${note}`;
}

function toQualityRow({ name, chord, hits, recordings: heard }: StretchQuality): string {
	const mean = (values: readonly number[], digits: number): string =>
		values.length === 0 ? '' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(digits);
	const cells = toCells([
		chord.purityDb.toFixed(1),
		chord.worstCents.toFixed(2),
		hits.medianErrorMs.toFixed(1),
		hits.worstErrorMs.toFixed(1),
		hits.riseMs.toFixed(1),
		hits.beforeDb.toFixed(1),
		mean(
			heard.map(({ signalToErrorDb }) => signalToErrorDb),
			1
		),
		mean(
			heard.map(({ fluxCorrelation }) => fluxCorrelation),
			3
		)
	]);
	return `  ${name.padEnd(16)}${cells}`;
}

const toCells = (values: readonly string[]): string => values.map((value) => value.padStart(11)).join('');
