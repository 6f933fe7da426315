import type { NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';

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

/** A table as the lines of a module. */
export function toTableSource(name: string, meaning: string, table: NetworkTable): string {
	return [
		`/** ${meaning} */`,
		`export const ${name}: NetworkTable = {`,
		`\tinputs: ${table.inputs},`,
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
}

/** The module of weights that the decoder loads. */
export function toWeightsModule(tables: {
	readonly startTable: NetworkTable;
	readonly sustainTable: NetworkTable;
	readonly characterTable: readonly number[];
}): string {
	return [
		'// Made by eval/notes/fit/fit.ts from recordings it makes itself; not written by hand.',
		"import type { NetworkTable } from './network.ts';",
		'',
		toTableSource('startTable', 'Is a candidate the beginning of a note? Inputs as in features.ts.', tables.startTable),
		toTableSource('sustainTable', 'Is a note still sounding? Inputs as in sustain.ts.', tables.sustainTable),
		'/** A row for each fitted preset, in thousandths, the last of each the bias: inputs as in character.ts. */',
		'// prettier-ignore',
		'export const characterTable: readonly number[] = [',
		toLines(tables.characterTable).replaceAll('\t\t', '\t'),
		'];',
		''
	].join('\n');
}
