import { expect, test } from '@playwright/test';

const wanted = {
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-embedder-policy': 'require-corp',
	'cross-origin-resource-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'no-referrer'
};

/** Scripts, styles and fonts of a page are under the page's own policy. */
const wantedOfParts = { 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' };

function isPart({ pathname }: URL): boolean {
	return /^\/_app\/immutable\/(assets|chunks|entry|nodes)\/[^/]+\.(css|js|woff2)$/.test(pathname);
}

const paths = [
	['a prerendered page', '/', 200],
	['settings', '/settings', 200],
	['a page made on demand', '/song/0198c0de-0000-7000-8000-000000000000', 200],
	['the api', '/api/health', 200],
	['the service worker', '/service-worker.js', 200],
	['the manifest', '/manifest.webmanifest', 200],
	['the list of engines', '/engines/registry.json', 200],
	['a page that is not there', '/nowhere', 404],
	['an asset that is not there', '/_app/immutable/entry/none.js', 404]
] as const;

for (const [name, path, status] of paths) {
	test(`${name} is isolated and under the policy`, async ({ request }) => {
		const answer = await request.get(path);
		expect(answer.status()).toBe(status);
		expect(answer.headers()).toMatchObject(wanted);
		const policy = answer.headers()['content-security-policy'] ?? '';
		expect(policy).toContain("default-src 'self'");
		expect(policy).toContain("frame-ancestors 'none'");
		const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src')) ?? '';
		expect(scripts).toContain("'self'");
		expect(scripts).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
	});
}

test('what a page loads is isolated too, of one origin, and kept for good where its name carries its hash', async ({ page }) => {
	const answers: { url: URL; headers: Record<string, string> }[] = [];
	page.on('response', (answer) => answers.push({ url: new URL(answer.url()), headers: answer.headers() }));
	const violations: string[] = [];
	page.on('console', (message) => {
		if (/Content Security Policy|Cross-Origin|blocked/i.test(message.text())) violations.push(message.text());
	});
	await page.goto('/');
	await page.waitForLoadState('networkidle');
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
	expect(violations).toEqual([]);
	const assets = answers.filter(({ url }) => url.pathname.startsWith('/_app/immutable/'));
	expect(assets.length).toBeGreaterThan(3);
	for (const { url, headers } of answers) {
		expect(url.origin).toBe(new URL(page.url()).origin);
		expect(headers, url.pathname).toMatchObject(isPart(url) ? wantedOfParts : wanted);
	}
	expect(assets.some(({ url }) => isPart(url))).toBe(true);
	for (const { url, headers } of assets) expect(headers['cache-control'], url.pathname).toContain('immutable');
});

test('scripts are served as UTF-8 JavaScript, compressed', async ({ request, page }) => {
	await page.goto('/');
	const src = await page.locator('link[rel=modulepreload]').first().getAttribute('href');
	const answer = await request.get(src ?? '', { headers: { 'accept-encoding': 'br' } });
	expect(answer.headers()['content-type']).toMatch(/^text\/javascript/);
	expect(answer.headers()['content-encoding']).toBe('br');
});

test('a worker has the policy itself, and no part of a page can be started as one', async ({ page, request }) => {
	await page.goto('/');
	const part = await page.locator('link[rel=modulepreload]').first().getAttribute('href');
	const started = (path: string): Promise<string> =>
		page.evaluate(
			(url) =>
				new Promise<string>((resolve) => {
					const worker = new Worker(url, { type: 'module' });
					worker.addEventListener('error', () => resolve('refused'));
					setTimeout(() => resolve('started'), 1500);
				}),
			path
		);
	expect(await started(part ?? '')).toBe('refused');
	const kept = await (await request.get('/service-worker.js')).text();
	const [worker = 'none'] = /\/_app\/immutable\/workers\/decode\.worker-[\w-]+\.js/.exec(kept) ?? [];
	expect(await started(worker)).toBe('started');
	const headers = (await request.get(worker)).headers();
	expect(headers).toMatchObject(wanted);
	expect(headers['content-security-policy']).toContain("script-src 'self'");
});
