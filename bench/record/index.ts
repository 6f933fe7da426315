import { cpus, loadavg } from 'node:os';
import { relative } from 'node:path';
import type { BenchOptions } from '../run.ts';
import { median } from '../load/median.ts';
import { burstTrain, findBursts, onPage, openFakeMicrophone, openOnDevices, readTake, sourceRateHz } from './fake-microphone.ts';
import { startLoopbackDevices } from './loopback-devices.ts';
import type { LatencyCheck } from './page/recording.ts';
import type { PitchReport } from './page/pitch.ts';
import type { PitchCounts } from './page/pitch-truth.ts';
import type { ProcessCost } from './page/process-cost.ts';
import type { StretchCost } from './page/stretch-cost.ts';
import { pitchItems, type PitchItem } from './pitch-items.ts';
import { benchStretchQuality, toStretchTable, type StretchQuality } from './stretch/index.ts';

export interface RecordBenchReport {
	readonly loadBefore: number;
	readonly blocked: BlockedReport;
	readonly process: ProcessCost;
	readonly latency: readonly PitchLatency[];
	/** Null where there is no PulseAudio. */
	readonly roundTrips: readonly RoundTrips[] | null;
	/** Null without a data folder. */
	readonly pitch: readonly (PitchReport & Pick<PitchItem, 'group' | 'path'>)[] | null;
	readonly stretchCost: StretchCost;
	/** At half the speed; null without peers. */
	readonly stretched: readonly StretchQuality[] | null;
}

interface BlockedReport {
	readonly lostFrames: number;
	/** Largest deviation of a burst from where the first one says it lies. */
	readonly driftFrames: number;
	readonly bursts: number;
}

interface RoundTrips extends LatencyCheck {
	/** What the loopback was asked to add. */
	readonly extraMs: number;
}

interface PitchLatency {
	readonly hz: number;
	/** From the first sample that can be heard to the page being told the pitch within 50 cents; null when it never was. */
	readonly milliseconds: number | null;
}

const tonesHz = [41.2, 55, 82.4, 110, 146.8, 196, 261.6, 440, 880, 1568];
const toneEverySeconds = 0.9;
const toneSeconds = 0.45;
const firstToneSeconds = 2.5;

/** Recording with the page blocked, the cost of the audio thread, the ear beside Essentia's, and slowing down beside other stretchers. */
export async function benchRecord(options: BenchOptions): Promise<RecordBenchReport> {
	const loadBefore = loadavg()[0] ?? 0;
	const blocked = await benchBlocked();
	const { latency, process: cost, stretchCost } = await benchLatency();
	const roundTrips = await benchRoundTrips();
	const pitch = options.withPeers ? await benchOctaves() : null;
	const stretched = options.withPeers ? await benchStretchQuality() : null;
	const report = { loadBefore, blocked, process: cost, latency, roundTrips, pitch, stretchCost, stretched };
	console.log(toTable(report));
	return report;
}

async function benchBlocked(): Promise<BlockedReport> {
	const { samples, burstFrames } = burstTrain(16, 1.5, 0.5);
	const microphone = await openFakeMicrophone(samples);
	try {
		const { take, overrunFrames } = await onPage(microphone.page, 'record', { id: 'bench', seconds: 13, blockMs: 5000 });
		const [recorded = new Float32Array()] = await readTake(microphone.page, 'takes/bench');
		const found = findBursts(samples, burstFrames, recorded);
		const first = found[0]?.offsetFrames ?? 0;
		return {
			lostFrames: overrunFrames + (take.sound?.overrunFrames ?? 0),
			driftFrames: Math.max(...found.map(({ offsetFrames }) => Math.abs(offsetFrames - first))),
			bursts: found.length
		};
	} finally {
		await microphone.close();
	}
}

async function benchLatency(): Promise<Pick<RecordBenchReport, 'latency' | 'process' | 'stretchCost'>> {
	const seconds = firstToneSeconds + tonesHz.length * toneEverySeconds + 1;
	const samples = new Float32Array(Math.round(seconds * sourceRateHz));
	tonesHz.forEach((hz, n) => {
		const start = Math.round((firstToneSeconds + n * toneEverySeconds) * sourceRateHz);
		for (let i = 0; i < toneSeconds * sourceRateHz; i++) {
			const angle = (2 * Math.PI * hz * i) / sourceRateHz;
			samples[start + i] =
				0.3 * Math.min(1, i / 100) * (Math.sin(angle) + 0.5 * Math.sin(2 * angle) + 0.25 * Math.sin(3 * angle));
		}
	});
	const microphone = await openFakeMicrophone(samples);
	try {
		const { moments, beginnings } = await onPage(microphone.page, 'hear', seconds);
		// The microphone may have begun before the page listened: the last beginning is the last tone's.
		const latency = tonesHz.map((hz, n): PitchLatency => {
			const began = beginnings[beginnings.length - tonesHz.length + n];
			const told = moments.find(
				({ frequencyHz, contextSeconds }) =>
					began !== undefined &&
					contextSeconds > began - 0.03 &&
					contextSeconds < began + toneSeconds &&
					frequencyHz !== null &&
					Math.abs(1200 * Math.log2(frequencyHz / hz)) <= 50
			);
			return { hz, milliseconds: told === undefined || began === undefined ? null : 1000 * (told.toldSeconds - began) };
		});
		return {
			latency,
			process: await microphone.page.evaluate<ProcessCost>('benchProcess()'),
			stretchCost: await microphone.page.evaluate<StretchCost>('benchStretch()')
		};
	} finally {
		await microphone.close();
	}
}

