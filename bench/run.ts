import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openBuiltApp } from '../scripts/drive/built-app.ts';

/** What can be measured: each prints its table and answers what `--json` writes. */
const tasks: Readonly<Record<string, (options: BenchOptions) => Promise<unknown>>> = {
	transcribe: async (options) => (await import('./transcribe/index.ts')).benchTranscribe(options),
	analyse: async (options) => (await import('./analyse/index.ts')).benchAnalyse(options),
	library: async (options) => (await import('./library/index.ts')).benchLibrary(options),
	long: async (options) => (await import('./long/index.ts')).benchLong(options),
	record: async (options) => (await import('./record/index.ts')).benchRecord(options),
	score: async (options) => (await import('./score/index.ts')).benchScore(options),
	load: async ({ runs }) => {
		const { benchLoad } = await import('./load/index.ts');
		const app = await openBuiltApp();
		try {
			return await benchLoad({ baseUrl: app.baseUrl, runs });
		} finally {
			await app.close();
		}
	}
};

export interface BenchOptions {
	/** A recording of the user's own; a made one without it. */
	readonly audio: string | null;
	/** Runs of which the median counts. */
	readonly runs: number;
	/** Peers take minutes. */
	readonly withPeers: boolean;
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		audio: { type: 'string' },
		json: { type: 'string' },
		runs: { type: 'string', default: '5' },
		'without-peers': { type: 'boolean', default: false }
	}
});
const [chosen = 'all'] = positionals;
const names = chosen === 'all' ? Object.keys(tasks) : [chosen];
const unknown = names.filter((name) => !(name in tasks));
if (unknown.length > 0) {
	console.error(`There is no bench named ${unknown.join(', ')}; there are ${Object.keys(tasks).join(', ')} and all.`);
	process.exit(2);
}
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
	console.error('--runs takes a whole number from 1.');
	process.exit(2);
}
const results: Record<string, unknown> = {};
for (const name of names) {
	console.log(`\n== ${name}`);
	results[name] = await tasks[name]?.({ audio: values.audio ?? null, runs, withPeers: !values['without-peers'] });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
