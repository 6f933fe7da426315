import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeDraftSchema, type TakeDraft } from '$contracts/recording/take.ts';
import {
	defaultInputChoice,
	type FinishedTake,
	type InputWarning,
	type TakeRecorderChange
} from '$contracts/recording/take-recorder.ts';
import { fromInt24, takeHeaderBytes } from '$formats/take-file/index.ts';
import { openFileStore } from '$files/index.ts';
import { spawnRecorder } from './record-client.ts';
import { WebTakeRecorder } from './web-take-recorder.ts';

const rate = 44_100;
let context: AudioContext;
let recorder: WebTakeRecorder;
let changes: TakeRecorderChange[];
/** The microphone: two tones, 0.5 on the left and 0.25 on the right. */
let stream: MediaStream;
let gain: GainNode;

const draftOf = (id: string): TakeDraft =>
	takeDraftSchema.parse({
		schemaVersion: 1,
		id,
		songId: null,
		title: 'Take',
		startedAtMs: 0,
		source: 'mic',
		place: { songSeconds: 0, speed: 1, loop: null },
		latencySeconds: 0,
		deviceHash: '',
		settings: { gainDb: 0, channel: 'mix', isMonitored: false, countInBeats: 0, isMetronomeOn: false, transposeCents: 0 }
	});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const until = (isSo: () => boolean): Promise<void> =>
	vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 8000, interval: 20 });
const warned = (kind: InputWarning['kind']): boolean => recorder.warnings.some((warning) => warning.kind === kind);
const ended = (): FinishedTake | undefined => changes.flatMap((change) => (change.kind === 'ended' ? [change.take] : []))[0];

async function samplesOf(take: FinishedTake): Promise<Int32Array[]> {
	if (take.sound === null) throw new Error('nothing was recorded');
	const file = await (await openFileStore()).open(take.sound.path);
	const bytes = await file.read(takeHeaderBytes, file.sizeBytes - takeHeaderBytes);
	const planes = Array.from({ length: take.sound.channels }, () => new Int32Array(take.sound?.frames ?? 0));
	fromInt24(bytes, take.sound.frames, planes);
	return planes;
}

const peakOf = (plane: Int32Array | undefined): number =>
	(plane ?? new Int32Array()).reduce((peak, x) => Math.max(peak, Math.abs(x)), 0) / 2 ** 23;

beforeEach(async () => {
	context = new AudioContext({ sampleRate: rate });
	const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
	const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
	gain = new GainNode(context);
	[0.5, 0.25].forEach((amplitude, channel) => {
		const oscillator = new OscillatorNode(context, { frequency: 220 * (channel + 1) });
		oscillator.connect(new GainNode(context, { gain: amplitude })).connect(merger, 0, channel);
		oscillator.start();
	});
	merger.connect(gain).connect(destination);
	stream = destination.stream;
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async () => stream);
	recorder = new WebTakeRecorder({ holdContext: async () => ({ context, release: () => undefined }) });
	changes = [];
	recorder.onChange((change) => changes.push(change));
});

afterEach(async () => {
	await recorder.close();
	await context.close();
	vi.restoreAllMocks();
});

