import { describe, expect, it } from 'vitest';
import { inlineScriptHashes, securityHeaders } from './security-headers.ts';

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
});
