import { expect, test, type Page } from '@playwright/test';
import { readJobs } from '../../scripts/drive/library-page.ts';
import { offlineCaches, sharedFileHeaders } from '../../src/lib/contracts/offline.ts';
import { untilInstalled } from './offline-pages.ts';

test('a file that another app shares reaches the page, with its name', async ({ page, context }) => {
	await page.goto('/settings');
	await untilInstalled(page);
	const bodies: string[] = [];
	const urls: string[] = [];
	page.on('framenavigated', (frame) => urls.push(frame.url()));
	context.on('request', (request) => {
		if (request.method() === 'POST' && request.serviceWorker() !== null) bodies.push(request.url());
	});
	await context.setOffline(true);
	await page.evaluate(() => {
		const form = document.createElement('form');
		form.method = 'post';
		form.enctype = 'multipart/form-data';
		form.action = '/share';
		const input = document.createElement('input');
		input.type = 'file';
		input.name = 'files';
		input.multiple = true;
		const given = new DataTransfer();
		given.items.add(new File([new Uint8Array(2048).fill(7)], 'Étude.wav', { type: 'audio/wav' }));
		input.files = given.files;
		form.append(input);
		document.body.append(form);
		form.submit();
	});
	await expect.poll(() => urls.some((url) => url.endsWith('/?shared=ready')), { timeout: 15_000 }).toBe(true);
	await expect(page.getByRole('navigation', { name: 'Rooms' }).first()).toBeVisible();
	await expect.poll(() => whereaboutsOf('Étude.wav', page), { timeout: 15_000 }).not.toBe('nowhere');
	expect(bodies, 'nothing of a share goes to the server').toEqual([]);
});

test('a share before the service worker is there is answered with a word, and nothing of it is kept', async ({ request }) => {
	const answer = await request.post('/share', {
		multipart: { files: { name: 'a.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(1_000_000, 1) } },
		headers: { origin: 'null' },
		maxRedirects: 0
	});
	expect(answer.status()).toBe(303);
	expect(answer.headers()['location']).toBe('/?shared=unavailable');
});

/** A shared file waits in the inbox until the library has opened, and is a job of its own from then on. */
async function whereaboutsOf(fileName: string, page: Page): Promise<'inbox' | 'job' | 'nowhere'> {
	const waiting = await page.evaluate(
		async ([cacheName, header]) => {
			if (!(await caches.has(cacheName))) return [];
			const inbox = await caches.open(cacheName);
			const kept = await Promise.all((await inbox.keys()).map((request) => inbox.match(request)));
			return kept.map((response) => decodeURIComponent(response?.headers.get(header) ?? ''));
		},
		[offlineCaches.sharedFiles, sharedFileHeaders.name] as const
	);
	if (waiting.includes(fileName)) return 'inbox';
	const jobs = await readJobs(page);
	return jobs.some(({ input }) => input.kind === 'import' && input.fileName === fileName) ? 'job' : 'nowhere';
}
