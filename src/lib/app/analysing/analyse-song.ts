import type { Analysis, SongAnalysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { noCorrections } from '$core/analysis/index.ts';
import type { AnalysePort } from '$contracts/engine-ports.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import { analysisAlgorithm } from '$contracts/workers/analyse.contract.ts';
import { decodeKept, hasSound } from '../importing/import-recording.ts';
import { findSong, inSongTurn, recordingOf, type SongWritePorts } from '../importing/song-writes.ts';
import type { TranscribePorts } from '../importing/transcribe-song.ts';
import type { JobRunners } from '../jobs/jobs.svelte.ts';
import { toSongMusic } from '../song/analysis/song-music.ts';
import { weighBeats } from './weigh-beats.ts';

export interface AnalysePorts extends Pick<TranscribePorts, 'decoder' | 'files' | 'freeSpace'>, SongWritePorts {
	readonly analyst: AnalysePort;
	/** The song has an analysis, or another one. */
	readonly onAnalysed: (song: Song) => void;
}

/**
 * Listens to a song for its beats, harmony and form. Nothing is worked out twice: a copy of a recording takes the analysis
 * of its twin, and one made by the present algorithm stays. Notes that were
 * written down already have their vote.
 */
export function analyseSong(ports: AnalysePorts): JobRunners['analyse'] {
	return async (context) => {
		const song = await findSong(ports.store, context.input.songId);
		const { sha256, fileName } = song.original;
		const { monoMix } = recordingOf(song);
		const known = await knownAnalysis(ports, song.id, sha256);
		if (known?.songId === song.id) return weighBeats(ports, song.id, context.signal);
		if (known === null && !(await hasSound(ports.files, sha256))) await decodeKept(ports, context, sha256, fileName);
		const heard =
			known ??
			(await ports.analyst.analyse(
				{ pcmPath: songPaths.pcm(sha256), monoMix, featuresPath: songPaths.features(sha256) },
				context
			));
		context.onProgress({ stage: 'saving', fraction: 0 });
		await keepAnalysis(ports, song.id, heard, context.signal);
		await weighBeats(ports, song.id, context.signal);
	};
}

/** An analysis of these bytes by the present algorithm; this song's own rather than a twin's. */
async function knownAnalysis({ store }: AnalysePorts, songId: string, sha256: string): Promise<Analysis | null> {
	const { records } = await store.songs();
	const ids = records
		.filter(({ original }) => original.sha256 === sha256)
		.sort((a, b) => Number(b.id === songId) - Number(a.id === songId))
		.flatMap(({ analysisId }) => analysisId ?? []);
	for (const id of ids) {
		const analysis = await store.analysis(id).catch(() => null);
		if (analysis?.algorithm === analysisAlgorithm) return analysis;
	}
	return null;
}

/** Writes the evidence and the song that points to it; the user's corrections stay and are laid over it. */
async function keepAnalysis(ports: AnalysePorts, songId: string, heard: SongAnalysis, signal: AbortSignal): Promise<void> {
	const { store, newId, nowMs } = ports;
	await inSongTurn(ports.locks, songId, signal, async () => {
		const [song, corrections] = await Promise.all([findSong(store, songId), store.corrections(songId)]);
		const { algorithm, durationSeconds, rhythm, harmony, sections, sound } = heard;
		const analysis: Analysis = {
			schemaVersion: 1,
			id: newId(),
			songId,
			inputSha256: song.original.sha256,
			createdAtMs: nowMs(),
			algorithm,
			durationSeconds,
			rhythm,
			harmony,
			sections,
			sound
		};
		const changed = withAnalysis(song, analysis, corrections, nowMs());
		await store.putSongWithAnalysis(changed, analysis);
		ports.onAnalysed(changed);
	});
}

function withAnalysis(song: Song, analysis: Analysis, corrections: Corrections | null, changedAtMs: number): Song {
	return {
		...song,
		analysisId: analysis.id,
		music: toSongMusic(analysis, corrections ?? noCorrections(song.id)),
		revision: song.revision + 1,
		changedAtMs
	};
}
