import type { LayerTable } from '../../../src/lib/dsp/harmony/chords/two-layers.ts';
import { toTableSource } from '../../notes/fit/table-source.ts';
import type { ChordTables } from './training.ts';

const toSource = (name: string, meaning: string, table: LayerTable): string =>
	toTableSource('LayerTable', ['inputs', 'hiddenCount', 'outputs'], { name, meaning, table });

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
