import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlayerTrack } from '$contracts/playback/player-track.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { openFileStore } from '$files/index.ts';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { toTakePasses } from '$lib/app/practice/mix/take-passes.ts';
import captureUrl from '$worklets/capture.worklet.ts?worker&url';
import { addPing, clickEverySeconds, clickTake, pingOnsets } from '../../../../tests/fixtures/recording/click-take.ts';
import { createLayClient } from '../workers/lay-client.ts';
import { WebAudioPlayer } from './index.ts';

/*
 * A song of clicks and takes of someone who clapped with them: played together, claps and clicks must fall together.
 */

const rate = pcmSampleRateHz;
const songPath = 'pcm/tracks-test-song';
const songSeconds = 40;

async function keep(path: string, chunks: readonly Uint8Array[]): Promise<void> {
	const writer = await (await openFileStore()).create();
	for (const chunk of chunks) await writer.write(chunk);
	await writer.commit(path);
}

beforeAll(async () => {
	const blocks: Uint8Array[] = [toPcmHeader(1)];
	for (let start = 0; start < songSeconds * rate; start += pcmBlockFrames) {
		const plane = new Float32Array(Math.min(pcmBlockFrames, songSeconds * rate - start));
		for (let at = clickEverySeconds; at < songSeconds; at += clickEverySeconds) addPing(plane, at, rate, start);
		blocks.push(toPcmBlock([plane], plane.length));
	}
	await keep(songPath, blocks);
}, 60_000);

const noTurns: Pick<TakeRecord['place'], 'loop' | 'turns'> = { loop: null, turns: [] };
const takes = {
	/** Made at 80 %, twice round a loop and into the third time, after a count-in, with a late start and a round trip. */
	loop: clickTake('sync-loop', {
		place: {
			songSeconds: 4,
			speed: 0,
			loop: { startSeconds: 4, endSeconds: 10 },
			turns: [{ takeSeconds: 2.31, songSeconds: 4, speed: 0.8 }]
		},
		latencySeconds: 0.137,
		seconds: 18,
		beginsSeconds: 4
	}),
	plain: clickTake('sync-plain', { place: { songSeconds: 3.3, speed: 1, ...noTurns }, latencySeconds: 0.06, seconds: 8 }),
	fast: clickTake('sync-fast', { place: { songSeconds: 2, speed: 1.25, ...noTurns }, seconds: 8, rateHz: 48_000 }),
	late: clickTake('sync-late', { place: { songSeconds: 5, speed: 0.5, ...noTurns }, latencySeconds: 0.2, seconds: 12 })
};

async function lay(name: keyof typeof takes, pass = 0): Promise<PlayerTrack> {
	const { take, bytes } = takes[name];
	const parts = toTakePasses(take)[pass]?.parts ?? [];
	const pcmPath = `stems/${take.id}-${pass}`;
	await keep(`takes/${take.id}`, [bytes]);
	const context = { signal: new AbortController().signal, onProgress: () => undefined };
	await createLayClient().lay({ takePath: `takes/${take.id}`, parts, semitones: 0, pcmPath }, context);
	return { kind: 'sound', id: `${name}-${pass}`, pcmPath, startSeconds: parts[0]?.songStartSeconds ?? 0 };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition: () => boolean): Promise<void> {
	for (let i = 0; i < 1600 && !condition(); i++) await wait(25);
	expect(condition()).toBe(true);
}

let player: WebAudioPlayer | null = null;
afterEach(async () => {
	await player?.close();
	player = null;
});

