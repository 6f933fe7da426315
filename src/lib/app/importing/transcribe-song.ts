import type { TranscribePort } from '$contracts/engine-ports.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import type { DecodedNotes, TranscribeSettings, Transcription } from '$contracts/transcription.ts';
import type { JobRunners } from '../jobs/jobs.svelte.ts';
import { decodeKept, hasSound, type ImportPorts } from './import-recording.ts';
import { findSong, inSongTurn, recordingOf, type SongWritePorts } from './song-writes.ts';

export interface TranscribePorts extends Pick<ImportPorts, 'decoder' | 'files' | 'freeSpace'>, SongWritePorts {
	readonly transcriber: TranscribePort;
	readonly onTranscribed: (song: Song) => void;
}

/**
 * Listens to a song and writes down its notes; decodes it first when its PCM was evicted.
 * @param weigh gives the notes their vote on what was heard of the song before
 */
export function transcribeSong(
	ports: TranscribePorts,
	weigh: (songId: string, signal: AbortSignal) => Promise<void>
): JobRunners['transcribe'] {
	return async (context) => {
		const song = await findSong(ports.store, context.input.songId);
		const { sha256, fileName } = song.original;
		const { monoMix } = recordingOf(song);
		if (!(await hasSound(ports.files, sha256))) await decodeKept(ports, context, sha256, fileName);
		const { notes } = await ports.transcriber.listen(
			{
				pcmPath: songPaths.pcm(sha256),
				monoMix,
				posteriorsPath: songPaths.posteriors(sha256),
				settings: context.input.settings
			},
			context
		);
		context.onProgress({ stage: 'saving', fraction: 0 });
		await keepTranscription(ports, song.id, context.input.settings, notes, context.signal);
		await weigh(song.id, context.signal);
	};
}

/** Makes a song playable again after its PCM was evicted. */
export function prepareSong(ports: TranscribePorts): JobRunners['prepare'] {
	return async (context) => {
		const song = await findSong(ports.store, context.input.songId);
		await decodeKept(ports, context, song.original.sha256, song.original.fileName);
		ports.onTranscribed(song);
	};
}

/** Writes evidence and the song that points to it in one transaction; the song is read again, so that a rename meanwhile stays. */
export async function keepTranscription(
	ports: SongWritePorts & Pick<TranscribePorts, 'onTranscribed'>,
	songId: string,
	settings: TranscribeSettings,
	notes: DecodedNotes,
	signal: AbortSignal
): Promise<Transcription> {
	return inSongTurn(ports.locks, songId, signal, async () => {
		const song = await findSong(ports.store, songId);
		const transcription: Transcription = {
			schemaVersion: 1,
			id: ports.newId(),
			songId,
			inputSha256: song.original.sha256,
			settings,
			createdAtMs: ports.nowMs(),
			...notes
		};
		const changed: Song = { ...song, transcriptionId: transcription.id, revision: song.revision + 1, changedAtMs: ports.nowMs() };
		await ports.store.putSongWithTranscription(changed, transcription);
		ports.onTranscribed(changed);
		return transcription;
	});
}
