import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../../scripts/chromium/find.ts';
import type { BenchOptions } from '../run.ts';
import { median } from '../load/median.ts';
import { serveBench } from '../site/serve.ts';
import type { EssentiaTimes } from './page/essentia.ts';
import type { OurAnalysis } from './page/ours.ts';

export interface AnalyseBenchReport {
	readonly song: string;
	readonly loadBefore: number;
	/** Medians of the runs after the first, which starts the workers. */
	readonly ours: OurAnalysis;
	/** Null without peers. */
	readonly essentia: EssentiaTimes | null;
}

/** Three minutes of music analysed in Chromium, alone and beside a transcription, and plain Essentia on the same. */
export async function benchAnalyse({ audio, runs: runCount, withPeers }: BenchOptions): Promise<AnalyseBenchReport> {
	const loadBefore = loadavg()[0] ?? 0;
	const site = await serveBench({ task: 'analyse', audio });
	const profile = await mkdtemp(join(tmpdir(), 'woodshed-bench-'));
	const executablePath = findChromium();
	const browser = await chromium.launchPersistentContext(profile, {
		...(executablePath ? { executablePath } : {}),
		args: [...chromiumFlags]
	});
	try {
		const page = await browser.newPage();
		await page.goto(site.url);
		await page.waitForFunction(() => 'benchAnalyse' in globalThis && 'benchEssentia' in globalThis);
		const song = audio === null ? '180' : '"/song"';
		const runs: OurAnalysis[] = [];
		for (let i = 0; i <= runCount; i++)
			runs.push(await page.evaluate<OurAnalysis>(`benchAnalyse(${song}, ${availableParallelism()})`));
		const essentia = withPeers ? await page.evaluate<EssentiaTimes>(`benchEssentia(${song})`) : null;
		const [first, ...rest] = runs;
		if (!first) throw new Error('The bench needs at least one run.');
		const ours = {
			...first,
			analyseMs: median(rest.map(({ analyseMs }) => analyseMs)),
			everythingMs: median(rest.map(({ everythingMs }) => everythingMs))
		};
		const report = { song: audio ?? '180 s of a made song', loadBefore, ours, essentia };
		console.log(toTable(report));
		return report;
	} finally {
		await browser.close();
		await site.close();
		await rm(profile, { recursive: true, force: true });
	}
}

function toTable({ song, loadBefore, ours, essentia }: AnalyseBenchReport): string {
	const ms = (value: number): string => `${value.toFixed(0)} ms`;
	const beside = (value: number): string => `${(value / ours.analyseMs).toFixed(2)} x ours`;
	const all = essentia === null ? 0 : essentia.beatsMs + essentia.keyMs + essentia.chordsMs;
	const rows: (readonly [string, string, string])[] = [
		[
			'our analysis, one thread',
			ms(ours.analyseMs),
			`at most 6000 ms; ${ours.beats} beats, ${ours.chords} chords, ${ours.sections} sections`
		],
		['import, notes and analysis together', ms(ours.everythingMs), 'at most 12000 ms on two cores'],
		...(essentia === null
			? []
			: ([
					['plain Essentia: beats, key and chords', ms(all), beside(all)],
					['  RhythmExtractor2013 multifeature', ms(essentia.beatsMs), beside(essentia.beatsMs)],
					['  RhythmExtractor2013 degara (not in the sum)', ms(essentia.degaraMs), beside(essentia.degaraMs)],
					['  KeyExtractor', ms(essentia.keyMs), beside(essentia.keyMs)],
					['  HPCP and ChordsDetection', ms(essentia.chordsMs), beside(essentia.chordsMs)]
				] as const))
	];
	const title = `analyse: ${song}, on ${cpus()[0]?.model ?? 'unknown'}, load ${loadBefore.toFixed(1)}`;
	return [title, ...rows.map(([what, value, note]) => `  ${what.padEnd(46)}${value.padStart(10)}  ${note}`)].join('\n');
}
