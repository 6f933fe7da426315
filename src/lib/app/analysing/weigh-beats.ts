import type { Analysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { noCorrections } from '$core/analysis/index.ts';
import type { AnalysePort } from '$contracts/engine-ports.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import { findSong, inSongTurn, type SongWritePorts } from '../importing/song-writes.ts';
import { toSongMusic } from '../song/analysis/song-music.ts';

export interface WeighPorts extends SongWritePorts {
	readonly analyst: Pick<AnalysePort, 'weigh'>;
	/** The song has another analysis. */
	readonly onAnalysed: (song: Song) => void;
}

/** Whether the user has said something that rests on the beats as they were heard: then those stay. */
function restOnBeats({ tempoFactor, steadyBpm, beatsPerBar, firstDownbeatSeconds, beatEdits }: Corrections): boolean {
	return beatEdits.length > 0 || [tempoFactor, steadyBpm, beatsPerBar, firstDownbeatSeconds].some((said) => said !== undefined);
}

/**
 * Gives the notes of a song their vote on its beats, once both were heard: beats, tempo and meter are chosen again, all
 * else stays as it was heard. Nothing happens where one of the two is missing, where they voted already, where the user
 * has corrected the beats, or where the evidence of the beats was evicted.
 */
export async function weighBeats(ports: WeighPorts, songId: string, signal: AbortSignal): Promise<void> {
	const { store, analyst, newId, nowMs } = ports;
	const { transcriptionId, analysisId, original } = await findSong(store, songId);
	if (transcriptionId === undefined || analysisId === undefined) return;
	const [transcription, analysis, corrections] = await Promise.all([
		store.transcription(transcriptionId),
		store.analysis(analysisId),
		store.corrections(songId)
	]);
	if (transcription === null || analysis === null || analysis.notesOf === transcription.id) return;
	if (corrections !== null && restOnBeats(corrections)) return;
	const notes = transcription.notes.map(({ bendCents: _, ...note }) => note);
	const featuresPath = songPaths.features(original.sha256);
	const rhythm = await analyst.weigh({ featuresPath, notes }, signal).catch((error: unknown) => {
		// Evicted or damaged: the beats stay as they are until the song is analysed again.
		if (error instanceof UserFixableError) return null;
		throw error;
	});
	if (rhythm === null) return;
	await inSongTurn(ports.locks, songId, signal, async () => {
		const [song, said] = await Promise.all([findSong(store, songId), store.corrections(songId)]);
		if (song.analysisId !== analysisId || (said !== null && restOnBeats(said))) return;
		const weighed: Analysis = { ...analysis, id: newId(), createdAtMs: nowMs(), rhythm, notesOf: transcription.id };
		const changed: Song = {
			...song,
			analysisId: weighed.id,
			music: toSongMusic(weighed, said ?? noCorrections(songId)),
			revision: song.revision + 1,
			changedAtMs: nowMs()
		};
		await store.putSongWithAnalysis(changed, weighed);
		ports.onAnalysed(changed);
	});
}
