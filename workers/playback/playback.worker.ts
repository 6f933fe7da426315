import * as Comlink from 'comlink';
import { UserFixableError, type Fault } from '$contracts/errors.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { PlaybackWorker, ReaderTrack, ToReader } from '$contracts/workers/playback.contract.ts';
import { openFileStore } from '$files/index.ts';
import { PcmReader } from './pcm-reader.ts';
import { RingFeeder, type FeederTrack } from './ring-feeder.ts';
import { PortRingWriter, SharedRingWriter } from './ring-writer.ts';
import { silentSource, TrackReader } from './track-reader.ts';

/** A ring holds three seconds, so looking this often leaves plenty, even where timers are slowed to one a second. */
const lookMs = 100;

interface Serving {
	readonly feeder: RingFeeder;
	readonly port: MessagePort;
	readonly writer: PortRingWriter | SharedRingWriter;
	tracks: readonly FeederTrack[];
}

let serving: Serving | null = null;

function close(): void {
	serving?.feeder.close();
	serving?.port.close();
	serving = null;
}

async function openTrack({ lane, pcmPath, startFrame }: ReaderTrack): Promise<FeederTrack> {
	const store = await openFileStore();
	return new TrackReader(lane, startFrame, await PcmReader.open(await store.open(pcmPath), pcmPath));
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
			const recording = pcmPath === null ? null : await PcmReader.open(await store.open(pcmPath), pcmPath);
			const writer =
				rings === null
					? new PortRingWriter((message, transfer) => port.postMessage(message, transfer))
					: new SharedRingWriter(rings);
			const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, lookMs));
			const feeder = new RingFeeder({
				source: recording ?? silentSource,
				tracks: () => serving?.tracks ?? [],
				writer,
				pause,
				onFailure: (error) => onFailure(toFault(error))
			});
			port.onmessage = ({ data }: MessageEvent<ToReader>) => {
				if (data.kind === 'cue') feeder.cue(data.generation, data.slot, data.sequence);
				else feeder.wasRead(data.generation, data.readFrames);
			};
			serving = { feeder, port, writer, tracks: [] };
			return recording === null
				? { frameCount: 0, channels: 2 }
				: { frameCount: recording.layout.frameCount, channels: recording.layout.channels };
		}),
	setTracks: (tracks) =>
		toOutcome(async () => {
			const opened = await Promise.all(tracks.map(openTrack));
			if (serving !== null) {
				for (const { lane, rings } of tracks)
					if (rings !== null && serving.writer instanceof SharedRingWriter) serving.writer.addLane(lane, rings);
				serving.tracks = opened;
			}
			return null;
		}),
	close
};

Comlink.expose(worker);
