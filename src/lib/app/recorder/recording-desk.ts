import type { ExportTakePort } from '$contracts/recording/export-take.contract.ts';
import type { LatencyMeter } from '$contracts/recording/latency.ts';
import type { LiveEar } from '$contracts/recording/live-ear.ts';
import type { MidiInput } from '$contracts/recording/midi-input.ts';
import type { TakeRecorder } from '$contracts/recording/take-recorder.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { ClockStamp } from '$core/midi-input/index.ts';
import type { InputBook } from './input-book.svelte.ts';
import type { LatencyBook } from './latency-book.svelte.ts';
import type { TakeShelf } from './take-shelf.svelte.ts';

/** All that a room needs to record, to hear and to keep takes; opened by the first room that asks. */
export interface RecordingDesk {
	readonly recorder: TakeRecorder;
	readonly ear: LiveEar;
	readonly latencyMeter: LatencyMeter;
	readonly latencies: LatencyBook;
	readonly inputs: InputBook;
	readonly midi: MidiInput;
	readonly takes: TakeShelf;
	readonly exporter: ExportTakePort;
	/** Takes found again after a tab was killed; to be told once. */
	readonly recovered: readonly TakeRecord[];
	/** Keeps the player's output awake, so that keys can be recorded without a microphone; answers what lets it go. */
	holdOutput(): Promise<() => void>;
	/** Seconds of the output's clock; null while neither an input is open nor the output held. */
	outputSeconds(): number | null;
	/** The output's clock beside the page's, for `contextSecondsHeardAt`; null while no input is open and the output is not held. */
	clockStamp(): ClockStamp | null;
	/** What of the song left for the speakers at a second of `TakeRecorder.contextSeconds`; null before it ever played. */
	songSecondsSentAt(contextSeconds: number): number | null;
}
