import type { Goal, PracticeHistory } from '$core/practice/progress/index.ts';
import { toPracticeCsv, toPracticeJson } from '$formats/practice-history/index.ts';

/** The history to be saved, as a table or whole. @param titleOf what a song is called */
export function practiceFile(
	form: 'csv' | 'json',
	history: PracticeHistory,
	goals: readonly Goal[],
	titleOf: (songId: string) => string
): { readonly content: Blob; readonly fileName: string } {
	const content =
		form === 'csv'
			? new Blob([toPracticeCsv(history, titleOf)], { type: 'text/csv' })
			: new Blob([toPracticeJson(history, goals, titleOf)], { type: 'application/json' });
	return { content, fileName: `Woodshed practice.${form}` };
}