/** A loopback of devices, its delay as it comes and made longer. */
async function benchRoundTrips(): Promise<readonly RoundTrips[] | null> {
	const devices = await startLoopbackDevices();
	if (devices === null) {
		console.log('skipped: round trips through devices (PulseAudio is not installed)');
		return null;
	}
	try {
		const reports: RoundTrips[] = [];
		for (const extraMs of [0, 150]) {
			await devices.delay(extraMs);
			const browser = await openOnDevices(devices.server);
			try {
				reports.push({ extraMs, ...(await onPage(browser.page, 'checkLatency')) });
			} finally {
				await browser.close();
			}
		}
		return reports;
	} finally {
		await devices.close();
	}
}

async function benchOctaves(): Promise<RecordBenchReport['pitch']> {
	const folder = process.env['WOODSHED_DATA'];
	if (!folder) {
		console.log('skipped: octave errors beside Essentia (WOODSHED_DATA does not name a folder of recordings)');
		return null;
	}
	const microphone = await openFakeMicrophone(new Float32Array(sourceRateHz), { '/data/': relative('.', folder) });
	try {
		const reports = [];
		for (const { group, path, truth, shiftSeconds } of pitchItems(folder)) {
			const call = `benchPitch(${JSON.stringify(`/data/${path}`)}, ${JSON.stringify(truth)}, ${shiftSeconds})`;
			reports.push({ group, path, ...(await microphone.page.evaluate<PitchReport>(call)) });
		}
		return reports;
	} finally {
		await microphone.close();
	}
}

function toTable(report: RecordBenchReport): string {
	const { loadBefore, blocked, process: cost, latency, roundTrips, pitch, stretchCost, stretched } = report;
	const told = latency.map(({ milliseconds }) => milliseconds ?? Infinity);
	const rows: (readonly [string, string, string])[] = [
		['lost while the page was blocked for 5 s', `${blocked.lostFrames} frames`, 'wanted 0'],
		['  drift of the recording', `${blocked.driftFrames} frames`, `over ${blocked.bursts} bursts, wanted at most 128`],
		['process(), stereo', `${cost.quantumMicroseconds.toFixed(2)} us`, `${(100 * cost.share).toFixed(3)}% of the audio thread`],
		[
			'pitch told after the sound, median',
			`${median(told).toFixed(0)} ms`,
			`worst ${Math.max(...told).toFixed(0)} ms, wanted at most 100`
		],
		...latency.map(
			({ hz, milliseconds }) => [`  ${hz} Hz`, milliseconds === null ? 'never' : `${milliseconds.toFixed(0)} ms`, ''] as const
		),
		...(roundTrips ?? []).flatMap(toRoundTripRows)
	];
	const title = `record: on ${cpus()[0]?.model ?? 'unknown'}, load ${loadBefore.toFixed(1)}`;
	const lines = rows.map(([what, value, note]) => `  ${what.padEnd(46)}${value.padStart(12)}  ${note}`);
	const stretchLines = toStretchTable(stretchCost, stretched ?? []);
	return [title, ...lines, ...stretchLines, ...(pitch === null ? [] : toPitchTable(pitch))].join('\n');
}

function toRoundTripRows({ extraMs, measured, residualsMs }: RoundTrips): (readonly [string, string, string])[] {
	const times = measured.map((measurement) => (measurement === null ? 'none' : (1000 * measurement.latencySeconds).toFixed(1)));
	const residuals = residualsMs.map((ms) => ms.toFixed(1)).join(', ');
	return [
		[
			`round trip of devices, ${extraMs} ms asked for`,
			`${times.findLast((time) => time !== 'none') ?? 'none'} ms`,
			`measured ${times.join(', ')}`
		],
		[
			'  clicks after it is taken off',
			`${median(residualsMs.map(Math.abs)).toFixed(1)} ms`,
			`each ${residuals}; wanted at most 10`
		]
	];
}

function toPitchTable(pitch: NonNullable<RecordBenchReport['pitch']>): string[] {
	const groups = [...new Set(pitch.map(({ group }) => group))];
	const row = (name: string, reports: typeof pitch): string => {
		const cells = (['ours', 'essentia'] as const).flatMap((who) => {
			const sum = (key: keyof PitchCounts): number => reports.reduce((total, report) => total + report[who][key], 0);
			const share = (key: keyof PitchCounts): string => ((100 * sum(key)) / sum('moments')).toFixed(1).padStart(8);
			return [share('octave'), share('right'), share('missed')];
		});
		return `  ${name.padEnd(14)}${cells.join('')}`;
	};
	const seconds = pitch.reduce((sum, report) => sum + report.seconds, 0);
	const cost = (key: 'oursMs' | 'essentiaMs'): string =>
		((pitch.reduce((sum, report) => sum + report[key], 0) / (1000 * seconds)) * 100).toFixed(2);
	return [
		'  octave errors, right within 50 cents, missed: % of moments, ours | Essentia PitchYinFFT at its defaults',
		...groups.map((group) =>
			row(
				group,
				pitch.filter((report) => report.group === group)
			)
		),
		row('all', pitch),
		`  cost: ours ${cost('oursMs')}%, Essentia ${cost('essentiaMs')}% of real time`
	];
}
