import { describe, expect, it } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import type { RecordEvent, TakeOrder } from '$contracts/recording/record.contract.ts';
import { takeDraftSchema } from '$contracts/recording/take.ts';
import { captureMemory, CaptureWriter } from '$core/capture/index.ts';
import { fromInt24, fromTakeHeader, takeHeaderBytes } from '$formats/take-file/index.ts';
import { openCapture } from './capture-source.ts';
import { Recorder } from './recorder.ts';
import type { TakeDisk } from './take-file.ts';

const rate = 8000;
const draft = takeDraftSchema.parse({
	schemaVersion: 1,
	id: 'take-1',
	songId: null,
	title: 'A take',
	startedAtMs: 0,
	source: 'mic',
	place: { songSeconds: 0, speed: 1, loop: null },
	latencySeconds: 0,
	deviceHash: '',
	settings: { gainDb: 0, channel: 'mix', isMonitored: false, countInBeats: 0, isMetronomeOn: false, transposeCents: 0 }
});

class FakeDisk implements TakeDisk {
	bytes = new Uint8Array(4_000_000);
	size = 0;
	state: 'open' | 'finished' | 'gone' = 'open';
	readonly #roomBytes: number;
	constructor(roomBytes: number) {
		this.#roomBytes = roomBytes;
	}
	reserve(): void {}
	write(offsetBytes: number, bytes: Uint8Array): void {
		if (offsetBytes + bytes.byteLength > this.#roomBytes) throw new UserFixableError('storageFull');
		this.bytes.set(bytes, offsetBytes);
		this.size = Math.max(this.size, offsetBytes + bytes.byteLength);
	}
	async finish(bytes: number): Promise<void> {
		this.size = bytes;
		this.state = 'finished';
	}
	async discard(): Promise<void> {
		this.state = 'gone';
	}
}

function setUp({ roomBytes = 4_000_000, ringFrames = 65_536 } = {}) {
	const memory = captureMemory(false, ringFrames);
	const ring = new CaptureWriter(memory);
	const disk = new FakeDisk(roomBytes);
	const events: RecordEvent[] = [];
	let locksHeld = 0;
	const recorder = new Recorder(openCapture({ kind: 'ring', memory }, true), rate, {
		openDisk: async () => disk,
		holdTake: async () => {
			locksHeld++;
			return () => void locksHeld--;
		},
		onEvent: (event) => events.push(event)
	});
	let at = 1024;
	/** Every sample tells its context frame. */
	const hear = (quanta: number): void => {
		for (let q = 0; q < quanta; q++, at += 128) {
			const plane = Float32Array.from({ length: 128 }, (_, i) => (at + i) / 2 ** 20);
			ring.write(at, plane, plane, 128);
		}
	};
	const recorded = (channels: 1 | 2 = 1): number[] => {
		const frames = (disk.size - takeHeaderBytes) / (3 * channels);
		const planes = Array.from({ length: channels }, () => new Int32Array(frames));
		fromInt24(disk.bytes.subarray(takeHeaderBytes), frames, planes);
		return Array.from(planes[0] ?? [], (value) => value / 8);
	};
	return { recorder, disk, events, hear, recorded, locks: () => locksHeld };
}

const order = (over: Partial<TakeOrder> = {}): TakeOrder => ({ draft, channels: 1, inFrame: null, outFrame: null, ...over });

describe('Recorder', () => {
	it('keeps every frame from the next one on, in order', async () => {
		const { recorder, hear, recorded, events, disk, locks } = setUp();
		hear(3);
		await recorder.begin(order());
		expect(locks()).toBe(1);
		for (let i = 0; i < 50; i++) {
			hear(7);
			recorder.look();
		}
		const { sound, fault } = await recorder.end();
		const first = 1024 + 3 * 128;
		expect(events).toEqual([{ kind: 'begun', firstFrame: first }]);
		expect({ fault, frames: sound?.frames, path: sound?.path }).toEqual({ fault: null, frames: 350 * 128, path: 'takes/take-1' });
		expect(recorded()).toEqual(Array.from({ length: 350 * 128 }, (_, i) => first + i));
		expect(fromTakeHeader(disk.bytes, disk.size)).toMatchObject({ isFinished: true, frames: 350 * 128 });
		expect(locks()).toBe(0);
	});

	it('punches in and out at their exact frames, and ends by itself', async () => {
		const { recorder, hear, recorded, events } = setUp();
		await recorder.begin(order({ inFrame: 2000, outFrame: 3001 }));
		for (let i = 0; i < 20; i++) {
			hear(2);
			recorder.look();
		}
		const end = await recorder.end();
		expect(recorded()).toEqual(Array.from({ length: 1001 }, (_, i) => 2000 + i));
		expect(events.map(({ kind }) => kind)).toEqual(['begun', 'ended']);
		expect(end.sound?.frames).toBe(1001);
	});

	it('leaves out what comes in while it is paused', async () => {
		const { recorder, hear, recorded } = setUp();
		await recorder.begin(order());
		hear(2);
		recorder.setPaused(true);
		hear(5);
		recorder.setPaused(false);
		hear(2);
		await recorder.end();
		expect(recorded()).toHaveLength(4 * 128);
		expect(recorded()[256]).toBe(1024 + 7 * 128);
	});

	it('keeps what was written when the disk fills up, and says so', async () => {
		const { recorder, hear, recorded, events, disk, locks } = setUp({ roomBytes: takeHeaderBytes + 3 * 10_000 });
		await recorder.begin(order());
		for (let i = 0; i < 100; i++) {
			hear(2);
			recorder.look();
		}
		const { sound, fault } = await recorder.end();
		expect(fault?.code).toBe('storageFull');
		expect(sound?.frames).toBe(9600);
		expect(recorded()).toHaveLength(9600);
		expect(disk.state).toBe('finished');
		expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
		expect(locks()).toBe(0);
	});

	it('can be read by another as it goes: a killed writer loses less than a second', async () => {
		const { recorder, hear, disk } = setUp();
		await recorder.begin(order());
		for (let i = 0; i < 200; i++) {
			hear(1);
			recorder.look();
			const header = fromTakeHeader(disk.bytes, disk.size);
			expect(header?.isFinished).toBe(false);
			expect((i + 1) * 128 - (header?.frames ?? 0)).toBeLessThan(rate);
		}
	});

	it('ends a take at three hours, keeps it, and says so', async () => {
		const memory = captureMemory(false, 2 ** 21);
		const ring = new CaptureWriter(memory);
		const slowRate = 3000;
		let size = 0;
		const disk: TakeDisk = {
			reserve: () => undefined,
			write: (offsetBytes, bytes) => void (size = Math.max(size, offsetBytes + bytes.byteLength)),
			finish: async () => undefined,
			discard: async () => undefined
		};
		const events: RecordEvent[] = [];
		const recorder = new Recorder(openCapture({ kind: 'ring', memory }, true), slowRate, {
			openDisk: async () => disk,
			holdTake: async () => () => undefined,
			onEvent: (event) => events.push(event)
		});
		await recorder.begin(order());
		const plane = new Float32Array(2 ** 20);
		for (let at = 0; at < 3.1 * 3600 * slowRate; at += plane.length) {
			ring.write(at, plane, plane, plane.length);
			recorder.look();
		}
		const { sound, fault } = await recorder.end();
		expect(fault?.code).toBe('takeTooLong');
		expect(sound?.frames).toBe(3 * 3600 * slowRate);
		expect(size).toBe(takeHeaderBytes + 3 * 3600 * slowRate * 3);
		expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
	});

	it('stands in for lost frames with silence, and counts them', async () => {
		const { recorder, hear, recorded, events } = setUp({ ringFrames: 1024 });
		await recorder.begin(order());
		hear(10);
		recorder.look();
		hear(1);
		const { sound } = await recorder.end();
		expect(events).toContainEqual({ kind: 'overrun', frames: 256 });
		expect(sound).toMatchObject({ frames: 11 * 128, overrunFrames: 256 });
		expect(recorded()[1024]).toBe(0);
		expect(recorded()[10 * 128]).toBe(1024 + 10 * 128);
	});

	it('leaves no file of a take in which nothing came, nor of one thrown away', async () => {
		const one = setUp();
		await one.recorder.begin(order());
		expect((await one.recorder.end()).sound).toBeNull();
		expect(one.disk.state).toBe('gone');
		const two = setUp();
		await two.recorder.begin(order());
		two.hear(20);
		two.recorder.look();
		await two.recorder.discard();
		expect([two.disk.state, two.locks()]).toEqual(['gone', 0]);
	});

	it('writes what it is told of its place later', async () => {
		const { recorder, hear, disk } = setUp();
		await recorder.begin(order());
		hear(10);
		recorder.look();
		recorder.annotate({
			...draft,
			title: 'Named',
			place: { ...draft.place, turns: new Array(5000).fill({ takeSeconds: 1, songSeconds: 2, speed: 1 }) }
		});
		await recorder.end();
		const text = fromTakeHeader(disk.bytes, disk.size)?.draft ?? '';
		expect(takeDraftSchema.parse(JSON.parse(text))).toMatchObject({ title: 'Named' });
	});
});
