import latin from '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url';
import { beforeAll, describe, expect, it } from 'vitest';
import css from './fonts.css?raw';

const letters = 'abcdefghijklmnopqrstuvwxyz ';
const text =
	'woodshed is a practice studio for musicians a recording goes in its notes come out to see hear loop and take away it works ' +
	'offline and audio never leaves the device drop a song anywhere on this page choose a song or record one woodshed listens ' +
	'writes down what it hears and keeps it here';

/** How far each of the letters goes, in thousandths of an em, from the fonts' own tables. */
const advances: Readonly<Record<string, readonly number[]>> = {
	'Arial 400': [
		556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
		500, 278
	],
	'Arial 700': [
		556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
		500, 278
	],
	'Roboto 400': [
		544, 562, 523, 564, 530, 348, 562, 551, 243, 239, 507, 243, 877, 552, 570, 562, 568, 339, 516, 327, 551, 484, 751, 496, 473,
		496, 248
	],
	'Roboto 700': [
		535, 563, 521, 563, 540, 358, 571, 560, 265, 260, 534, 265, 866, 561, 564, 563, 564, 366, 514, 338, 560, 506, 734, 509, 503,
		509, 249
	],
	'DejaVu 400': [
		613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
		525, 318
	],
	'DejaVu 700': [
		675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
		582, 348
	]
};

interface Face {
	readonly weights: readonly number[];
	/** Descriptors in percent, by name. */
	readonly percent: (name: string) => number;
}

/** The rule of a stand-in that covers a weight. */
function standIn(family: string, weight: number): Face {
	const faces = [...css.matchAll(/@font-face \{([^}]*)\}/g)].flatMap(([, body = '']): Face[] => {
		if (!body.includes(`'Stand-in ${family}'`)) return [];
		const [from = 0, to = 0] = (/font-weight: (\d+) (\d+)/.exec(body) ?? []).slice(1).map(Number);
		return [{ weights: [from, to], percent: (name) => Number(new RegExp(`${name}: ([\\d.]+)%`).exec(body)?.[1]) }];
	});
	const face = faces.find(({ weights: [from = 0, to = 0] }) => weight >= from && weight <= to);
	if (face === undefined) throw new Error(`No face stands in as ${family} at ${weight}.`);
	return face;
}

const context = document.createElement('canvas').getContext('2d');

/** In thousandths of an em. */
function measure(family: string, weight: number, measured: string): TextMetrics {
	if (context === null) throw new Error('no canvas');
	context.font = `${weight} 1000px '${family}'`;
	return context.measureText(measured);
}

beforeAll(async () => {
	document.fonts.add(await new FontFace('The typeface', `url(${latin})`, { weight: '200 900' }).load());
});

describe.each(['Arial', 'Roboto', 'DejaVu'])('%s stands in', (family) => {
	it.each([400, 700])('as wide as the typeface in running text, at weight %d', (weight) => {
		const advance = advances[`${family} ${weight}`] ?? [];
		const wide = [...text].reduce((sum, letter) => sum + (advance[letters.indexOf(letter)] ?? Number.NaN), 0);
		const adjusted = (wide * standIn(family, weight).percent('size-adjust')) / 100;
		const wanted = [...text].reduce((sum, letter) => sum + measure('The typeface', weight, letter).width, 0);
		expect(adjusted / wanted).toBeGreaterThan(0.99);
		expect(adjusted / wanted).toBeLessThan(1.01);
	});

	it.each([400, 700])('as high as the typeface, at weight %d', (weight) => {
		const { percent } = standIn(family, weight);
		const { fontBoundingBoxAscent, fontBoundingBoxDescent } = measure('The typeface', weight, 'x');
		expect((percent('ascent-override') * percent('size-adjust')) / 10).toBeCloseTo(fontBoundingBoxAscent, -1);
		expect((percent('descent-override') * percent('size-adjust')) / 10).toBeCloseTo(fontBoundingBoxDescent, -1);
		expect(percent('line-gap-override')).toBe(0);
	});
});

it('leaves a typeface that comes late for the next visit, so that nothing on the page moves', () => {
	const latinRule = [...css.matchAll(/@font-face \{([^}]*)\}/g)].find(([, body = '']) => body.includes('-latin-wght-'));
	expect(latinRule?.[1]).toContain('font-display: optional');
});
