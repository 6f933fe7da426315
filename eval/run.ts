import { chordsTask, keyTask } from './harmony/index.ts';
import { notesTask } from './notes/index.ts';
import { practiceTask } from './practice/index.ts';
import { beatsTask, tempoTask } from './rhythm/index.ts';
import { scoreTask } from './score/index.ts';
import { tabTask } from './tab/index.ts';
import type { EvalTask } from './task.ts';

const tasks: ReadonlyMap<string, EvalTask> = new Map([
	['notes', notesTask],
	['beats', beatsTask],
	['tempo', tempoTask],
	['key', keyTask],
	['chords', chordsTask],
	['score', scoreTask],
	['tab', tabTask],
	['practice', practiceTask]
]);

async function main(words: readonly string[]): Promise<number> {
	const [name, ...rest] = words;
	const task = name === undefined ? undefined : tasks.get(name);
	if (task === undefined) {
		const asked = name === undefined ? 'No task was named.' : `There is no task "${name}".`;
		console.error(
			`${asked} Tasks: ${[...tasks.keys()].join(', ')}.\nUsage: npm run eval -- TASK --data DIR [--json FILE] [--out DIR]`
		);
		return 2;
	}
	return task(rest);
}

process.exitCode = await main(process.argv.slice(2));
