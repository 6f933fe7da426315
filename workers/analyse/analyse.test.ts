import type { EvidenceNote } from '$core/rhythm/index.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { analysisAlgorithm, type AnalyseRequest } from '$contracts/workers/analyse.contract.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { songAnalysisSchema, type SongAnalysis } from '$core/analysis/analysis.ts';
import { pcmBlockFrames, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { createAnalyst } from './analyst.ts';

const rateHz = 44_100;
const request: AnalyseRequest = { jobId: 'a', pcmPath: 'pcm/a', monoMix: 'mean', featuresPath: 'features/a' };
const silent = (): void => undefined;

async function keep(files: MemoryFileStore, planes: readonly Float32Array[]): Promise<void> {
	const writer = await files.create();
	await writer.write(toPcmHeader(planes.length === 2 ? 2 : 1));
	const frames = planes[0]?.length ?? 0;
	for (let at = 0; at < frames; at += pcmBlockFrames) {
		const count = Math.min(pcmBlockFrames, frames - at);
		await writer.write(
			toPcmBlock(
				planes.map((plane) => plane.subarray(at, at + count)),
				count
			)
		);
	}
	await writer.commit(request.pcmPath);
}

/** Triads on every beat with a bass on the first of four, and a click that the ear would call a hi-hat. */
function band(seconds: number, bpm: number): Float32Array {
	const sound = new Float32Array(Math.round(seconds * rateHz));
	const beatSeconds = 60 / bpm;
	const roots = [60, 57, 53, 55];
	const triads = [
		[0, 4, 7],
		[0, 3, 7],
		[0, 4, 7],
		[0, 4, 7]
	];
	let seed = 3;
	for (let beat = 0; beat * beatSeconds < seconds; beat++) {
		const bar = Math.floor(beat / 4) % 4;
		const root = roots[bar] ?? 60;
		for (const step of triads[bar] ?? []) addTone(sound, beat * beatSeconds, root + step, 0.4, 0.08);
		if (beat % 4 === 0) addTone(sound, beat * beatSeconds, root - 24, 1.2, 0.3);
		const start = Math.round((beat + 0.5) * beatSeconds * rateHz);
		for (let i = start; i < Math.min(sound.length, start + 800); i++) {
			seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
			sound[i] = (sound[i] ?? 0) + 0.04 * (seed / 2147483648 - 1) * Math.exp(-(i - start) / 200);
		}
	}
	return sound;
}

/** What `band` plays, written down. */
function bandNotes(seconds: number, bpm: number): EvidenceNote[] {
	return Array.from({ length: Math.floor((seconds * bpm) / 60) }, (_, beat) => beat).flatMap((beat) => {
		const onsetSeconds = (beat * 60) / bpm;
		return [...(beat % 4 === 0 ? [36] : []), 60, 64, 67].map((pitchMidi) => ({
			id: `${beat}/${pitchMidi}`,
			onsetSeconds,
			offsetSeconds: onsetSeconds + 0.4,
			pitchMidi,
			velocity: 80,
			confidence: 0.9
		}));
	});
}

function addTone(sound: Float32Array, atSeconds: number, midi: number, seconds: number, gain: number): void {
	const start = Math.round(atSeconds * rateHz);
	const hz = 440 * 2 ** ((midi - 69) / 12);
	const end = Math.min(sound.length, start + Math.round(seconds * rateHz));
	for (let i = start; i < end; i++) {
		const t = (i - start) / rateHz;
		let value = 0;
		for (let partial = 1; partial <= 4; partial++) value += Math.sin(2 * Math.PI * hz * partial * t) / partial ** 1.5;
		sound[i] = (sound[i] ?? 0) + gain * value * Math.min(1, t * 300) * Math.exp(-3 * t);
	}
}

describe('the analyst', () => {
	let files: MemoryFileStore;
	beforeEach(() => {
		files = new MemoryFileStore();
	});

	async function analyse(planes: readonly Float32Array[], progress: (word: Progress) => void = silent): Promise<SongAnalysis> {
		await keep(files, planes);
		return fromOutcome(await createAnalyst(async () => files).analyse(request, progress));
	}

	it('hears tempo, bars, key, chords and level of a band', async () => {
		const progress: Progress[] = [];
		const analysis = await analyse([band(32, 100)], (word) => progress.push(word));
		expect(songAnalysisSchema.parse(analysis)).toEqual(analysis);
		const { rhythm, harmony, sound } = analysis;
		expect(rhythm.tempo?.bpm).toBeCloseTo(100, 0);
		expect(rhythm.meter?.beatsPerBar).toBe(4);
		expect(harmony.keys[0]).toMatchObject({ tonic: 0, mode: 'major' });
		const at = (seconds: number) =>
			harmony.chords.find(({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds < endSeconds);
		const barSeconds = 2.4;
		const heard = [4.5, 5.5, 6.5, 7.5].map((bar) => at(bar * barSeconds)?.chord);
		expect(heard.map((chord) => chord?.root)).toEqual([0, 9, 5, 7]);
		expect(sound.integratedLufs).toBeLessThan(-5);
		expect(analysis.algorithm).toBe(analysisAlgorithm);
		const fractions = progress.filter(({ stage }) => stage === 'analysing').map(({ fraction }) => fraction);
		expect(fractions.at(-1)).toBe(1);
		expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['analysing', 'finding beats', 'finding chords']);
	});

	it('tracks a stretch again from the evidence it kept', async () => {
		const { rhythm } = await analyse([band(30, 96)]);
		const [from = 0, to = 0] = [rhythm.beatsSeconds[8], rhythm.beatsSeconds[24]];
		const analyst = createAnalyst(async () => files);
		const again = fromOutcome(
			await analyst.retrack({ featuresPath: request.featuresPath, fromSeconds: from, toSeconds: to, bpm: 96 })
		);
		expect(again[0]).toBeCloseTo(from, 2);
		expect(again.at(-1)).toBeCloseTo(to, 2);
		expect(again.length).toBe(17);
		await files.remove(request.featuresPath);
		expect(await analyst.retrack({ featuresPath: request.featuresPath, fromSeconds: 1, toSeconds: 4 })).toMatchObject({
			kind: 'fault',
			fault: { code: 'fileMissing' }
		});
	});

	it('gives the notes their vote from the evidence it kept', async () => {
		const { rhythm } = await analyse([band(30, 96)]);
		const analyst = createAnalyst(async () => files);
		const { featuresPath } = request;
		expect(fromOutcome(await analyst.weigh({ featuresPath, notes: [] }))).toEqual(rhythm);
		const weighed = fromOutcome(await analyst.weigh({ featuresPath, notes: bandNotes(30, 96) }));
		expect(weighed.tempo?.bpm).toBeCloseTo(96, 0);
		expect(weighed.beatsSeconds.length).toBe(rhythm.beatsSeconds.length);
		expect(await analyst.weigh({ featuresPath: 'features/none', notes: [] })).toMatchObject({ fault: { code: 'fileMissing' } });
	});

	it.each([
		['silence', new Float32Array(12 * rateHz)],
		['a single click', Float32Array.from({ length: 12 * rateHz }, (_, i) => (i === 200_000 ? 0.9 : 0))],
		['a tenth of a second', band(0.1, 120)],
		['one sample', Float32Array.of(0.5)]
	])('claims neither beat nor key of %s', async (_name, mono) => {
		const { rhythm, harmony, sections } = await analyse([mono]);
		expect(rhythm.beatsSeconds).toEqual([]);
		expect(rhythm.tempo).toBeNull();
		expect(harmony.keys).toEqual([]);
		expect(harmony.chords.every(({ chord }) => chord === null)).toBe(true);
		expect(sections.length).toBeLessThanOrEqual(1);
	});

	it('stops soon after it is cancelled and leaves nothing', async () => {
		await keep(files, [band(40, 120)]);
		const analyst = createAnalyst(async () => files);
		const outcome = await analyst.analyse(request, ({ fraction }) => {
			if (fraction > 0.2) analyst.cancel(request.jobId);
		});
		expect(outcome).toEqual({ kind: 'aborted' });
		expect(await files.stat(request.featuresPath)).toBeNull();
		expect(files.unnamedCount).toBe(0);
	});

	it('says what is wrong with the file', async () => {
		const analyst = createAnalyst(async () => files);
		expect(await analyst.analyse(request, silent)).toMatchObject({ kind: 'fault', fault: { code: 'fileMissing' } });
		const writer = await files.create();
		await writer.write(new Uint8Array(100));
		await writer.commit(request.pcmPath);
		expect(await analyst.analyse(request, silent)).toMatchObject({ kind: 'fault', fault: { code: 'recordCorrupt' } });
	});

	it('holds the heap steady over fifty songs', async () => {
		setFlagsFromString('--expose_gc');
		const collect = runInNewContext('gc') as () => void;
		await keep(files, [band(6, 110), band(6, 110)]);
		const analyst = createAnalyst(async () => files);
		const heapBytes = async (): Promise<number> => {
			// Twice, with a rest: buffers are let go of by another thread.
			for (let i = 0; i < 2; i++) {
				collect();
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
			const { heapUsed, arrayBuffers } = process.memoryUsage();
			return heapUsed + arrayBuffers;
		};
		for (let i = 0; i < 5; i++) fromOutcome(await analyst.analyse(request, silent));
		const before = await heapBytes();
		for (let i = 0; i < 50; i++) fromOutcome(await analyst.analyse(request, silent));
		expect((await heapBytes()) - before).toBeLessThan(2_000_000);
	}, 60_000);
});
