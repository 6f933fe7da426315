import type { LayerTable } from '../../../src/lib/dsp/harmony/chords/two-layers.ts';
import type { ChordTables } from './training.ts';

function toLines(numbers: readonly number[]): string {
	const lines: string[] = [];
	let line = '';
	for (const number of numbers) {
		const next = line === '' ? String(number) : `${line}, ${number}`;
		if (next.length > 120) {
			lines.push(`\t\t${line},`);
			line = String(number);
		} else line = next;
	}
	return [...lines, `\t\t${line}`].join('\n');
}

const toSource = (name: string, meaning: string, table: LayerTable): string =>
	[
		`/** ${meaning} */`,
		`export const ${name}: LayerTable = {`,
		`\tinputs: ${table.inputs},`,
		`\thiddenCount: ${table.hiddenCount},`,
		`\toutputs: ${table.outputs},`,
		'\t// prettier-ignore',
		'\thidden: [',
		toLines(table.hidden),
		'\t],',
		'\t// prettier-ignore',
		'\toutput: [',
		toLines(table.output),
		'\t]',
		'};',
		''
	].join('\n');

/** The module of weights that chords are judged by. */
export function toWeightsModule({ chordTable, noneTable }: ChordTables): string {
	return [
		'// Made by eval/harmony/fit/fit.ts from recordings it makes itself; not written by hand.',
		"import type { LayerTable } from './two-layers.ts';",
		'',
		toSource(
			'chordTable',
			'Which quality stands on a root? Inputs as in chord-input.ts, outputs as in chord-states.ts.',
			chordTable
		),
		toSource('noneTable', 'Is there no chord? Inputs as in chord-input.ts.', noneTable)
	].join('\n');
}
