import type { PrintedFile, ScorePrinter } from '$contracts/notation/score-printer.ts';
import { papers } from '../../notation/layout/paper.ts';
import { layOnPaper } from '../../notation/sheet-drawings.ts';
import { GlyphFaces } from './glyph-faces.ts';
import { outlineWriting } from './outline-writing.ts';
import { toPngBlob, toSvgBlob, type OutlinedPage } from './page-files.ts';
import { openPdf } from './pdf-pages.ts';

let loading: Promise<GlyphFaces> | null = null;

/** The faces, parsed once for the page. */
function glyphFaces(): Promise<GlyphFaces> {
	loading ??= GlyphFaces.load().catch((error: unknown) => {
		loading = null;
		throw error;
	});
	return loading;
}

/** Prints from the very drawings that the screen shows, with their writing as outlines. */
export const scorePrinter: ScorePrinter = {
	printScore: async (score, request, { signal, onProgress }) => {
		const [faces, drawings] = await Promise.all([glyphFaces(), layOnPaper(score, request, signal)]);
		signal.throwIfAborted();
		const paper = papers[request.pageSize];
		const pdf = request.format === 'pdf' ? await openPdf(paper, score) : null;
		const name = score.title.trim() === '' ? 'Score' : score.title.trim();
		const files: PrintedFile[] = [];
		for (let index = 0; index < drawings.count; index++) {
			const svg = await drawings.draw(index, signal);
			await aTurn(signal);
			const page: OutlinedPage = { svg, words: outlineWriting(svg, faces) };
			const suffix = drawings.count === 1 ? '' : ` ${String(index + 1).padStart(String(drawings.count).length, '0')}`;
			await aTurn(signal);
			if (pdf !== null) await pdf.add(page);
			else if (request.format === 'svg') files.push({ content: toSvgBlob(page, paper), fileName: `${name}${suffix}.svg` });
			else files.push({ content: await toPngBlob(page, paper), fileName: `${name}${suffix}.png` });
			onProgress((index + 1) / drawings.count);
		}
		signal.throwIfAborted();
		return pdf === null ? files : [{ content: pdf.toBlob(), fileName: `${name}.pdf` }];
	}
};

/** Each step of a page takes tens of milliseconds: the window stays alive between two. */
async function aTurn(signal: AbortSignal): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve));
	signal.throwIfAborted();
}
