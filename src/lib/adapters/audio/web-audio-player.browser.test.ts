import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlayerChange, PlayerNote } from '$contracts/player.ts';
import { openFileStore } from '$files/index.ts';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import captureUrl from '$worklets/capture.worklet.ts?worker&url';
import { WebAudioPlayer, type WebAudioPlayerOptions } from './index.ts';

const rate = pcmSampleRateHz;
const noisePath = 'pcm/player-test-noise';
const clickPath = 'pcm/player-test-clicks';
const noiseFrames = 20 * rate;
const clickSeconds = 602;

/** A sample that tells its frame apart from its neighbours', in steps that 16 bits keep exactly. */
const noiseAt = (frame: number): number => ((Math.imul(frame + 1, 0x9e3779b1) >>> 17) % 32_767) / 32_767;

async function store(path: string, frames: number, fill: (plane: Float32Array, start: number) => void): Promise<void> {
	const files = await openFileStore();
	const writer = await files.create();
	await writer.write(toPcmHeader(1));
	const plane = new Float32Array(pcmBlockFrames);
	for (let start = 0; start < frames; start += pcmBlockFrames) {
		plane.fill(0);
		fill(plane, start);
		await writer.write(toPcmBlock([plane], Math.min(pcmBlockFrames, frames - start)));
	}
	await writer.commit(path);
}

beforeAll(async () => {
	await store(noisePath, noiseFrames, (plane, start) =>
		plane.forEach((_, i) => void (plane[i] = i === 0 ? 1 : noiseAt(start + i)))
	);
	await store(clickPath, clickSeconds * rate, (plane, start) => {
		for (let second = Math.ceil(start / rate); second * rate < start + plane.length; second++)
			plane.fill(0.9, second * rate - start, second * rate - start + 64);
	});
}, 60_000);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
	for (let i = 0; i < 400 && !condition(); i++) await wait(25);
	expect(condition()).toBe(true);
}

let player: WebAudioPlayer | null = null;
afterEach(async () => {
	await player?.close();
	player = null;
});

async function started(options: WebAudioPlayerOptions = {}): Promise<WebAudioPlayer> {
	player = new WebAudioPlayer({
		fetchEngine: async () =>
			(
				await fetch(new URL('../../../../node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', import.meta.url))
			).arrayBuffer(),
		...options
	});
	await player.start();
	return player;
}

interface Capture {
	readonly frames: () => number;
	readonly firstFrame: () => number;
	readonly recording: Float32Array;
	readonly notes: Float32Array;
}

async function capture(of: WebAudioPlayer, seconds: number): Promise<Capture> {
	const output = of.output;
	if (output === null) throw new Error('not started');
	await output.context.audioWorklet.addModule(captureUrl);
	const frames = Math.ceil((seconds * rate) / 128) * 128;
	const memory = new SharedArrayBuffer(8 + 8 * frames);
	const node = new AudioWorkletNode(output.context, 'capture', {
		numberOfInputs: 2,
		numberOfOutputs: 0,
		processorOptions: { memory, frames }
	});
	output.tap(node);
	const state = new Int32Array(memory, 0, 2);
	return {
		frames: () => Atomics.load(state, 0),
		firstFrame: () => Atomics.load(state, 1),
		recording: new Float32Array(memory, 8, frames),
		notes: new Float32Array(memory, 8 + 4 * frames, frames)
	};
}

/** Where a run of the noise at `sourceFrame` begins in a capture; -1 when it is not there. */
function findNoise(samples: Float32Array, sourceFrame: number, from: number, to: number): number {
	for (let at = from; at < to; at++) {
		let k = 0;
		while (k < 24 && Math.abs((samples[at + k] ?? 0) - noiseAt(sourceFrame + k)) < 2e-4) k++;
		if (k === 24) return at;
	}
	return -1;
}

describe.each([
	['shared memory', true],
	['messages', false]
])('WebAudioPlayer over %s', (_, mayShareMemory) => {
	it('plays a loop without a gap, to the sample', async () => {
		const subject = await started({ mayShareMemory });
		await subject.open({ pcmPath: noisePath });
		const heard = await capture(subject, 6);
		const loop = { startFrame: 30_011, endFrame: 52_123 };
		subject.setLoop({ startSeconds: loop.startFrame / rate, endSeconds: loop.endFrame / rate });
		await subject.play();
		await until(() => heard.frames() > 4 * rate);
		const probe = loop.startFrame + 1000;
		const at = findNoise(heard.recording, probe, 0, 3 * rate);
		expect(at).toBeGreaterThan(-1);
		const length = loop.endFrame - loop.startFrame;
		let wrong = 0;
		let wraps = 0;
		for (let i = 0; at + i < heard.frames(); i++) {
			const frame = loop.startFrame + ((1000 + i) % length);
			if (frame === loop.startFrame) wraps++;
			if (frame % pcmBlockFrames !== 0 && Math.abs((heard.recording[at + i] ?? 0) - noiseAt(frame)) > 2e-4) wrong++;
		}
		expect(wraps).toBeGreaterThan(2);
		expect(wrong).toBe(0);
	}, 60_000);

	it('seeks while playing and is heard there soon', async () => {
		const subject = await started({ mayShareMemory });
		await subject.open({ pcmPath: noisePath });
		const heard = await capture(subject, 8);
		await subject.play();
		const latencies: number[] = [];
		for (const seconds of [11, 3, 17, 7]) {
			await wait(500);
			const before = heard.frames();
			subject.seek(seconds);
			expect(subject.positionSeconds()).toBeCloseTo(seconds, 3);
			await wait(500);
			const at = findNoise(heard.recording, seconds * rate + 200, before, heard.frames());
			expect(at).toBeGreaterThan(-1);
			latencies.push(((at - 200 - before) / rate) * 1000);
		}
		console.log(
			`seek latency over ${mayShareMemory ? 'shared memory' : 'messages'}: ${latencies.map((ms) => ms.toFixed(0)).join(', ')} ms`
		);
		expect(Math.max(...latencies)).toBeLessThan(400);
	}, 60_000);
});

