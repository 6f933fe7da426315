import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { ensureChromium } from './chromium/ensure.ts';

/**
 * The one gate: everything a change must pass, in the order in which it fails soonest. Name steps to run only those:
 * `npm test -- lint node`.
 */
interface Step {
	readonly name: string;
	readonly command: readonly string[];
	/** Where the runner leaves its counts; a step without one counts as one check. */
	readonly report?: string;
	/** Only reads: may run beside another such step. */
	readonly isStatic?: boolean;
}

const vitestReport = (project: string): string => `.cache/vitest-${project}.json`;
const vitest = (project: string, ...more: readonly string[]): readonly string[] => [
	'vitest',
	'run',
	'--project',
	project,
	...more,
	'--reporter=default',
	'--reporter=json',
	`--outputFile.json=${vitestReport(project)}`
];

const steps: readonly Step[] = [
	{ name: 'sync', command: ['svelte-kit', 'sync'] },
	{ name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'], isStatic: true },
	{ name: 'lint', command: ['eslint', '.'], isStatic: true },
	{ name: 'structure', command: ['tsx', 'scripts/checks/structure.ts'], isStatic: true },
	{ name: 'tokens', command: ['tsx', 'scripts/checks/design-tokens.ts'], isStatic: true },
	{ name: 'types-app', command: ['svelte-check', '--fail-on-warnings'], isStatic: true },
	{ name: 'types-core', command: ['tsc', '-p', 'tsconfig/core.json'], isStatic: true },
	{ name: 'types-workers', command: ['tsc', '-p', 'tsconfig/workers.json'], isStatic: true },
	{ name: 'types-worklets', command: ['tsc', '-p', 'tsconfig/worklets.json'], isStatic: true },
	{ name: 'types-service-worker', command: ['tsc', '-p', 'tsconfig/service-worker.json'], isStatic: true },
	{ name: 'types-node', command: ['tsc', '-p', 'tsconfig/node.json'], isStatic: true },
	{ name: 'unused', command: ['knip'], isStatic: true },
	{ name: 'engines', command: ['tsx', 'scripts/engines/build.ts'] },
	{ name: 'node', command: vitest('node', '--maxWorkers=100%'), report: vitestReport('node') },
	{ name: 'browser', command: vitest('browser'), report: vitestReport('browser') },
	{ name: 'build', command: ['vite', 'build', '--logLevel', 'warn'] },
	{ name: 'build-server', command: ['tsx', 'scripts/build-server.ts'] },
	{ name: 'e2e-pages', command: ['playwright', 'test', '--project', 'pages'], report: '.cache/e2e.json' },
	{ name: 'e2e-sound', command: ['playwright', 'test', '--project', 'sound'], report: '.cache/e2e.json' }
];

interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

const vitestCounts = z
	.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() })
	.transform((report): Counts => ({
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests
	}));
const playwrightCounts = z
	.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }) })
	.transform(({ stats }): Counts => {
		const { expected, unexpected, flaky, skipped } = stats;
		if (flaky > 0) console.log(`${flaky} passed at the second try only: see "flaky" above, and mend it.`);
		return { passed: expected + flaky, failed: unexpected, skipped };
	});

function countsOf(step: Step, succeeded: boolean): Counts {
	const check = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
	if (step.report === undefined || !existsSync(step.report)) return check;
	const counts = z.union([vitestCounts, playwrightCounts]).parse(JSON.parse(readFileSync(step.report, 'utf8')));
	return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function run(step: Step): Promise<Counts> {
	const startedAtMs = Date.now();
	if (step.report !== undefined) rmSync(step.report, { force: true });
	const [command = '', ...parameters] = step.command;
	const isAlone = step.isStatic !== true;
	if (isAlone) console.log(`\n--- ${step.name}`);
	const child = spawn(`node_modules/.bin/${command}`, parameters, {
		stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32'
	});
	// Of two at once, what each says is told together when it ends.
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
	const status = await new Promise<number | null>((resolve) => {
		child.once('error', () => resolve(null));
		child.once('close', resolve);
	});
	if (!isAlone) process.stdout.write(`\n--- ${step.name}\n${said}`);
	console.log(`--- ${step.name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
	return countsOf(step, status === 0);
}

interface Result {
	readonly step: Step;
	readonly counts: Counts;
}

/** What only reads runs two at once, on two cores; the rest, which is timed or uses both, one after the other. */
async function runAll(chosen: readonly Step[]): Promise<Result[]> {
	const results: Result[] = [];
	for (let at = 0; at < chosen.length;) {
		const from = at;
		do at++;
		while (chosen[from]?.isStatic === true && chosen[at]?.isStatic === true);
		const queue = chosen.slice(from, at);
		const next = async (): Promise<void> => {
			for (let step = queue.shift(); step !== undefined; step = queue.shift()) results.push({ step, counts: await run(step) });
		};
		await Promise.all([next(), next()]);
	}
	return results;
}

mkdirSync('.cache', { recursive: true });
process.env['CHROMIUM_PATH'] = ensureChromium();
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0)
	throw new Error(`No step named ${unknown.join(', ')}; there are ${steps.map(({ name }) => name).join(', ')}.`);
if (!process.env['WOODSHED_DATA']) console.log('WOODSHED_DATA is not set: tests on real recordings are skipped.');

const results = await runAll(steps.filter(({ name }) => chosen.length === 0 || chosen.includes(name)));
const total = (key: keyof Counts): number => results.reduce((sum, { counts }) => sum + counts[key], 0);
const failedSteps = results.filter(({ counts }) => counts.failed > 0).map(({ step }) => step.name);
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`);
console.log(
	`\n${total('passed')} passed, ${total('failed')} failed${total('skipped') > 0 ? `, ${total('skipped')} skipped` : ''}`
);
process.exitCode = failedSteps.length > 0 ? 1 : 0;
