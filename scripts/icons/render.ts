import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';
import { chromiumFlags, findChromium } from '../chromium/find.ts';

/**
 * Renders the PNG icons from `static/icons/woodshed.svg`. Run by hand after the mark has changed:
 * `npx tsx scripts/icons/render.ts`. The pictures are small and committed.
 */

interface Picture {
	readonly file: string;
	readonly sizePx: number;
	/** Square corners and the mark within the middle 80 %, since the system cuts its own shape (W3C manifest, maskable icons). */
	readonly isMaskable: boolean;
}

const folder = new URL('../../static/icons/', import.meta.url);
const pictures: readonly Picture[] = [
	{ file: 'woodshed-192.png', sizePx: 192, isMaskable: false },
	{ file: 'woodshed-512.png', sizePx: 512, isMaskable: false },
	{ file: 'woodshed-maskable-192.png', sizePx: 192, isMaskable: true },
	{ file: 'woodshed-maskable-512.png', sizePx: 512, isMaskable: true },
	{ file: 'apple-touch-180.png', sizePx: 180, isMaskable: true }
];
const maskableShare = 0.86;

const svg = await readFile(new URL('woodshed.svg', folder), 'utf8');
const wood = /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg)?.[1];
if (wood === undefined) throw new Error('woodshed.svg has no background rectangle with a fill.');

const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath === null ? {} : { executablePath }), args: [...chromiumFlags] });
try {
	for (const { file, sizePx, isMaskable } of pictures) {
		const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
		const width = isMaskable ? `${maskableShare * 100}%` : '100%';
		await page.setContent(
			`<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${isMaskable ? wood : 'transparent'}}svg{width:${width}}</style>${svg}`
		);
		await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }));
		await page.close();
		console.log(`${file}: ${sizePx} × ${sizePx}`);
	}
} finally {
	await browser.close();
}
