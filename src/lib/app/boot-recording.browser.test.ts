import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultInputChoice } from '$contracts/recording/take-recorder.ts';
import { songSecondsAt } from '$dsp/latency/index.ts';
import { openFileStore } from '$files/index.ts';
import { pcmBlockFrames, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { fromInt24, takeHeaderBytes } from '$formats/take-file/index.ts';
import { MemoryLibraryStore } from '../../../tests/fakes/memory-library-store.ts';
import { takeDraftOf } from '../../../tests/fixtures/recording/takes.ts';
import { WebAudioPlayer } from '../adapters/audio/index.ts';
import { openRecordingDesk } from './boot-recording.ts';

const rate = 44_100;
const path = 'pcm/recording-desk-test';
const clickSeconds = [1, 1.7, 2.5, 3.1, 3.8];
/** From the speaker to the microphone of this room, beside what the browser's own streams take. */
const airSeconds = 0.083;

async function storeClicks(): Promise<void> {
	const writer = await (await openFileStore()).create();
	await writer.write(toPcmHeader(1));
	const samples = new Float32Array(6 * rate);
	for (const at of clickSeconds) for (let i = 0; i < 400; i++) samples[Math.round(at * rate) + i] = i % 2 === 0 ? 0.6 : -0.6;
	for (let start = 0; start < samples.length; start += pcmBlockFrames) {
		const block = samples.subarray(start, start + pcmBlockFrames);
		await writer.write(toPcmBlock([block], block.length));
	}
	await writer.commit(path);
}

/** Whatever goes to the speakers goes to the microphone too, a while later. */
function closeTheLoop(): void {
	const microphones = new WeakMap<BaseAudioContext, { readonly air: DelayNode; readonly stream: MediaStream }>();
	const connect = AudioNode.prototype.connect;
	const microphoneOf = (context: AudioContext): { readonly air: DelayNode; readonly stream: MediaStream } => {
		const known = microphones.get(context);
		if (known) return known;
		const air = new DelayNode(context, { delayTime: airSeconds });
		const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
		Reflect.apply(connect, air, [destination]);
		const made = { air, stream: destination.stream };
		microphones.set(context, made);
		return made;
	};
	let heard: AudioContext | null = null;
	vi.spyOn(AudioNode.prototype, 'connect').mockImplementation(function (this: AudioNode, ...given: unknown[]) {
		if (given[0] instanceof AudioDestinationNode && this.context instanceof AudioContext) {
			heard = this.context;
			Reflect.apply(connect, this, [microphoneOf(this.context).air]);
		}
		return Reflect.apply(connect, this, given);
	});
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async () => {
		if (heard === null) throw new DOMException('no speaker yet', 'NotFoundError');
		return microphoneOf(heard).stream.clone();
	});
}

let player: WebAudioPlayer;
beforeEach(async () => {
	await storeClicks();
	closeTheLoop();
	player = new WebAudioPlayer();
	await player.start();
});
afterEach(async () => {
	await player.close();
	vi.restoreAllMocks();
});

describe('the recording desk', () => {
	it('places what is recorded along with the song to within 10 ms, after it has measured the round trip', async () => {
		const files = await openFileStore();
		const desk = await openRecordingDesk({
			store: new MemoryLibraryStore(),
			files,
			player: async () => player,
			makeRoom: async () => undefined,
			nowMs: () => Date.now()
		});
		const input = await desk.recorder.open(defaultInputChoice);
		expect(input.sharesClock).toBe(true);
		const measured = await desk.latencyMeter.measure(new AbortController().signal, () => undefined);
		const latencySeconds = measured?.latencySeconds ?? 0;
		expect(latencySeconds).toBeGreaterThan(airSeconds);
		expect(latencySeconds).toBeLessThan(airSeconds + 0.2);
		expect(measured?.confidence).toBeGreaterThan(0.7);

		await player.open({ pcmPath: path });
		await player.play(0);
		await vi.waitFor(() => expect(player.positionSeconds()).toBeGreaterThan(0.2));
		const id = crypto.randomUUID();
		const draft = takeDraftOf(id, { latencySeconds, source: 'overdub' });
		const { firstFrameSeconds } = await desk.recorder.start(draft);
		const songSeconds = desk.songSecondsSentAt(firstFrameSeconds) ?? -1;
		const place = { ...draft.place, songSeconds };
		await desk.recorder.annotate({ ...draft, place });
		await vi.waitFor(() => expect(player.positionSeconds()).toBeGreaterThan(4.4), { timeout: 10_000 });
		const finished = await desk.recorder.stop();
		const take = await desk.takes.keep(finished);
		expect(take?.place.songSeconds).toBe(songSeconds);

		const file = await files.open(`takes/${id}`);
		const plane = new Int32Array(take?.sound?.frames ?? 0);
		fromInt24(await file.read(takeHeaderBytes, file.sizeBytes - takeHeaderBytes), plane.length, [plane]);
		const heard: number[] = [];
		for (let i = 0, quietSince = 0; i < plane.length; i++) {
			if (Math.abs(plane[i] ?? 0) < 2 ** 23 * 0.05) continue;
			if (i - quietSince > 0.2 * rate) heard.push(songSecondsAt(place, latencySeconds, i / rate));
			quietSince = i;
		}
		expect(heard).toHaveLength(clickSeconds.length);
		heard.forEach((seconds, n) => expect(Math.abs(seconds - (clickSeconds[n] ?? 0))).toBeLessThan(0.01));

		expect(desk.takes.takes.map((kept) => kept.id)).toContain(id);
		await desk.takes.remove(id);
		expect(await files.stat(`takes/${id}`)).toBeNull();
		await desk.recorder.close();
		desk.takes.close();
	}, 60_000);
});
