import type { EngravingLook } from '$contracts/notation/engraver.ts';
import type { PageSize } from '$contracts/notation/page-size.ts';

/** How high staves are printed, mm for a pixel at zoom 1, by how many stand above each other: 7 mm for one or two, 4.5 mm for a band. */
export const mmPerPx = (staffCount: number): number =>
	staffCount <= 2 ? 0.175 : staffCount <= 4 ? 0.15 : staffCount <= 7 ? 0.13 : 0.1125;

export interface Paper {
	readonly widthMm: number;
	readonly heightMm: number;
}

export const papers: Readonly<Record<PageSize, Paper>> = {
	a4: { widthMm: 210, heightMm: 297 },
	letter: { widthMm: 215.9, heightMm: 279.4 }
};

export const marginMm = 14;
/** With room for the page number. */
const bottomMm = 16;
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
	readonly marginPx: number;
	/** Of paper, mm for a pixel. */
	readonly scale: number;
	/** Lines on it. */
	readonly first: number;
	/** Included. */
	readonly last: number;
}

/** Room for the title and who wrote it, on the first page, mm. */
export const headingMm = ({ title, artist }: { readonly title: string; readonly artist: string }): number =>
	(title === '' ? 0 : 11.5) + (artist === '' ? 0 : 6);

export const paperWidthPx = (size: PageSize, scale: number): number => papers[size].widthMm / scale;

/** The zoom that shows a whole page's width, or lines of a size to be read. */
export const fittingZoom = ({ widthPx, paper }: Pick<EngravingLook, 'widthPx' | 'paper'>, staffCount: number): number =>
	paper === undefined ? (widthPx < narrowPx ? 0.7 : 0.85) : (widthPx - 2 * besidePx) / paperWidthPx(paper, mmPerPx(staffCount));

/**
 * Lays lines on sheets, each as full as it can be.
 * @param heights of the lines; one that is higher than a sheet has a sheet of its own
 * @param scale mm of a pixel at zoom 1
 * @param headMm room at the top of the first sheet
 */
export function layOnSheets(
	heights: readonly number[],
	size: PageSize,
	{ scale, headMm }: { readonly scale: number; readonly headMm: number }
): { readonly tops: readonly number[]; readonly sheets: readonly Sheet[] } {
	const mm = (length: number): number => length / scale;
	const [widthPx, heightPx, marginPx] = [mm(papers[size].widthMm), mm(papers[size].heightMm), mm(marginMm)];
	const tops: number[] = [];
	const sheets: Sheet[] = [];
	for (let first = 0; first < heights.length || sheets.length === 0;) {
		const sheetTop = sheets.length * (heightPx + gapPx);
		const startPx = marginPx + (sheets.length === 0 ? mm(headMm) : 0);
		const roomPx = heightPx - startPx - mm(bottomMm);
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
		sheets.push({ topPx: sheetTop, widthPx, heightPx, marginPx, scale, first, last: Math.min(last, heights.length - 1) });
		first = last + 1;
	}
	return { tops, sheets };
}
