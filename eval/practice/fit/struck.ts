import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fitLogistic, type Logistic } from './logistic.ts';
import { madeTakes } from './made-takes.ts';
import { toExamples, type Example } from './struck-examples.ts';

/**
 * Fits the chances that a note was struck to made takes, and writes them to `src/lib/core/practice/judge/sound/struck-weights.ts`.
 *
 * npx tsx eval/practice/fit/struck.ts --bank FILE.sf3 --cache DIR [--songs N]
 */
const { values } = parseArgs({
	options: { bank: { type: 'string' }, cache: { type: 'string' }, songs: { type: 'string', default: '44' } }
});
const { bank, cache } = values;
if (bank === undefined || cache === undefined)
	throw new Error('Say which bank to render by (--bank) and where to keep it (--cache).');

const all: Record<'duePosteriors' | 'duePartials' | 'extraPartials', Example[]> = {
	duePosteriors: [],
	duePartials: [],
	extraPartials: []
};
/** Of every second song an expressive playing, too. */
const songs = Array.from({ length: Number(values.songs) }, (_, seed) => seed).flatMap((seed) =>
	(seed % 4 < 2 ? (['plain', 'expressive'] as const) : (['plain'] as const)).map((manner) => [seed, manner] as const)
);
for await (const take of madeTakes(songs, bank, cache)) {
	const [whole, plain] = [toExamples(take, true), toExamples(take, false)];
	all.duePosteriors.push(...plain.due);
	all.duePartials.push(...whole.due);
	all.extraPartials.push(...whole.extra);
}
const text = ({ bias, weights }: Logistic): string => `{ bias: ${round(bias)}, weights: [${weights.map(round).join(', ')}] }`;
const round = (value: number): string => String(Number(value.toPrecision(4)));
writeFileSync(
	'src/lib/core/practice/judge/sound/struck-weights.ts',
	[
		'/* Made by eval/practice/fit/struck.ts on music that the project composes and renders itself. */',
		'',
		'/** By whether the partials could be heard; each in the order of what `Witness` says. */',
		'export const struckWeights = {',
		`	due: { posteriors: ${text(fitLogistic(all.duePosteriors))}, partials: ${text(fitLogistic(all.duePartials))} },`,
		`	extra: { partials: ${text(fitLogistic(all.extraPartials))} }`,
		'} as const;',
		''
	].join('\n')
);
for (const [name, examples] of Object.entries(all))
	console.log(`${name}: ${examples.length} examples, ${examples.filter(({ isStruck }) => isStruck).length} struck`);
