import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPage, shareTarget } from '../src/lib/contracts/offline.ts';
import { inlineScriptHashes } from './content-security-policy.js';
import { headersOfContexts, isPlainPart, securityHeaders } from './security-headers.ts';

/** A handler in the manner of Connect, as the SvelteKit node adapter builds it. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

const immutable = 'public, max-age=31536000, immutable';

/**
 * The server: our headers on the answers, then SvelteKit's handler.
 * @param pagesDir folder of the prerendered pages, whose inline scripts the policy must name
 */
export function createWoodshedServer(handler: Handler, pagesDir: string): Server {
	const pages = findPages(pagesDir);
	const headers = Object.entries(
		securityHeaders([...new Set(pages.flatMap((page) => inlineScriptHashes(readFileSync(page, 'utf8'))))])
	);
	return createServer((request, response) => {
		for (const [name, value] of headers) response.setHeader(name, value);
		fitHeaders(request, response);
		if (isHashedEngine(request.url)) response.setHeader('Cache-Control', immutable);
		if (request.url === shareTarget.path) {
			answerShare(request, response);
			return;
		}
		handler(request, response, () => {
			response.statusCode = 404;
			response.end('Not found');
		});
	});
}

/**
 * Takes off what does not fit the answer. "Not modified" speaks of a page that the browser has, with a policy of that page's own:
 * ours would take its place, and the page's inline script would be refused. The parts of a page need no policy.
 */
function fitHeaders({ url = '' }: IncomingMessage, response: ServerResponse): void {
	const writeHead = response.writeHead.bind(response);
	response.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
		if (status === 304) response.removeHeader('Content-Security-Policy');
		if (status === 200 && isPlainPart(url)) for (const name of headersOfContexts) response.removeHeader(name);
		return Reflect.apply(writeHead, response, [status, ...rest]);
	};
}

/**
 * Shared files are for the service worker and reach us only when it is not there: nothing of them is kept, and the page
 * says so. Answered before SvelteKit, whose check of the origin would show the user a bare 403.
 */
function answerShare(request: IncomingMessage, response: ServerResponse): void {
	request.resume();
	response.writeHead(303, { Location: request.method === 'POST' ? sharedPage('unavailable') : '/' });
	response.end();
}

/** Engines carry their content's hash in their name, so that a browser never needs to ask again. */
function isHashedEngine(url: string | undefined): boolean {
	return url !== undefined && /^\/engines\/[^/?]+\.[0-9a-f]{12}\.[a-z0-9]+$/.test(url);
}

function findPages(directory: string): string[] {
	if (!existsSync(directory)) return [];
	return readdirSync(directory, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.html'))
		.map((name) => join(directory, name));
}
