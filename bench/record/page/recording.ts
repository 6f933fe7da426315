import { createExportClient } from '../../../src/lib/adapters/devices/recording/export-client.ts';
import type { ExportFormat } from '../../../src/lib/contracts/recording/export-take.contract.ts';
import { LoopbackMeter } from '../../../src/lib/adapters/devices/recording/loopback-meter.ts';
import { fromInt24, takeHeaderBytes } from '../../../src/lib/formats/take-file/index.ts';
import { WorkerEar } from '../../../src/lib/adapters/devices/recording/worker-ear.ts';
import type { LatencyMeasurement } from '../../../src/lib/contracts/recording/latency.ts';
import type { HeardMoment } from '../../../src/lib/contracts/recording/live-ear.ts';
import { WebTakeRecorder } from '../../../src/lib/adapters/devices/recording/web-take-recorder.ts';
import type { RecoveredTake, TakeDraft } from '../../../src/lib/contracts/recording/take.ts';
import type {
	FinishedTake,
	InputWarning,
	OpenInput,
	TakeRecorderChange
} from '../../../src/lib/contracts/recording/take-recorder.ts';
import type { ChannelChoice } from '../../../src/lib/core/capture/index.ts';

export interface RecordingOrder {
	readonly id: string;
	readonly seconds: number;
	readonly channel?: ChannelChoice;
	readonly gainDb?: number;
	/** The page does nothing else for this long, in the middle of the take. */
	readonly blockMs?: number;
	readonly mayShareMemory?: boolean;
	readonly contextRateHz?: number;
}

export interface RecordingReport {
	readonly input: OpenInput;
	readonly take: FinishedTake;
	readonly overrunFrames: number;
	readonly warnings: readonly InputWarning[];
	readonly states: readonly string[];
}

let context: AudioContext | null = null;
let recorder: WebTakeRecorder | null = null;

function draftOf(id: string): TakeDraft {
	return {
		schemaVersion: 1,
		id,
		songId: null,
		title: 'Take',
		startedAtMs: Date.now(),
		source: 'mic',
		place: { songSeconds: 0, speed: 1, loop: null, turns: [] },
		latencySeconds: 0,
		deviceHash: '',
		settings: { gainDb: 0, channel: 'mix', isMonitored: false, countInBeats: 0, isMetronomeOn: false, transposeCents: 0 }
	};
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function block(ms: number): void {
	const endMs = performance.now() + ms;
	while (performance.now() < endMs);
}

async function openRecorder(order: Omit<RecordingOrder, 'id' | 'seconds'>): Promise<WebTakeRecorder> {
	await recorder?.close();
	await context?.close();
	const opened = new AudioContext({ sampleRate: order.contextRateHz ?? 44_100, latencyHint: 'interactive' });
	context = opened;
	recorder = new WebTakeRecorder({
		holdContext: async () => ({ context: opened, release: () => undefined }),
		mayShareMemory: order.mayShareMemory ?? true
	});
	await recorder.open({ deviceId: null, channel: order.channel ?? 'mix', gainDb: order.gainDb ?? 0, isMonitored: false });
	return recorder;
}

/** One take from the microphone into the file store. */
async function record(order: RecordingOrder): Promise<RecordingReport> {
	const subject = await openRecorder(order);
	const input = subject.input;
	if (input === null) throw new Error('no input');
	const states: string[] = [];
	let ended: FinishedTake | null = null;
	subject.onChange((change: TakeRecorderChange) => {
		if (change.kind === 'state') states.push(change.state);
		if (change.kind === 'ended') ended = change.take;
	});
	await subject.start(draftOf(order.id));
	if (order.blockMs !== undefined) {
		await pause((order.seconds * 1000 - order.blockMs) / 2);
		block(order.blockMs);
		await pause((order.seconds * 1000 - order.blockMs) / 2);
	} else await pause(order.seconds * 1000);
	const take = ended ?? (await subject.stop());
	return { input, take, overrunFrames: subject.overrunFrames, warnings: subject.warnings, states };
}

/** Begins a take and leaves it running. */
async function begin(order: RecordingOrder): Promise<void> {
	const subject = await openRecorder(order);
	await subject.start(draftOf(order.id));
}

async function recover(knownIds: readonly string[]): Promise<readonly RecoveredTake[]> {
	const context = new AudioContext();
	return new WebTakeRecorder({ holdContext: async () => ({ context, release: () => undefined }) }).recover(knownIds);
}

/** A stored file, as base64. */
async function readTake(path: string): Promise<string> {
	const [folder = '', name = ''] = path.split('/');
	const root = await navigator.storage.getDirectory();
	const file = await (await (await root.getDirectoryHandle(folder)).getFileHandle(name)).getFile();
	return toBase64(file);
}

async function toBase64(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let text = '';
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}

/** Frames lost so far. */
async function overruns(): Promise<number> {
	return recorder?.overrunFrames ?? 0;
}

/** What became of a take that ended by itself, waiting for it at most so long. */
async function untilEnded(limitMs: number): Promise<FinishedTake | null> {
	const subject = recorder;
	if (subject === null) return null;
	return new Promise((resolve) => {
		setTimeout(() => resolve(null), limitMs);
		subject.onChange((change) => {
			if (change.kind === 'ended') resolve(change.take);
		});
	});
}

async function stop(): Promise<FinishedTake | null> {
	return recorder?.stop() ?? null;
}

async function discard(): Promise<void> {
	await recorder?.discard();
}

/** Paths of all takes in the store. */
async function storedTakes(): Promise<readonly string[]> {
	const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes', { create: true });
	const names: string[] = [];
	for await (const name of folder.keys()) names.push(name);
	return names;
}

export interface LatencyCheck {
	/** Measured one after the other; null when nothing certain was heard. */
	readonly measured: readonly (LatencyMeasurement | null)[];
	/** How late clicks lie in a take after the last measurement is taken off. */
	readonly residualsMs: readonly number[];
}

const checkClicks = 4;

/** Measures the devices in use, then records clicks that are sent out at known times. */
async function checkLatency(): Promise<LatencyCheck> {
	const subject = await openRecorder({});
	const { graph } = subject;
	if (graph === null) throw new Error('no input');
	const meter = new LoopbackMeter(() => graph);
	const measured: (LatencyMeasurement | null)[] = [];
	// Where the machine is busy, devices stumble and a measurement rightly comes to nothing.
	while (measured.length < 8 && measured.filter((each) => each !== null).length < 3)
		measured.push(await meter.measure(new AbortController().signal, () => undefined));
	const latency = measured.findLast((each) => each !== null)?.latencySeconds;
	if (latency === undefined) return { measured, residualsMs: [] };
	const { sampleRate } = graph.context;
	const { firstFrameSeconds } = await subject.start(draftOf('latency-check'));
	const buffer = graph.context.createBuffer(1, 200, sampleRate);
	buffer.copyToChannel(
		Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0.8 : -0.8)),
		0
	);
	const sent = Array.from(
		{ length: checkClicks },
		(_, n) => Math.ceil((graph.context.currentTime + 0.5 + 0.5 * n) * sampleRate) / sampleRate
	);
	for (const seconds of sent) {
		const click = new AudioBufferSourceNode(graph.context, { buffer });
		click.connect(graph.context.destination);
		click.start(seconds);
	}
	await pause(1000 * (1 + 0.5 * checkClicks + latency));
	const { sound } = await subject.stop();
	const bytes = Uint8Array.from(atob(await readTake('takes/latency-check')), (letter) => letter.charCodeAt(0));
	const plane = new Int32Array(sound?.frames ?? 0);
	fromInt24(bytes.subarray(takeHeaderBytes), plane.length, [plane]);
	const residualsMs = sent.map((seconds) => {
		const expected = Math.round((seconds + latency - firstFrameSeconds) * sampleRate);
		const from = Math.max(0, expected - Math.round(0.15 * sampleRate));
		const at = plane
			.subarray(from, expected + Math.round(0.15 * sampleRate))
			.findIndex((value) => Math.abs(value) > 2 ** 23 * 0.2);
		return at < 0 ? NaN : (1000 * (from + at - expected)) / sampleRate;
	});
	return { measured, residualsMs };
}

