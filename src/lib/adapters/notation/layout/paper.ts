import type { EngravingLook, PageSize } from '$contracts/notation/engraver.ts';

/** Staves of 7 mm, as parts are printed: staff lines 1.75 mm apart are 10 px at zoom 1. */
export const mmPerPx = 0.175;

export interface Paper {
	readonly widthMm: number;
	readonly heightMm: number;
}

export const papers: Readonly<Record<PageSize, Paper>> = {
	a4: { widthMm: 210, heightMm: 297 },
	letter: { widthMm: 215.9, heightMm: 279.4 }
};

/** Pixels at zoom 1. */
const mm = (length: number): number => length / mmPerPx;
export const marginPx = mm(14);
/** With room for the page number. */
const bottomPx = mm(18);
/** Between pages on the screen. */
const gapPx = 24;
/** Beside a page that fits, CSS pixels. */
const besidePx = 8;
/** A room like a phone's, CSS pixels. */
const narrowPx = 600;
/** A page that is fuller than this has its lines spread down to its foot. */
const fullEnough = 0.7;
/** What spreading adds between two lines at most. */
const mostSpreadPx = 60;

/** A sheet with its lines; pixels at zoom 1. */
export interface Sheet {
	readonly topPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
	/** Lines on it. */
	readonly first: number;
	/** Included. */
	readonly last: number;
}

/** Room for the title and who wrote it, on the first page. */
export const headingPx = ({ title, artist }: { readonly title: string; readonly artist: string }): number =>
	(title === '' ? 0 : 62) + (artist === '' ? 0 : 34);

export const paperWidthPx = (size: PageSize): number => mm(papers[size].widthMm);

/** The zoom that shows a whole page's width, or lines of a size to be read. */
export const fittingZoom = ({ widthPx, paper }: Pick<EngravingLook, 'widthPx' | 'paper'>): number =>
	paper === undefined ? (widthPx < narrowPx ? 0.7 : 0.85) : (widthPx - 2 * besidePx) / paperWidthPx(paper);

/**
 * Lays lines on sheets, each as full as it can be.
 * @param heights of the lines; one that is higher than a sheet has a sheet of its own
 * @param headPx room at the top of the first sheet
 */
export function layOnSheets(
	heights: readonly number[],
	size: PageSize,
	headPx: number
): { readonly tops: readonly number[]; readonly sheets: readonly Sheet[] } {
	const [widthPx, heightPx] = [mm(papers[size].widthMm), mm(papers[size].heightMm)];
	const tops: number[] = [];
	const sheets: Sheet[] = [];
	for (let first = 0; first < heights.length || sheets.length === 0;) {
		const sheetTop = sheets.length * (heightPx + gapPx);
		const startPx = marginPx + (sheets.length === 0 ? headPx : 0);
		const roomPx = heightPx - startPx - bottomPx;
		let used = heights[first] ?? 0;
		let last = first;
		while (last + 1 < heights.length && used + (heights[last + 1] ?? 0) <= roomPx) used += heights[++last] ?? 0;
		const spread =
			used < fullEnough * roomPx ? 0 : Math.min(mostSpreadPx, Math.max(0, roomPx - used) / Math.max(1, last - first));
		let y = sheetTop + startPx;
		for (let line = first; line <= last && line < heights.length; line++) {
			tops.push(y);
			y += (heights[line] ?? 0) + spread;
		}
		sheets.push({ topPx: sheetTop, widthPx, heightPx, first, last: Math.min(last, heights.length - 1) });
		first = last + 1;
	}
	return { tops, sheets };
}