describe('a take', () => {
	it('keeps both channels when asked to, at their levels', async () => {
		await recorder.open({ ...defaultInputChoice, channel: 'both' });
		await recorder.start(draftOf('both'));
		await pause(600);
		const take = await recorder.stop();
		expect(take.sound).toMatchObject({ channels: 2, sampleRateHz: rate, overrunFrames: 0, clippedSamples: 0 });
		const [left, right] = await samplesOf(take);
		expect(peakOf(left)).toBeCloseTo(0.5, 2);
		expect(peakOf(right)).toBeCloseTo(0.25, 2);
		expect(take.sound?.peakDb).toBeCloseTo(-6, 0);
	});

	it('keeps one channel, with gain', async () => {
		await recorder.open({ ...defaultInputChoice, channel: 'right', gainDb: 6 });
		await pause(100);
		await recorder.start(draftOf('right'));
		await pause(300);
		const [plane, none] = await samplesOf(await recorder.stop());
		expect(none).toBeUndefined();
		expect(peakOf(plane)).toBeCloseTo(0.5, 2);
	});

	it('punches in and out on the clock of the song, and ends by itself', async () => {
		await recorder.open(defaultInputChoice);
		const inContextSeconds = recorder.contextSeconds() + 0.4;
		const started = recorder.start(draftOf('punch'), { inContextSeconds, outContextSeconds: inContextSeconds + 0.5 });
		await until(() => recorder.state === 'waiting');
		const { firstFrameSeconds } = await started;
		expect(firstFrameSeconds).toBeCloseTo(inContextSeconds, 4);
		await until(() => ended() !== undefined);
		expect(Math.abs((ended()?.sound?.frames ?? 0) - 0.5 * rate)).toBeLessThanOrEqual(1);
		expect(recorder.state).toBe('ready');
	});

	it('waits while the system takes the sound away, and goes on after', async () => {
		await recorder.open(defaultInputChoice);
		await recorder.start(draftOf('call'));
		await pause(300);
		await context.suspend();
		await until(() => recorder.state === 'paused' && warned('suspended'));
		recorder.resume();
		await until(() => recorder.state === 'recording' && !warned('suspended'));
		await pause(300);
		const take = await recorder.stop();
		expect(take.sound?.frames).toBeGreaterThan(0.5 * rate);
		expect(take.sound?.overrunFrames).toBe(0);
	});

	it('can be stopped before its punch-in: nothing is left', async () => {
		await recorder.open(defaultInputChoice);
		const started = recorder.start(draftOf('early'), {
			inContextSeconds: recorder.contextSeconds() + 30,
			outContextSeconds: null
		});
		const refused = expect(started).rejects.toMatchObject({ name: 'AbortError' });
		await until(() => recorder.state === 'waiting');
		await pause(100);
		expect((await recorder.stop()).sound).toBeNull();
		await refused;
		expect(recorder.state).toBe('ready');
	});
});

describe('an input that goes away', () => {
	it('unplugged in the middle: the take is kept, and told', async () => {
		await recorder.open(defaultInputChoice);
		await recorder.start(draftOf('unplugged'));
		await pause(500);
		stream.getAudioTracks()[0]?.stop();
		await until(() => recorder.state === 'closed');
		expect(ended()?.fault?.code).toBe('microphoneLost');
		expect(ended()?.sound?.frames).toBeGreaterThan(0.3 * rate);
		expect(changes.at(-1)).toEqual({ kind: 'lost', fault: { code: 'microphoneLost', params: {} } });
	});

	it('permission taken back: told as that', async () => {
		const denied = Object.assign(new EventTarget(), { name: 'microphone', onchange: null, state: 'denied' as const });
		vi.spyOn(navigator.permissions, 'query').mockResolvedValue(denied);
		await recorder.open(defaultInputChoice);
		stream.getAudioTracks()[0]?.dispatchEvent(new Event('ended'));
		await until(() => recorder.state === 'closed');
		expect(changes.at(-1)).toMatchObject({ kind: 'lost', fault: { code: 'microphoneRefused' } });
	});

	it('the worker dies in the middle: told, and what it had written can be found again', async () => {
		const spawned: Worker[] = [];
		const subject = new WebTakeRecorder({
			holdContext: async () => ({ context, release: () => undefined }),
			spawn: () => {
				const worker = spawnRecorder();
				spawned.push(worker);
				return worker;
			}
		});
		const faults: string[] = [];
		subject.onChange((change) => void (change.kind === 'lost' && faults.push(change.fault.code)));
		await subject.open(defaultInputChoice);
		const id = crypto.randomUUID();
		await subject.start(draftOf(id));
		await pause(1500);
		spawned[0]?.dispatchEvent(new ErrorEvent('error', { message: 'gone' }));
		await until(() => subject.state === 'closed');
		expect(faults).toEqual(['engineFailed']);
		const found = await vi.waitFor(async () => {
			const takes = await recorder.recover([]);
			const take = takes.find(({ draft }) => draft.id === id);
			expect(take).toBeDefined();
			return take;
		});
		expect(found?.sound.frames).toBeGreaterThan(0.5 * rate);
	});

	it.each([
		['NotAllowedError', 'microphoneRefused'],
		['NotFoundError', 'microphoneMissing'],
		['OverconstrainedError', 'microphoneMissing'],
		['NotReadableError', 'microphoneBusy']
	])('%s at the door is %s, and another may be opened after', async (name, code) => {
		vi.mocked(navigator.mediaDevices.getUserMedia).mockRejectedValueOnce(new DOMException('no', name));
		await expect(recorder.open(defaultInputChoice)).rejects.toMatchObject({ fault: { code } });
		expect(recorder.state).toBe('closed');
		await recorder.open(defaultInputChoice);
		expect(recorder.state).toBe('ready');
	});
});

