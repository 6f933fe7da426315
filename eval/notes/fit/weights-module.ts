import type { NetworkTable } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { toNumberLines, toTableSource } from './table-source.ts';

/** One of the networks that answer yes or no, as the lines of a module. */
export const toNetworkSource = (name: string, meaning: string, table: NetworkTable): string =>
	toTableSource('NetworkTable', ['inputs'], { name, meaning, table });

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
		toNetworkSource('startTable', 'Is a candidate the beginning of a note? Inputs as in features.ts.', tables.startTable),
		toNetworkSource('sustainTable', 'Is a note still sounding? Inputs as in sustain.ts.', tables.sustainTable),
		'/** A row for each fitted preset, in thousandths, the last of each the bias: inputs as in character.ts. */',
		'// prettier-ignore',
		'export const characterTable: readonly number[] = [',
		toNumberLines(tables.characterTable, '\t'),
		'];',
		''
	].join('\n');
}
