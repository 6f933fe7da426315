import { readFile, writeFile } from 'node:fs/promises';
import { createOggEncoder } from 'wasm-media-encoders';
import { packageFile, type EngineBuilder } from '../engine-builder.ts';
import { buildGrandPiano, pianoSampleFile } from '../sounds/grand-piano.ts';
import { renderPart, type RenderPart } from '../sounds/offline-synth.ts';
import { rootKeys } from '../sounds/piano-samples.ts';
import { loudnessLufs } from './loudness.ts';
import { demoArtist, demoSeconds, demoTitle, playDemo, tempoBpm, type DemoPartName } from './piece.ts';
import { withTags } from './vorbis-comment.ts';

const rate = 44_100;
const seed = 1917;
const goalLufs = -16;
const peakCeiling = 0.89;
const vorbisQuality = 5;
const gmBank = packageFile('@coderline/alphatab/dist/soundfont/sonivox.sf3');

/** Keys the piece needs: those nearest to its piano notes. */
const neededKeys = (pitches: readonly number[]): number[] =>
	rootKeys.filter((key) => pitches.some((pitch) => Math.abs(pitch - key) <= 1));

const gains: Readonly<Record<DemoPartName, number>> = { guitar: 1.15, piano: 2.1, bass: 0.55 };

async function demoParts(): Promise<Readonly<Record<DemoPartName, RenderPart>>> {
	const { guitar, piano, bass } = playDemo(seed);
	const gm = Uint8Array.from(await readFile(gmBank));
	const grand = await buildGrandPiano(neededKeys(piano.map(({ pitchMidi }) => pitchMidi)));
	return {
		guitar: { bank: gm, programme: 25, notes: guitar, reverb: 24, pan: 48 },
		piano: { bank: grand, programme: 0, notes: piano, reverb: 22, pan: 74 },
		bass: { bank: gm, programme: 33, notes: bass, reverb: 8, pan: 64 }
	};
}

/** The recording, stereo, at about -16 LUFS. */
export async function renderDemo(): Promise<{ readonly planes: readonly [Float32Array, Float32Array]; readonly lufs: number }> {
	const frames = Math.round(demoSeconds * rate);
	const planes = [new Float32Array(frames), new Float32Array(frames)] as const;
	for (const [name, part] of Object.entries(await demoParts()) as [DemoPartName, RenderPart][]) {
		const rendered = await renderPart(part, demoSeconds, rate);
		planes.forEach((plane, side) =>
			plane.forEach((_, i) => void (plane[i] = (plane[i] ?? 0) + gains[name] * (rendered[side]?.[i] ?? 0)))
		);
	}
	const peak = planes.reduce((most, plane) => plane.reduce((p, x) => Math.max(p, Math.abs(x)), most), 0);
	const gain = Math.min(10 ** ((goalLufs - loudnessLufs(planes, rate)) / 20), peakCeiling / peak);
	const fadeFrom = frames - rate;
	planes.forEach((plane) =>
		plane.forEach((x, i) => void (plane[i] = x * gain * Math.min(1, (frames - i) / (frames - fadeFrom))))
	);
	return { planes, lufs: loudnessLufs(planes, rate) };
}

/** The notes that are truly in the recording, for tests and evaluations. */
export function demoTruth(): string {
	const parts = playDemo(seed);
	const notes = Object.entries(parts)
		.flatMap(([part, played]) => played.map((note) => ({ part, ...note })))
		.sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi);
	return `${JSON.stringify({ title: demoTitle, artist: demoArtist, tempoBpm, durationSeconds: demoSeconds, notes }, null, '\t')}\n`;
}

/** Writes the truth beside this module; run when the piece changes. */
export async function saveDemoTruth(): Promise<void> {
	await writeFile(new URL('./demo.truth.json', import.meta.url), demoTruth());
}

const module = (path: string): URL => new URL(path, import.meta.url);

/** The demo recording: a piece of our own, played by the app's own sounds. */
export const demo: EngineBuilder = {
	id: 'demo',
	name: `Demo recording: ${demoTitle}`,
	version: '1',
	licence: 'AGPL-3.0-or-later AND CC-BY-3.0',
	essential: false,
	extension: 'ogg',
	inputs: [
		gmBank,
		...rootKeys.map(pianoSampleFile),
		...['./demo.ts', './piece.ts', './loudness.ts', './vorbis-comment.ts'].map(module),
		...['grand-piano.ts', 'piano-samples.ts', 'pitch.ts', 'sound-bank-writer.ts', 'offline-synth.ts'].map((name) =>
			module(`../sounds/${name}`)
		)
	],
	async build() {
		const { planes } = await renderDemo();
		const encoder = await createOggEncoder();
		encoder.configure({ channels: 2, sampleRate: rate, vbrQuality: vorbisQuality, oggSerialNo: 1 });
		const head = Uint8Array.from(encoder.encode(planes));
		const tail = Uint8Array.from(encoder.finalize());
		return withTags(Uint8Array.from([...head, ...tail]), {
			TITLE: demoTitle,
			ARTIST: demoArtist,
			COMMENT: 'Written for Woodshed'
		});
	}
};
