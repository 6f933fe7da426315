import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { finger, fingeringFaults, type FingeredNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import { readTaskItems, taskOptions, type EvalTask } from '../task.ts';
import { readTabItems, type TabItem } from './dataset.ts';
import { nearestPosition } from './nearest-position.ts';
import { toTabResult, toTabRows, toTabTable } from './report.ts';

interface Writer {
	readonly name: string;
	readonly write: (item: TabItem) => readonly FingeredNote[];
}

const writers = {
	ours: { name: 'Woodshed', write: ({ notes, fretboard }) => finger(notes, fretboard) },
	peer: {
		name: 'Peer: shortest path over fret distance, pitches alone (alphaTab writes no fingerings)',
		write: ({ notes, fretboard }) => nearestPosition(notes, fretboard)
	},
	people: {
		name: 'The people themselves, under our rules of what a hand can strike',
		write: ({ notes, fretboard, chosen }) =>
			notes.map(({ id, pitchMidi }, at) => {
				const string = chosen[at] ?? 1;
				const fret = pitchMidi - fretboard.capoFret - (fretboard.openMidi[string - 1] ?? 0);
				return { noteId: id, isPlayed: true, string, fret, isCutShort: true };
			})
	}
} as const satisfies Record<string, Writer>;

/** Strings and frets from the notes alone, against those that people chose, and whether a hand can play them. Needs no browser. */
export const tabTask: EvalTask = async (args) => {
	const { values } = parseArgs({ args: [...args], options: taskOptions });
	const items = readTaskItems(values.data, readTabItems, (folder) => `Nothing in ${folder} has strings that people chose.`);
	if (items === null) return 2;
	const { out } = values;
	if (out !== undefined) mkdirSync(out, { recursive: true });
	const measured = (writer: Writer): { items: ReturnType<typeof toTabResult>[]; summary: ReturnType<typeof toTabRows> } => {
		const results = items.map((item) => {
			const fingered = writer.write(item);
			if (out !== undefined && writer === writers.ours)
				writeFileSync(join(out, `${fileName(item.id)}.json`), toTruth(item, fingered));
			return toTabResult(item, fingered, fingeringFaults(item.notes, fingered, item.fretboard).length);
		});
		const summary = toTabRows(results);
		console.log(`${toTabTable(writer.name, summary)}\n`);
		return { items: results, summary };
	};
	const [ours, peer, people] = [measured(writers.ours), measured(writers.peer), measured(writers.people)];
	if (values.json !== undefined)
		writeFileSync(values.json, JSON.stringify({ task: 'tab', ...ours, reference: peer, people }, null, '\t'));
	return ours.items.some(({ unplayable }) => unplayable > 0) ? 1 : 0;
};

const fileName = (id: string): string => id.replaceAll(/[^\w.-]/g, '_');

/** A fingering in the shape of a truth. */
function toTruth({ notes }: TabItem, fingered: readonly FingeredNote[]): string {
	return JSON.stringify({
		notes: notes.map(({ onsetSeconds, endSeconds, pitchMidi }, at) => {
			const entry = fingered[at];
			const place = entry?.isPlayed === true ? { string: entry.string, fret: entry.fret } : {};
			return { onset: onsetSeconds, offset: endSeconds, pitch: pitchMidi, ...place };
		})
	});
}
