import type { Score } from '$core/score/index.ts';
import type { EngravingLook } from './engraver.ts';
import type { PageSize } from './page-size.ts';

/** PDF is one file of all pages; SVG and PNG are a file for each page. */
export const printFormats = ['pdf', 'svg', 'png'] as const;
export type PrintFormat = (typeof printFormats)[number];

export interface PrintRequest {
	/** What is shown; paper has its own width and size of staves. */
	readonly look: Pick<EngravingLook, 'partIds' | 'staves' | 'readings'>;
	readonly pageSize: PageSize;
	readonly format: PrintFormat;
	/** The whole score without it. Bars are counted from 0, the pickup too. */
	readonly range?: { readonly fromBar: number; readonly count: number };
}

export interface PrintedFile {
	readonly content: Blob;
	/** With its ending; several pages are numbered. */
	readonly fileName: string;
}

/** Lays a score out on paper. Its code and faces arrive with the first print; nothing else is fetched. */
export interface ScorePrinter {
	/**
	 * In the order of the pages; at least one.
	 * @param context progress from 0 to 1, told after each page
	 * @throws an abort error when the signal fires
	 */
	printScore(
		score: Score,
		request: PrintRequest,
		context: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void }
	): Promise<readonly PrintedFile[]>;
}
