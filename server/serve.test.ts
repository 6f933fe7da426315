import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Server } from 'node:http';
import { headersOfContexts } from './security-headers.ts';
import { createWoodshedServer } from './serve.ts';

let server: Server;
let baseUrl = '';

beforeEach(async () => {
	server = createWoodshedServer((request, response, next) => {
		if (request.url?.includes('/lost')) next();
		else if (request.url === '/known') response.writeHead(304, { etag: 'x' }).end();
		else response.end('handled');
	}, '/nowhere');
	await new Promise<void>((resolve) => {
		server.listen(0, 'localhost', resolve);
	});
	const address = server.address();
	baseUrl = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterEach(() => {
	server.close();
	server.closeAllConnections();
});

describe('the server', () => {
	it('sends a share that no service worker took to the page that says so, whatever its origin', async () => {
		const form = new FormData();
		form.set('files', new File([new Uint8Array(3_000_000)], 'a.wav'));
		const answer = await fetch(`${baseUrl}/share`, {
			method: 'POST',
			body: form,
			redirect: 'manual',
			headers: { origin: 'null' }
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?shared=unavailable']);
		const visit = await fetch(`${baseUrl}/share`, { redirect: 'manual' });
		expect([visit.status, visit.headers.get('location')]).toEqual([303, '/']);
	});

	it('(regression) leaves a page that the browser has its own policy, else it comes up blank when it is loaded again', async () => {
		const known = await fetch(`${baseUrl}/known`);
		expect([known.status, known.headers.get('etag')]).toEqual([304, 'x']);
		expect(known.headers.has('content-security-policy')).toBe(false);
		expect(known.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
		expect((await fetch(`${baseUrl}/`)).headers.has('content-security-policy')).toBe(true);
	});

	it.each([
		['/', 200, null],
		['/lost', 404, null],
		['/engines/basic-pitch.0123456789ab.onnx', 200, 'public, max-age=31536000, immutable'],
		['/engines/registry.json', 200, null],
		['/share', 200, null]
	])('%s is isolated; status %i, cached as %s', async (path, status, cacheControl) => {
		const answer = await fetch(baseUrl + path);
		expect(answer.status).toBe(status);
		expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
		expect(answer.headers.get('cache-control')).toBe(cacheControl);
	});

	it('leaves off a part of a page what only pages and workers heed, and nothing else', async () => {
		const { headers } = await fetch(`${baseUrl}/_app/immutable/chunks/Ab3.js`);
		expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.has('strict-transport-security')).toBe(true);
		for (const name of headersOfContexts) expect(headers.has(name), name).toBe(false);
		const worker = await fetch(`${baseUrl}/_app/immutable/workers/listen.worker-Ab3.js`);
		for (const name of headersOfContexts) expect(worker.headers.has(name), name).toBe(true);
	});

	it('shows a part that is not there as any page that is not there', async () => {
		const { status, headers } = await fetch(`${baseUrl}/_app/immutable/chunks/lost.js`);
		expect(status).toBe(404);
		for (const name of headersOfContexts) expect(headers.has(name), name).toBe(true);
	});
});
