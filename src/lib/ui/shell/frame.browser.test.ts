import { Shell } from '$lib/app/shell/shell.svelte.ts';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../tokens/base.css';
import '../tokens/tokens.css';
import Fixture from './Frame.fixture.svelte';

let component: ReturnType<typeof mount> | undefined;
afterEach(async () => {
	if (component) await unmount(component);
	component = undefined;
	window.scrollTo(0, 0);
});
async function show(width: number, height: number, fill: boolean): Promise<void> {
	await page.viewport(width, height);
	component = mount(Fixture, { target: document.body, props: { shell: new Shell(), fill } });
}
function box(selector: string): DOMRect {
	const found = [...document.querySelectorAll(selector)].find((element) => element.getBoundingClientRect().height > 0);
	if (found === undefined) throw new Error(`${selector} is not shown`);
	return found.getBoundingClientRect();
}

describe.each([
	[390, 844],
	[820, 1180],
	[1440, 900]
])('at %d by %d', (width, height) => {
	test('a page that fills takes exactly the room between bar and dock', async () => {
		await show(width, height, true);
		const fill = box('[data-page-fill]');
		expect(fill.top).toBeCloseTo(box('main header').bottom, 0);
		expect(fill.bottom).toBeCloseTo(box('[data-testid="transport"]').top - 1, 0);
		expect(document.documentElement.scrollHeight).toBe(height);
		expect(document.documentElement.scrollWidth).toBe(width);
	});

	test('a long page scrolls under its bar, and the transport stays in reach', async () => {
		await show(width, height, false);
		window.scrollTo(0, 5000);
		expect(window.scrollY).toBeGreaterThan(height);
		expect(box('main header').top).toBe(0);
		const bar = box('nav');
		const bottom = width < 720 ? bar.top : height;
		expect(box('[data-testid="transport"]').bottom).toBeCloseTo(bottom, -0.5);
		if (width >= 720) expect([bar.top, bar.height]).toEqual([0, height]);
		else expect(bar.bottom).toBe(height);
	});
});

test('the title names the document, and the way back and the tray are in the bar', async () => {
	await show(820, 1180, false);
	await expect.poll(() => document.title).toBe('Blue Monk · Woodshed');
	await expect.element(page.getByRole('heading', { level: 1, name: 'Blue Monk' })).toBeVisible();
	await expect.element(page.getByRole('link', { name: 'To the library', exact: true })).toHaveAttribute('href', '/');
	await expect.element(page.getByRole('button', { name: 'Jobs' })).toBeVisible();
});
