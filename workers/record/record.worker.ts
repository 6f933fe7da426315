import * as Comlink from 'comlink';
import type { RecordWorker } from '$contracts/recording/record.contract.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import { openFileStore } from '$files/index.ts';
import { openCapture, type CaptureSource } from './capture-source.ts';
import { recoverTakes } from './recover-takes.ts';
import { Recorder } from './recorder.ts';
import { openTakeDisk, takesFolder } from './take-disk.ts';
import { holdTake } from './take-lock.ts';

/** The ring holds twelve seconds, so this leaves plenty, even where timers are slowed to one a second. */
const lookMs = 20;

let serving: {
	readonly recorder: Recorder;
	readonly source: CaptureSource;
	readonly timer: ReturnType<typeof setInterval>;
} | null = null;

function current(): Recorder {
	if (serving === null) throw new Error('No input is open.');
	return serving.recorder;
}

function detach(): void {
	if (serving === null) return;
	clearInterval(serving.timer);
	serving.source.close();
	serving = null;
}

const worker: RecordWorker = {
	attach(feed, sampleRateHz, onEvent) {
		detach();
		const source = openCapture(feed, true);
		const openDisk = async (takeId: string) => openTakeDisk(takeId, await openFileStore());
		const recorder = new Recorder(source, sampleRateHz, { openDisk, holdTake, onEvent });
		serving = { recorder, source, timer: setInterval(() => recorder.look(), lookMs) };
	},
	begin: (order) =>
		toOutcome(async () => {
			await current().begin(order);
			return null;
		}),
	annotate: (draft) =>
		toOutcome(async () => {
			current().annotate(draft);
			return null;
		}),
	setPaused: (isPaused) => current().setPaused(isPaused),
	end: () => toOutcome(() => current().end()),
	discard: () =>
		toOutcome(async () => {
			await current().discard();
			return null;
		}),
	recover: (knownIds) =>
		toOutcome(async () => {
			const directory = await takesFolder();
			return directory === null ? [] : recoverTakes(directory, new Set(knownIds));
		}),
	detach
};

Comlink.expose(worker);
