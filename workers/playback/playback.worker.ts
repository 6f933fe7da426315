import * as Comlink from 'comlink';
import { UserFixableError, type Fault } from '$contracts/errors.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { PlaybackWorker, ToReader } from '$contracts/workers/playback.contract.ts';
import { openFileStore } from '$files/index.ts';
import { PcmReader } from './pcm-reader.ts';
import { RingFeeder } from './ring-feeder.ts';
import { PortRingWriter, SharedRingWriter } from './ring-writer.ts';

/** A ring holds three seconds, so looking this often leaves plenty, even where timers are slowed to one a second. */
const lookMs = 100;

let serving: { readonly feeder: RingFeeder; readonly port: MessagePort } | null = null;

function close(): void {
	serving?.feeder.close();
	serving?.port.close();
	serving = null;
}

function toFault(error: unknown): Fault {
	if (error instanceof UserFixableError) return error.fault;
	return { code: 'fileMissing', params: {}, detail: String(error).slice(0, 2000) };
}

const worker: PlaybackWorker = {
	open: (pcmPath, rings, port, onFailure) =>
		toOutcome(async () => {
			close();
			const store = await openFileStore();
			const source = await PcmReader.open(await store.open(pcmPath), pcmPath);
			const writer =
				rings === null
					? new PortRingWriter((message, transfer) => port.postMessage(message, transfer))
					: new SharedRingWriter(rings);
			const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lookMs));
			const feeder = new RingFeeder({ source, writer, pause, onFailure: (error) => onFailure(toFault(error)) });
			port.onmessage = ({ data }: MessageEvent<ToReader>) => {
				if (data.kind === 'cue') feeder.cue(data.generation, data.slot, data.sequence);
				else feeder.wasRead(data.generation, data.readFrames);
			};
			serving = { feeder, port };
			return { frameCount: source.layout.frameCount, channels: source.layout.channels };
		}),
	close
};

Comlink.expose(worker);
