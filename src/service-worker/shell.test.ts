import { describe, expect, it } from 'vitest';
import { shellEntries, shellPage } from './shell.ts';

const version = '1700000000000';

describe('shellEntries', () => {
	it('keeps hashed assets without a revision and everything else under the version', () => {
		const entries = shellEntries({
			build: ['/_app/immutable/entry/start.abc.js', '/_app/immutable/assets/app.def.css'],
			files: ['/manifest.webmanifest', '/icons/icon-192.png'],
			prerendered: ['/', '/settings'],
			version
		});
		expect(entries).toEqual([
			{ url: '/_app/immutable/entry/start.abc.js', revision: null },
			{ url: '/_app/immutable/assets/app.def.css', revision: null },
			{ url: '/manifest.webmanifest', revision: version },
			{ url: '/icons/icon-192.png', revision: version },
			{ url: '/', revision: version },
			{ url: '/settings', revision: version },
			{ url: '/song/offline', revision: version }
		]);
	});

	it.each([
		['/engines/basic-pitch.0123456789ab.onnx', false],
		['/engines/registry.json', true],
		['/screenshots/wide.png', false],
		['/_app/immutable/assets/ort-wasm-simd-threaded.jsep.Bx1.wasm', false],
		['/_app/immutable/assets/SignalsmithStretch.Ab2.wasm', true],
		['/_app/immutable/assets/source-sans-3-latin-wght-normal.Cd3.woff2', true],
		['/_app/immutable/assets/source-sans-3-latin-ext-wght-normal.Cd3.woff2', true],
		['/_app/immutable/assets/source-sans-3-cyrillic-ext-wght-normal.Ef4.woff2', false],
		['/_app/immutable/assets/source-sans-3-greek-wght-normal.Gh5.woff2', false],
		['/_app/immutable/workers/chunks/lazy.Ij6.js', true]
	])('%s is in the shell: %s', (path, isKept) => {
		const urls = shellEntries({ build: [path], files: [], prerendered: [], version }).map(({ url }) => url);
		expect(urls.includes(path)).toBe(isKept);
	});

	it('names each file once, as a url', () => {
		const urls = shellEntries({ build: [], files: ['/a b.png', '/a b.png'], prerendered: ['/song/offline'], version });
		expect(urls.map(({ url }) => url)).toEqual(['/a%20b.png', '/song/offline']);
	});
});

describe('shellPage', () => {
	it.each([
		['/', '/'],
		['/settings', '/settings'],
		['/settings/', '/settings'],
		['/song/0198c0de-0000-7000-8000-000000000000', '/song/offline'],
		['/song/offline', '/song/offline'],
		['/songs', null],
		['/api/health', null],
		['/nowhere', null]
	])('%s is answered with %s', (pathname, page) => {
		expect(shellPage(pathname, ['/', '/settings'])).toBe(page);
	});
});