async function started(mayShareMemory = true): Promise<WebAudioPlayer> {
	player = new WebAudioPlayer({
		mayShareMemory,
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
	readonly song: Float32Array;
	readonly tracks: Float32Array;
}

async function capture({ output }: WebAudioPlayer, seconds: number): Promise<Capture> {
	if (output === null) throw new Error('not started');
	await output.context.audioWorklet.addModule(captureUrl);
	const frames = Math.ceil((seconds * rate) / 128) * 128;
	const memory = new SharedArrayBuffer(8 + 8 * frames);
	const processorOptions = { memory, frames };
	const node = new AudioWorkletNode(output.context, 'capture', { numberOfInputs: 2, numberOfOutputs: 0, processorOptions });
	output.tap(node, 'tracks');
	const state = new Int32Array(memory, 0, 2);
	return {
		frames: () => Atomics.load(state, 0),
		song: new Float32Array(memory, 8, frames),
		tracks: new Float32Array(memory, 8 + 4 * frames, frames)
	};
}

/** How much later than the song's nearest click each clap is heard, ms. */
function clapsAfterClicks({ frames, song, tracks }: Capture, from = 0, to = frames()): number[] {
	const clicks = pingOnsets(song.subarray(from, to), rate);
	return pingOnsets(tracks.subarray(from, to), rate).map((clap) => {
		const nearest = clicks.reduce((best, click) => (Math.abs(click - clap) < Math.abs(best - clap) ? click : best), -rate);
		return (1000 * (clap - nearest)) / rate;
	});
}

const all = new Map([1, 1, 1, 1].map((gain, at) => [['loop-0', 'plain-0', 'fast-0', 'late-0'][at] ?? '', gain]));
const wordsOf = (ms: readonly number[]): string => ms.map((one) => one.toFixed(1)).join(', ');

describe('takes beside the song', () => {
	it.each([
		['the first pass of a take at 80 % in a loop', 'loop', 0, 1, true],
		['its second pass', 'loop', 1, 1, true],
		['its second pass, at half the speed', 'loop', 1, 0.5, true],
		['its second pass, at the speed of the take', 'loop', 1, 0.8, false],
		['a take at the song’s own speed, at half of it', 'plain', 0, 0.5, true],
		['a take of 48 kHz at 125 %', 'fast', 0, 1, false],
		['a take at half the speed, at half the speed', 'late', 0, 0.5, true]
	] as const)(
		'claps with the clicks: %s',
		async (name, take, pass, speed, mayShareMemory) => {
			const track = await lay(take, pass);
			const subject = await started(mayShareMemory);
			subject.setSpeed(speed);
			await subject.open({ pcmPath: songPath });
			await subject.setTracks([track]);
			subject.setTrackGains(new Map([[track.id, 1]]));
			const heard = await capture(subject, 14);
			await subject.play(4.2);
			await until(() => heard.frames() > 9 * rate);
			const late = clapsAfterClicks(heard);
			console.log(`${name}: claps after clicks ${wordsOf(late)} ms`);
			expect(late.length).toBeGreaterThanOrEqual(5);
			for (const ms of late) expect(Math.abs(ms)).toBeLessThan(10);
		},
		90_000
	);

	it('keeps four takes with the song round a loop and over a change of speed, and takes them up while it plays', async () => {
		const tracks = [await lay('loop'), await lay('plain'), await lay('fast'), await lay('late')];
		const subject = await started();
		await subject.open({ pcmPath: songPath });
		subject.setLoop({ startSeconds: 5, endSeconds: 8 });
		const heard = await capture(subject, 20);
		await subject.play(5);
		await until(() => heard.frames() > rate);
		await subject.setTracks(tracks);
		subject.setTrackGains(all);
		await until(() => heard.frames() > 8 * rate);
		const slower = heard.frames();
		subject.setSpeed(0.7);
		await until(() => heard.frames() > 17 * rate);
		for (const late of [clapsAfterClicks(heard, 0, slower), clapsAfterClicks(heard, slower + rate)]) {
			console.log(`four takes: claps after clicks ${wordsOf(late)} ms`);
			expect(late.length).toBeGreaterThan(8);
			for (const ms of late) expect(Math.abs(ms)).toBeLessThan(10);
		}
		const gaps = pingOnsets(heard.song.subarray(0, 7 * rate), rate).map((at, i, onsets) => at - (onsets[i - 1] ?? at));
		for (const gap of gaps.slice(1)) expect(Math.abs(gap - clickEverySeconds * rate)).toBeLessThan(3);
	}, 120_000);

	it('is heard beside notes alone, goes silent at once and comes back, and is gone with the song', async () => {
		const track = await lay('plain');
		const subject = await started();
		await subject.setSounds([{ kind: 'gm', programme: 115 }]);
		await subject.open(null, 20);
		subject.setNotes([{ onsetSeconds: 4, offsetSeconds: 5, pitchMidi: 60, velocity: 100 }]);
		const heard = await capture(subject, 12);
		await subject.play(4.2);
		await wait(500);
		const from = subject.positionSeconds();
		await subject.setTracks([track]);
		subject.setTrackGains(new Map([[track.id, 1]]));
		const begin = heard.frames();
		await until(() => heard.frames() > begin + 3 * rate);
		expect(subject.positionSeconds()).toBeGreaterThan(from + 1);
		expect(pingOnsets(heard.tracks.subarray(begin, heard.frames()), rate).length).toBeGreaterThanOrEqual(4);
		subject.setTrackGains(new Map());
		await wait(300);
		const quiet = heard.frames();
		await until(() => heard.frames() > quiet + rate);
		expect(heard.tracks.subarray(quiet, heard.frames()).every((x) => x === 0)).toBe(true);
		subject.setTrackGains(new Map([[track.id, 1]]));
		await subject.open({ pcmPath: songPath });
		const next = heard.frames();
		await subject.play(4);
		await until(() => heard.frames() > next + rate);
		expect(heard.tracks.subarray(next, heard.frames()).every((x) => x === 0)).toBe(true);
	}, 60_000);

	it('plays takes of keys on their own channel, whatever the balance is', async () => {
		const subject = await started();
		await subject.setSounds([{ kind: 'gm', programme: 115 }]);
		await subject.open({ pcmPath: songPath });
		subject.setBalance(0);
		const notes = Array.from({ length: 20 }, (_, i) => ({
			onsetSeconds: 4 + i * clickEverySeconds,
			offsetSeconds: 4.2 + i * clickEverySeconds,
			pitchMidi: 84,
			velocity: 110
		}));
		await subject.setTracks([{ kind: 'notes', id: 'keys', notes }]);
		subject.setTrackGains(new Map([['keys', 1]]));
		const heard = await capture(subject, 6);
		await subject.play(4.2);
		await until(() => heard.frames() > 4 * rate);
		const late = clapsAfterClicks(heard);
		console.log(`keys: after clicks ${wordsOf(late)} ms`);
		expect(late.length).toBeGreaterThanOrEqual(5);
		for (const ms of late) expect(Math.abs(ms)).toBeLessThan(10);
	}, 60_000);

	it('tells that a track is not there, and plays on', async () => {
		const subject = await started();
		await subject.open({ pcmPath: songPath });
		await expect(
			subject.setTracks([{ kind: 'sound', id: 'x', pcmPath: 'stems/nothing', startSeconds: 0 }])
		).rejects.toMatchObject({ fault: { code: 'fileMissing' } });
		await subject.play(1);
		await until(() => subject.positionSeconds() > 1.3);
	}, 60_000);
});
