import type { LibraryStore } from '$contracts/library-store.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import type { Song } from '$contracts/song.ts';
import { applyCorrections, noCorrections } from '$core/analysis/index.ts';
import type { ScoreEvidence } from './score-session.svelte.ts';

/** Counts up when scores are written in another way, so that unedited ones are written anew. */
const writerVersion = 1;

/** What a song's score can be written from: its notes, and its beats after the user's corrections. Null where one of them is missing. */
export async function scoreEvidence(
	{ store, work }: { readonly store: LibraryStore; readonly work: Pick<ScoreWork, 'write'> },
	song: Song
): Promise<ScoreEvidence | null> {
	const { transcriptionId, analysisId } = song;
	if (transcriptionId === undefined || analysisId === undefined) return null;
	const [transcription, analysis, corrections] = await Promise.all([
		store.transcription(transcriptionId),
		store.analysis(analysisId),
		store.corrections(song.id)
	]);
	if (transcription === null || analysis === null || transcription.notes.length === 0) return null;
	const effective = applyCorrections(analysis, corrections ?? noCorrections(song.id));
	if (effective.grid.beatsSeconds.length < 2) return null;
	return {
		key: [writerVersion, transcription.id, analysis.id, corrections?.revision ?? 0].join('/'),
		notes: transcription.notes,
		write: (context) => {
			const { title, artist } = song;
			const { notes, preset } = transcription;
			return work.write({ songId: song.id, title, artist, notes, preset, analysis: effective }, context);
		}
	};
}
