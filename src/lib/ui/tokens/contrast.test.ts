import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** WCAG 2.2: 4.5 for text, 3 for the edges of controls and for marks that carry meaning. */
const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

type Scheme = 'light' | 'dark';

function token(name: string, scheme: Scheme): string {
	const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1]?.trim() ?? '';
	const pair = /^light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)$/.exec(value);
	const colour = pair === null ? value : pair[scheme === 'light' ? 1 : 2];
	if (colour === undefined || !/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`--${name} is no plain colour: ${value}`);
	return colour;
}

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const papers = ['paper', 'paper-sunk', 'paper-raised', 'paper-lifted'];
const accents = ['library', 'song', 'practice', 'arrange', 'orbit', 'code', 'learn', 'none'].map((room) => `accent-${room}`);
const texts = ['ink', 'ink-second', 'ink-third', ...accents, 'danger', 'warning', 'success'];

describe.each<Scheme>(['light', 'dark'])('%s', (scheme) => {
	test.each(texts.flatMap((text) => papers.map((paper) => [text, paper])))('%s is text on %s', (text, paper) => {
		expect(contrast(token(text, scheme), token(paper, scheme))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(accents)('on-accent is text on %s', (accent) => {
		expect(contrast(token('on-accent', scheme), token(accent, scheme))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(['edge', 'focus'].flatMap((mark) => papers.map((paper) => [mark, paper])))('%s is seen on %s', (mark, paper) => {
		expect(contrast(token(mark, scheme), token(paper, scheme))).toBeGreaterThanOrEqual(3);
	});
});

test.each(['ink', 'ink-second', 'ink-third', 'brass-bright', ...accents])(
	'%s is text on wood, where dark tokens hold',
	(text) => {
		expect(contrast(token(text, 'dark'), token('wood', 'dark'))).toBeGreaterThanOrEqual(4.5);
	}
);

test('black on white is 21', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
