import type { LibraryStore } from '$contracts/library-store.ts';

/** One of the scores of a song, as a list shows it. */
export interface KeptScoreView {
	readonly id: string;
	readonly title: string;
	readonly barCount: number;
	readonly noteCount: number;
	/** Edits that are done, not those undone. */
	readonly editCount: number;
	/** Null for one that nobody edited. */
	readonly editedAtMs: number | null;
	/** What was done last, an imperative. */
	readonly lastEdit: string | null;
}

/** Every score of a song, those edited last first. */
export async function keptScores(
	store: Pick<LibraryStore, 'scoresOf' | 'scoreEdits'>,
	songId: string
): Promise<readonly KeptScoreView[]> {
	const { records } = await store.scoresOf(songId);
	const views = records.map(async ({ id, title, bars, parts }): Promise<KeptScoreView> => {
		const done = (await store.scoreEdits(id)).filter(({ isUndone }) => !isUndone);
		const last = done.at(-1);
		return {
			id,
			title,
			barCount: bars.length,
			noteCount: parts.reduce((count, { notes }) => count + notes.length, 0),
			editCount: done.length,
			editedAtMs: last?.atMs ?? null,
			lastEdit: last?.title ?? null
		};
	});
	return (await Promise.all(views)).sort((a, b) => (b.editedAtMs ?? 0) - (a.editedAtMs ?? 0));
}
