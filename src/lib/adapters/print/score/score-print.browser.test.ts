import { describe, expect, it } from 'vitest';
import type { PrintFormat, PrintRequest } from '$contracts/notation/score-printer.ts';
import { barOf, guitar, noteOf, partOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { ticksPerQuarter as quarter, type Score } from '$core/score/index.ts';
import { scorePrinter } from './index.ts';

function songOf(barCount: number, more: Partial<Score> = {}): Score {
	const notes = Array.from({ length: 4 * barCount }, (_, at) =>
		noteOf(`n${at}`, at * quarter, quarter, 64 + (at % 5), { string: 1, fret: at % 5, lyrics: at === 0 ? ['♭ 東京'] : [] })
	);
	const part = partOf(notes, { fretboard: guitar, staves: [{ clef: 'treble' }] });
	return scoreOf([], { parts: [part], bars: Array.from({ length: barCount }, (_, at) => barOf(`b${at}`)), ...more });
}

const look = { staves: 'both' } as const;
async function print(score: Score, format: PrintFormat, more: Partial<PrintRequest> = {}) {
	const told: number[] = [];
	const context = { signal: new AbortController().signal, onProgress: (fraction: number) => void told.push(fraction) };
	return { files: await scorePrinter.printScore(score, { look, pageSize: 'a4', format, ...more }, context), told };
}
const textOf = async (blob: Blob | undefined): Promise<string> =>
	new TextDecoder('latin1').decode(await (blob ?? new Blob()).arrayBuffer());
const pagesOf = (pdf: string): number => Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(pdf)?.[1]);

describe('printing a score', () => {
	it('is a PDF with as many pages as there are pictures of them', async () => {
		const score = songOf(64);
		const [pdf, svg] = [await print(score, 'pdf'), await print(score, 'svg')];
		const text = await textOf(pdf.files[0]?.content);
		expect(text.startsWith('%PDF-')).toBe(true);
		expect(text).toContain(`/Title (${score.title})`);
		expect(text).toMatch(/\/MediaBox \[0 0 595\.\d+ 841\.\d+\]/);
		expect(svg.files.length).toBeGreaterThan(1);
		expect(pagesOf(text)).toBe(svg.files.length);
		expect(pdf.files.map(({ fileName }) => fileName)).toEqual([`${score.title}.pdf`]);
		expect(svg.files[0]?.fileName).toBe(`${score.title} 1.svg`);
		expect(pdf.told.at(-1)).toBe(1);
		expect(pdf.told).toHaveLength(svg.files.length);
	});

	it('needs no fonts: writing is outlines, and a script without a face is a picture', async () => {
		const { files } = await print(songOf(2), 'svg');
		const page = new DOMParser().parseFromString(await (files[0]?.content ?? new Blob()).text(), 'image/svg+xml');
		expect(page.querySelector('parsererror')).toBeNull();
		expect(page.querySelectorAll('text')).toHaveLength(0);
		expect(page.querySelectorAll('image')).toHaveLength(1);
		const uses = [...page.querySelectorAll('use')];
		expect(uses.length).toBeGreaterThan(16);
		for (const use of uses) expect(page.querySelector(use.getAttribute('href') ?? '')?.getAttribute('d')).toMatch(/^M/);
		expect(page.documentElement.outerHTML).not.toMatch(/currentColor|var\(/);
		expect(page.documentElement.getAttribute('width')).toBe('210mm');
	});

	it('prints a range of bars alone', async () => {
		const [whole, few] = [await print(songOf(40), 'svg'), await print(songOf(40), 'svg', { range: { fromBar: 10, count: 3 } })];
		expect(whole.files.length).toBeGreaterThan(few.files.length);
		const frets = (await textOf(few.files[0]?.content)).match(/fill="#fff"/g) ?? [];
		expect(frets).toHaveLength(12);
	});

	it('is black on white as PNG', async () => {
		const { files } = await print(songOf(2), 'png', { pageSize: 'letter' });
		const bitmap = await createImageBitmap(files[0]?.content ?? new Blob());
		expect([bitmap.width, bitmap.height]).toEqual([1700, 2200]);
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
		const context = canvas.getContext('2d');
		context?.drawImage(bitmap, 0, 0);
		const dots = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
		let dark = 0;
		for (let at = 0; at < dots.length; at += 4) if ((dots[at] ?? 255) < 80) dark++;
		expect(dots[0]).toBe(255);
		expect(dark).toBeGreaterThan(5000);
	});

	it('stops between two pages', async () => {
		const abort = new AbortController();
		const context = { signal: abort.signal, onProgress: () => abort.abort() };
		const printing = scorePrinter.printScore(songOf(64), { look, pageSize: 'a4', format: 'svg' }, context);
		await expect(printing).rejects.toThrow(/abort/i);
	});
});
