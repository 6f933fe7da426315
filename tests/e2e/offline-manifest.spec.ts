import { chromium, expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { chromiumFlags, findChromium } from '../../scripts/chromium/find.ts';

const imageSchema = z.object({
	src: z.string().startsWith('/'),
	sizes: z.string().regex(/^\d+x\d+$/),
	type: z.literal('image/png')
});
const manifestSchema = z.object({
	id: z.literal('/'),
	name: z.string().min(1).max(45),
	short_name: z.string().min(1).max(12),
	description: z.string().min(20),
	start_url: z.literal('/'),
	scope: z.literal('/'),
	display: z.literal('standalone'),
	theme_color: z.string().regex(/^#[0-9A-F]{6}$/),
	background_color: z.string().regex(/^#[0-9A-F]{6}$/),
	icons: z.array(imageSchema.extend({ purpose: z.enum(['any', 'maskable']) })),
	screenshots: z.array(imageSchema.extend({ form_factor: z.enum(['wide', 'narrow']), label: z.string().min(5) })),
	shortcuts: z.array(z.object({ name: z.string(), url: z.string().startsWith('/'), icons: z.array(imageSchema) })).min(3),
	share_target: z.object({
		action: z.literal('/share'),
		method: z.literal('POST'),
		enctype: z.literal('multipart/form-data'),
		params: z.object({ files: z.array(z.object({ name: z.literal('files'), accept: z.array(z.string()) })) })
	}),
	file_handlers: z.array(
		z.object({ action: z.literal('/'), accept: z.record(z.string(), z.array(z.string().regex(/^\.[a-z0-9]+$/))) })
	)
});

test('the page names a manifest in which every picture is there and as large as it says', async ({ page, request }) => {
	await page.goto('/');
	const href = await page.locator('link[rel=manifest]').getAttribute('href');
	const answer = await request.get(href ?? '');
	expect(answer.headers()['content-type']).toContain('application/manifest+json');
	const manifest = manifestSchema.parse(await answer.json());

	expect(manifest.icons.filter(({ purpose }) => purpose === 'any').map(({ sizes }) => sizes)).toEqual(['192x192', '512x512']);
	expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
	expect(new Set(manifest.screenshots.map(({ form_factor }) => form_factor))).toEqual(new Set(['wide', 'narrow']));
	for (const { src, sizes, type } of [
		...manifest.icons,
		...manifest.screenshots,
		...manifest.shortcuts.flatMap(({ icons }) => icons)
	]) {
		const picture = await request.get(src);
		expect(picture.status(), src).toBe(200);
		expect(picture.headers()['content-type'], src).toBe(type);
		expect(sizeOfPng(await picture.body()), src).toBe(sizes);
	}
	const extensions = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
	for (const extension of ['.wav', '.mp3', '.ogg', '.opus', '.flac', '.m4a', '.aac', '.webm', '.mp4']) {
		expect(extensions).toContain(extension);
	}
});

test('Chromium finds nothing that hinders installing', async ({ baseURL }) => {
	const profile = mkdtempSync(join(tmpdir(), 'woodshed-profile-'));
	const executablePath = findChromium();
	const context = await chromium.launchPersistentContext(profile, {
		...(executablePath === null ? {} : { executablePath }),
		args: [...chromiumFlags]
	});
	try {
		const page = await context.newPage();
		await page.goto(baseURL ?? '');
		const devtools = await context.newCDPSession(page);
		const { errors } = await devtools.send('Page.getAppManifest');
		expect(errors).toEqual([]);
		await expect
			.poll(async () => (await devtools.send('Page.getInstallabilityErrors')).installabilityErrors, { timeout: 30_000 })
			.toEqual([]);
	} finally {
		await context.close();
		rmSync(profile, { recursive: true, force: true });
	}
});

/** Width and height from the header chunk, as `192x192`. */
function sizeOfPng(bytes: Buffer): string {
	return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}
