import type { LibraryStore } from '$contracts/library-store.ts';
import type { Song } from '$contracts/song.ts';
import { applyCorrections, noCorrections } from '$core/analysis/index.ts';
import type { ScoreEvidence } from './score-session.svelte.ts';

/** Counts up when scores are written in another way, so that unedited ones are written anew. */
const writerVersion = 1;

/** What a song's score can be written from: its notes, and its beats after the user's corrections. Null where one of them is missing. */
export async function scoreEvidence(
	{ store, newId }: { readonly store: LibraryStore; readonly newId: () => string },
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
		write: async () => {
			const [{ writeScore }, { layoutFor, withTab }] = await Promise.all([
				import('$core/rhythm/index.ts'),
				import('./lay-out-score.ts')
			]);
			const { title, artist } = song;
			const { notes, preset } = transcription;
			const instrument = layoutFor(preset, notes);
			return withTab(writeScore(notes, effective, { songId: song.id, title, artist, instrument }, newId), preset, notes);
		}
	};
}
