import { expect, test } from 'vitest';
import type { SetSheetLine } from '$contracts/setlist-printer.ts';
import { setlistPdf } from './setlist-pdf.ts';

const line = (title: string): SetSheetLine => ({
	title,
	artist: 'Erroll Garner',
	key: 'A major (11B)',
	bpm: '92',
	duration: '3:02',
	transition: 'a fifth up'
});

async function printed(lines: readonly SetSheetLine[]): Promise<{ text: string; images: number; pages: number }> {
	const blob = await setlistPdf.toPdf({ name: 'Sunday', summary: `${lines.length} songs`, lines });
	const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
	const pages = Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(text)?.[1]);
	return { text, images: (text.match(/\/Subtype \/Image/g) ?? []).length, pages };
}

test('a set is a PDF with its name, on as many pages as it needs', async () => {
	const short = await printed([line('Misty'), line('Tea')]);
	expect(short.text.startsWith('%PDF-')).toBe(true);
	expect(short.text).toContain('/Title (Sunday)');
	expect(short.pages).toBe(1);
	expect((await printed(Array.from({ length: 60 }, (_, index) => line(`Song ${index}`)))).pages).toBe(3);
	expect((await printed([])).pages).toBe(1);
});

test('a title the font cannot write is drawn, and one line whatever is in it', async () => {
	expect((await printed([line('Misty')])).images).toBe(0);
	expect((await printed([line('東京 ♭')])).images).toBeGreaterThan(0);
	expect((await printed([line(`${'long '.repeat(100)}\n\u0000 title`)])).pages).toBe(1);
});
