import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from './content-security-policy.js';
import { isPlainPart, securityHeaders } from './security-headers.ts';

describe('security headers', () => {
	it('isolates the page and allows only our own scripts, WebAssembly and the given hashes', () => {
		const headers = securityHeaders(['sha256-abc=']);
		expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin');
		expect(headers['Cross-Origin-Embedder-Policy']).toBe('require-corp');
		expect(headers['Content-Security-Policy']).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='");
		expect(headers['Content-Security-Policy']).not.toMatch(/script-src[^;]*unsafe-inline|'unsafe-eval'/);
		expect(headers['Content-Security-Policy']).toContain("frame-ancestors 'none'");
	});

	it('hashes inline scripts as browsers do and passes over scripts with a source', () => {
		const html = '<script src="/a.js"></script><script type="module">alert(1)</script>';
		expect(inlineScriptHashes(html)).toEqual(['sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=']);
		expect(inlineScriptHashes('<p>no script</p>')).toEqual([]);
	});

	it.each([
		['/_app/immutable/chunks/C1RvLh8M.js', true],
		['/_app/immutable/nodes/0.uaGIy8fq.js', true],
		['/_app/immutable/entry/app.Sy2OtX_-.js', true],
		['/_app/immutable/assets/0.C6Q_-Dui.css', true],
		['/_app/immutable/assets/source-sans-3-latin-wght-normal.BqRLTx4X.woff2', true],
		['/_app/immutable/workers/decode.worker-CB3-CzQr.js', false],
		['/_app/immutable/workers/chunks/CB3CzQr.js', false],
		['/_app/immutable/chunks/../workers/decode.worker-CB3-CzQr.js', false],
		['/_app/immutable/chunks/..%2fworkers%2fdecode.worker-CB3-CzQr.js', false],
		['/_app/immutable/assets/drawing.Cd3.svg', false],
		['/service-worker.js', false],
		['/', false]
	])('%s is a part of pages: %s', (path, isPart) => {
		expect(isPlainPart(path)).toBe(isPart);
	});
});