describe('WebAudioPlayer', () => {
	it('keeps notes and recording within 10 ms over ten minutes', async () => {
		const subject = await started();
		const notes: PlayerNote[] = Array.from({ length: clickSeconds }, (_, second) => ({
			onsetSeconds: second,
			offsetSeconds: second + 0.2,
			pitchMidi: 72,
			velocity: 110
		}));
		subject.setNotes(notes);
		await subject.setSounds([{ kind: 'gm', programme: 115 }]);
		await subject.open({ pcmPath: clickPath });
		const heard = await capture(subject, 24);
		await subject.play(0.5);
		await wait(2800);
		subject.seek(299.5);
		await wait(2800);
		subject.seek(597.5);
		await wait(3200);
		const differences: number[] = [];
		for (let i = 0; i < heard.frames(); i++) {
			if ((heard.recording[i] ?? 0) < 0.5) continue;
			const end = Math.min(i + 4000, heard.frames());
			const window = heard.notes.subarray(Math.max(0, i - 2000), end);
			const peak = window.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
			const onset = window.findIndex((x) => Math.abs(x) > 0.05 * peak) - Math.min(i, 2000);
			if (peak > 0.001) differences.push((onset / rate) * 1000);
			i += 20_000;
		}
		console.log(`notes after recording: ${differences.map((ms) => ms.toFixed(2)).join(', ')} ms`);
		expect(differences.length).toBeGreaterThan(5);
		for (const ms of differences) expect(Math.abs(ms)).toBeLessThan(5);
		expect(Math.max(...differences) - Math.min(...differences)).toBeLessThan(1);
	}, 60_000);

	it('tells where it is, plays to the end, and says so', async () => {
		const subject = await started();
		await subject.open({ pcmPath: noisePath });
		const changes: PlayerChange['kind'][] = [];
		subject.onChange(({ kind }) => void changes.push(kind));
		await subject.play(18.5);
		await wait(900);
		const position = subject.positionSeconds();
		expect(position).toBeGreaterThan(18.5);
		expect(position).toBeLessThan(19.9);
		await until(() => !subject.isPlaying);
		expect(changes).toEqual(['playing', 'ended']);
		expect(subject.positionSeconds()).toBeCloseTo(20, 2);
		await subject.play();
		expect(subject.positionSeconds()).toBeLessThan(1);
	}, 60_000);

	it('stands still while paused and goes on from there', async () => {
		const subject = await started();
		await subject.open({ pcmPath: noisePath });
		await subject.play(2);
		await wait(600);
		subject.pause();
		await wait(200);
		const at = subject.positionSeconds();
		await wait(200);
		expect(subject.positionSeconds()).toBe(at);
		expect(subject.level()).toBe(0);
		await subject.play();
		await wait(300);
		expect(subject.positionSeconds()).toBeGreaterThan(at);
		expect(subject.level()).toBeGreaterThan(0.01);
	}, 60_000);

	it('plays notes alone, and one note by itself', async () => {
		const subject = await started();
		await subject.setSounds([{ kind: 'gm', programme: 0 }]);
		subject.setBalance(1);
		await subject.open(null);
		subject.setNotes([{ onsetSeconds: 0.2, offsetSeconds: 1, pitchMidi: 60, velocity: 100 }]);
		await subject.play();
		await until(() => subject.level() > 0.005);
		subject.pause();
		await until(() => subject.level() < 0.001);
		subject.audition(67, 100);
		await until(() => subject.level() > 0.005);
	}, 60_000);

	it('refuses a recording that is not there, a sound that cannot be had, and stays usable', async () => {
		const subject = await started({ fetchEngine: async () => new ArrayBuffer(10) });
		await expect(subject.open({ pcmPath: 'pcm/nothing' })).rejects.toMatchObject({ fault: { code: 'fileMissing' } });
		await expect(subject.setSounds([{ kind: 'grand' }])).rejects.toMatchObject({ fault: { code: 'engineFailed' } });
		await subject.open({ pcmPath: noisePath });
		await subject.play();
		await until(() => subject.positionSeconds() > 0.1);
	}, 60_000);

	it('lends its output, awake, and says what of the song left at any time of it', async () => {
		const subject = await started({ mayShareMemory: true });
		const { context, release } = await subject.holdOutput();
		expect(context).toBe(subject.output?.context);
		expect(context.state).toBe('running');
		await subject.open({ pcmPath: noisePath });
		await subject.play(2);
		await until(() => subject.positionSeconds() > 2.5);
		const sent = subject.sentSeconds(context.currentTime) ?? 0;
		expect(subject.sentSeconds(context.currentTime - 0.25) ?? 0).toBeCloseTo(sent - 0.25, 1);
		expect(sent).toBeGreaterThan(2.4);
		release();
		release();
		await subject.close();
	}, 60_000);

	it('makes nothing before start, and can be closed and started anew', async () => {
		const subject = new WebAudioPlayer();
		expect(subject.output).toBeNull();
		expect(subject.positionSeconds()).toBe(0);
		await subject.start();
		const context = subject.output?.context;
		await subject.close();
		expect(context?.state).toBe('closed');
		await subject.start();
		await subject.close();
	}, 60_000);
});
