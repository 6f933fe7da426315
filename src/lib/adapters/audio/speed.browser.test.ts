import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openFileStore } from '$files/index.ts';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import captureUrl from '$worklets/capture.worklet.ts?worker&url';
import { WebAudioPlayer } from './index.ts';

const rate = pcmSampleRateHz;
const path = 'pcm/speed-test-bursts';
const lengthSeconds = 602;
/** A burst begins every second; one lasts 5 ms. */
const burstFrames = 220;

beforeAll(async () => {
	const files = await openFileStore();
	const writer = await files.create();
	await writer.write(toPcmHeader(1));
	const plane = new Float32Array(pcmBlockFrames);
	for (let start = 0; start < lengthSeconds * rate; start += pcmBlockFrames) {
		plane.fill(0);
		for (let second = Math.ceil(start / rate); second * rate < start + plane.length; second++) {
			for (let i = 0; i < burstFrames && second * rate - start + i < plane.length; i++) {
				plane[second * rate - start + i] = 0.8 * Math.sin((2 * Math.PI * 1500 * i) / rate) * Math.exp(-i / 60);
			}
		}
		await writer.write(toPcmBlock([plane], Math.min(pcmBlockFrames, lengthSeconds * rate - start)));
	}
	await writer.commit(path);
}, 60_000);

let player: WebAudioPlayer | null = null;
afterEach(async () => {
	await player?.close();
	player = null;
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
	for (let i = 0; i < 800 && !condition(); i++) await wait(25);
	expect(condition()).toBe(true);
}

async function started(): Promise<WebAudioPlayer> {
	player = new WebAudioPlayer({
		fetchEngine: async () =>
			(
				await fetch(new URL('../../../../node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', import.meta.url))
			).arrayBuffer()
	});
	await player.start();
	return player;
}

interface Capture {
	readonly frames: () => number;
	readonly recording: Float32Array;
	readonly notes: Float32Array;
}

async function capture({ output }: WebAudioPlayer, seconds: number): Promise<Capture> {
	if (output === null) throw new Error('not started');
	await output.context.audioWorklet.addModule(captureUrl);
	const frames = Math.ceil((seconds * rate) / 128) * 128;
	const memory = new SharedArrayBuffer(8 + 8 * frames);
	const processorOptions = { memory, frames };
	output.tap(new AudioWorkletNode(output.context, 'capture', { numberOfInputs: 2, numberOfOutputs: 0, processorOptions }));
	const state = new Int32Array(memory, 0, 2);
	return {
		frames: () => Atomics.load(state, 0),
		recording: new Float32Array(memory, 8, frames),
		notes: new Float32Array(memory, 8 + 4 * frames, frames)
	};
}

/** Where sounds begin after at least 0.2 s of less than a twentieth of the loudest, frames. */
function onsets(samples: Float32Array): number[] {
	const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	const found: number[] = [];
	let quietSince = -rate;
	for (let i = 0; i < samples.length; i++) {
		if (Math.abs(samples[i] ?? 0) < loudest / 4) continue;
		if (i - quietSince > 0.2 * rate) found.push(i);
		quietSince = i;
	}
	return found;
}

describe('WebAudioPlayer at other speeds', () => {
	it('keeps notes and recording together at half speed, near the beginning and near the end', async () => {
		const subject = await started();
		subject.setSpeed(0.5);
		await subject.setSounds([{ kind: 'gm', programme: 115 }]);
		await subject.open({ pcmPath: path });
		subject.setNotes(
			Array.from({ length: lengthSeconds }, (_, second) => ({
				onsetSeconds: second,
				offsetSeconds: second + 0.2,
				pitchMidi: 84,
				velocity: 110
			}))
		);
		const heard = await capture(subject, 26);
		await subject.play(0.5);
		await until(() => heard.frames() > 12 * rate);
		subject.seek(590.5);
		await until(() => heard.frames() > 25 * rate);
		const recording = onsets(heard.recording.subarray(0, heard.frames()));
		const notes = onsets(heard.notes.subarray(0, heard.frames()));
		const differences = recording.flatMap((at) => {
			const near = notes.find((note) => Math.abs(note - at) < 0.2 * rate);
			return near === undefined ? [] : [((near - at) / rate) * 1000];
		});
		console.log(`notes after recording at half speed: ${differences.map((ms) => ms.toFixed(1)).join(', ')} ms`);
		expect(differences.length).toBeGreaterThan(8);
		for (const ms of differences) expect(Math.abs(ms)).toBeLessThan(10);
		const gaps = recording.slice(1, 5).map((at, i) => (at - (recording[i] ?? 0)) / rate);
		for (const gap of gaps) expect(gap).toBeCloseTo(2, 2);
	}, 90_000);

	it('loops late in a long recording at half speed without a gap', async () => {
		const subject = await started();
		subject.setSpeed(0.5);
		await subject.open({ pcmPath: path });
		subject.setLoop({ startSeconds: 580.25, endSeconds: 582.25 });
		const heard = await capture(subject, 20);
		await subject.play(580.25);
		await until(() => heard.frames() > 18 * rate);
		const begins = onsets(heard.recording.subarray(0, heard.frames()));
		const gaps = begins.slice(1).map((at, i) => (at - (begins[i] ?? 0)) / rate);
		expect(gaps.length).toBeGreaterThan(5);
		for (const gap of gaps) expect(gap).toBeCloseTo(2, 2);
	}, 90_000);

	it('tells where it is as it goes at the speed that is set', async () => {
		const subject = await started();
		await subject.open({ pcmPath: path });
		await subject.play(10);
		await wait(500);
		subject.setSpeed(2);
		await wait(500);
		const [from, at] = [subject.positionSeconds(), performance.now()];
		await wait(1000);
		const moved = (subject.positionSeconds() - from) / ((performance.now() - at) / 1000);
		expect(moved).toBeCloseTo(2, 1);
		subject.pause();
		await wait(300);
		const stood = subject.positionSeconds();
		await wait(200);
		expect(subject.positionSeconds()).toBe(stood);
	}, 60_000);

	it('counts in before the music moves', async () => {
		const subject = await started();
		await subject.open({ pcmPath: path });
		await subject.play(3, { beats: ['accent', 'beat', 'beat'], beatSeconds: 0.4 });
		expect(subject.countInLeft()).toBe(3);
		await until(() => subject.countInLeft() === 1);
		expect(subject.positionSeconds()).toBeCloseTo(3, 3);
		await until(() => subject.countInLeft() === 0);
		await until(() => subject.positionSeconds() > 3.1);
	}, 60_000);
});