describe('what is told of an input', () => {
	it('asks for raw sound, and says what the browser left on', async () => {
		const [track] = stream.getAudioTracks();
		if (track === undefined) throw new Error('no track');
		vi.spyOn(track, 'getSettings').mockReturnValue({
			echoCancellation: false,
			noiseSuppression: true,
			autoGainControl: true,
			sampleRate: 16_000,
			channelCount: 1
		});
		const input = await recorder.open({ ...defaultInputChoice, deviceId: 'headset' });
		expect(navigator.mediaDevices.getUserMedia).toHaveBeenCalledWith({
			audio: {
				deviceId: { exact: 'headset' },
				echoCancellation: false,
				noiseSuppression: false,
				autoGainControl: false,
				channelCount: { ideal: 2 }
			},
			video: false
		});
		expect(input.deviceRateHz).toBe(16_000);
		expect(recorder.warnings).toEqual([
			{ kind: 'processed', by: ['noiseSuppression', 'autoGainControl'] },
			{ kind: 'narrowBand', deviceRateHz: 16_000 }
		]);
	});

	it('notices a headset that drops to a telephone’s rate later', async () => {
		await recorder.open(defaultInputChoice);
		expect(recorder.warnings).toEqual([]);
		const [track] = stream.getAudioTracks();
		if (track !== undefined) vi.spyOn(track, 'getSettings').mockReturnValue({ sampleRate: 8000 });
		await until(() => warned('narrowBand'));
	});

	it('says what the browser lost by itself since the input was opened', async () => {
		const [track] = stream.getAudioTracks();
		if (track === undefined) throw new Error('no track');
		const stats = { totalFrames: 5000, deliveredFrames: 4900 };
		Object.defineProperty(track, 'stats', { value: stats });
		await recorder.open(defaultInputChoice);
		expect(recorder.warnings).toEqual([]);
		stats.totalFrames = 6000;
		stats.deliveredFrames = 5459;
		await until(() => warned('dropped'));
		expect(recorder.warnings).toEqual([{ kind: 'dropped', frames: 441 }]);
	});

	it('says when it is silent, and when it no longer is', async () => {
		gain.gain.value = 0;
		await recorder.open(defaultInputChoice);
		await until(() => warned('silent'));
		gain.gain.value = 1;
		await until(() => !warned('silent'));
	}, 15_000);

	it('(regression) does not call short sounds silence: a tick a second is heard, whenever the meter is looked at', async () => {
		gain.gain.value = 0;
		await recorder.open(defaultInputChoice);
		const firstSeconds = context.currentTime + 0.1;
		for (let i = 0; i < 12; i++) {
			gain.gain.setValueAtTime(1, firstSeconds + i * 0.61);
			gain.gain.setValueAtTime(0, firstSeconds + i * 0.61 + 0.004);
		}
		const untilMs = performance.now() + 7000;
		while (performance.now() < untilMs) {
			expect(warned('silent')).toBe(false);
			await pause(50);
		}
	}, 15_000);

	it('meters, and holds a clip until it is released', async () => {
		await recorder.open({ ...defaultInputChoice, channel: 'left' });
		await until(() => Math.abs(recorder.meter().peak - 0.5) < 0.02);
		expect(recorder.meter().rms).toBeCloseTo(0.5 / Math.SQRT2, 1);
		expect(recorder.meter().hasClipped).toBe(false);
		gain.gain.value = 3;
		await until(() => recorder.meter().hasClipped);
		gain.gain.value = 1;
		await pause(200);
		expect(recorder.meter().hasClipped).toBe(true);
		recorder.releaseClip();
		await pause(200);
		expect(recorder.meter().hasClipped).toBe(false);
	});
});
