import type { FileStore } from '$contracts/file-store.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import { clockStampOf, WebMidiInput } from '../adapters/devices/midi/web-midi.ts';
import { createExportClient } from '../adapters/devices/recording/export-client.ts';
import { LoopbackMeter } from '../adapters/devices/recording/loopback-meter.ts';
import { WebTakeRecorder, type HeldContext } from '../adapters/devices/recording/web-take-recorder.ts';
import { WorkerEar } from '../adapters/devices/recording/worker-ear.ts';
import { openIdbTakeStore } from '../adapters/storage/idb-take-store.ts';
import { InputBook } from './recorder/input-book.svelte.ts';
import { LatencyBook } from './recorder/latency-book.svelte.ts';
import type { RecordingDesk } from './recorder/recording-desk.ts';
import { TakeShelf } from './recorder/take-shelf.svelte.ts';

export interface RecordingPlayer {
	/** The player's output, awake while it is held. */
	holdOutput(): Promise<HeldContext>;
	sentSeconds(contextSeconds: number): number | null;
}

interface RecordingParts {
	readonly store: LibraryStore;
	readonly files: FileStore;
	readonly player: () => Promise<RecordingPlayer>;
	readonly nowMs: () => number;
	/** Called before a take may begin. */
	readonly makeRoom: () => Promise<void>;
}

/** Wires the recorder to this browser. Nothing listens before its `open`. */
export async function openRecordingDesk({ store, files, player, nowMs, makeRoom }: RecordingParts): Promise<RecordingDesk> {
	let playing: RecordingPlayer | null = null;
	let held: AudioContext | null = null;
	let holdCount = 0;
	const recorder = new WebTakeRecorder({
		holdContext: async () => {
			playing = await player();
			return playing.holdOutput();
		}
	});
	const ear = new WorkerEar(() => recorder.graph);
	recorder.onChange((change) => {
		if (change.kind !== 'state' || change.state !== 'ready') return;
		ear.attach();
		void makeRoom();
	});
	const latencies = new LatencyBook(store);
	const inputs = new InputBook(store);
	await Promise.all([latencies.load(), inputs.load()]);
	const takes = new TakeShelf({
		store: await openIdbTakeStore(),
		files,
		recover: (knownIds) => recorder.recover(knownIds),
		nowMs
	});
	const recovered = await takes.open();
	return {
		recorder,
		ear,
		latencies,
		inputs,
		takes,
		recovered,
		latencyMeter: new LoopbackMeter(() => recorder.graph),
		midi: new WebMidiInput(),
		exporter: createExportClient(),
		holdOutput: async () => {
			playing = await player();
			const { context, release } = await playing.holdOutput();
			held = context;
			holdCount++;
			return () => {
				// A take that was called off may let go after the next one has begun.
				if (--holdCount === 0) held = null;
				release();
			};
		},
		outputSeconds: () => recorder.graph?.context.currentTime ?? held?.currentTime ?? null,
		clockStamp: () => {
			const context = recorder.graph?.context ?? held;
			return context === null ? null : clockStampOf(context);
		},
		songSecondsSentAt: (contextSeconds) => playing?.sentSeconds(contextSeconds) ?? null
	};
}