export interface ToldMoment extends HeardMoment {
	/** Context second at which the page was told. */
	readonly toldSeconds: number;
}

export interface Hearing {
	readonly moments: readonly ToldMoment[];
	/** Context seconds at which sound began after 0.2 s of silence: the truth that the ear is held to. */
	readonly beginnings: readonly number[];
}

const silentBelow = 0.004;
const silenceSeconds = 0.2;

/** What the ear tells for so long, and what really came in. */
async function hear(seconds: number, mayShareMemory = true): Promise<Hearing> {
	const subject = await openRecorder({ mayShareMemory });
	const { graph } = subject;
	if (graph === null) throw new Error('no input');
	const rate = graph.context.sampleRate;
	const tap = graph.tap();
	const beginnings: number[] = [];
	let silentFrames = 0;
	const watch = setInterval(() => {
		tap.drain((contextFrame, left, _right, frames) => {
			for (let i = 0; i < frames; i++) {
				if (Math.abs(left[i] ?? 0) < silentBelow) silentFrames++;
				else {
					if (silentFrames > silenceSeconds * rate) beginnings.push((contextFrame + i) / rate);
					silentFrames = 0;
				}
			}
		});
	}, 20);
	const moments: ToldMoment[] = [];
	const stopListening = new WorkerEar(() => subject.graph).listen((moment) =>
		moments.push({ ...moment, toldSeconds: subject.contextSeconds() })
	);
	await pause(seconds * 1000);
	stopListening();
	clearInterval(watch);
	tap.close();
	return { moments, beginnings };
}

/** A take as a file, as base64. */
async function exportTake(path: string, format: ExportFormat): Promise<string> {
	const client = createExportClient();
	const context = { signal: new AbortController().signal, onProgress: () => undefined };
	const blob = await client.exportTake({ path, format, title: 'A take' }, context);
	client.close();
	return toBase64(blob);
}

const bench = {
	exportTake,
	checkLatency,
	hear,
	record,
	begin,
	recover,
	readTake,
	overruns,
	untilEnded,
	stop,
	discard,
	storedTakes
};
export type RecordBench = typeof bench;
Object.assign(globalThis, { benchRecord: bench });
