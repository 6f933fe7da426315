import { createHash } from 'node:crypto';

/**
 * What our pages may load: nothing from elsewhere, no inline script without a hash. WebAssembly is compiled from our
 * own bytes; styles may be inline because Svelte and the canvases set style attributes. Plain JavaScript, because
 * `svelte.config.js` reads it before anything is compiled.
 * @satisfies {Record<string, readonly string[]>}
 */
export const contentSecurityPolicy = {
	'default-src': ['self'],
	'script-src': ['self', 'wasm-unsafe-eval'],
	'style-src': ['self', 'unsafe-inline'],
	'img-src': ['self', 'blob:', 'data:'],
	'media-src': ['self', 'blob:'],
	'font-src': ['self'],
	'connect-src': ['self'],
	'worker-src': ['self'],
	'manifest-src': ['self'],
	'object-src': ['none'],
	'frame-src': ['none'],
	'base-uri': ['none'],
	'form-action': ['self'],
	'frame-ancestors': ['none']
};

const keywords = new Set(['self', 'none', 'wasm-unsafe-eval', 'unsafe-inline']);

/**
 * The policy as a header.
 * @param {readonly string[]} scriptHashes sources such as `sha256-…` of inline scripts that our own prerendered pages carry
 * @returns {string}
 */
export function toPolicyHeader(scriptHashes) {
	return Object.entries(contentSecurityPolicy)
		.map(([directive, sources]) => {
			const quoted = sources.map((source) => (keywords.has(source) ? `'${source}'` : source));
			const hashes = directive === 'script-src' ? scriptHashes.map((hash) => `'${hash}'`) : [];
			return [directive, ...quoted, ...hashes].join(' ');
		})
		.join('; ');
}

/**
 * Each inline script of a page as `sha256-…`, as a content security policy names it.
 * @param {string} html
 * @returns {`sha256-${string}`[]}
 */
export function inlineScriptHashes(html) {
	const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map(
		([, body]) =>
			/** @type {const} */ (
				`sha256-${createHash('sha256')
					.update(body ?? '')
					.digest('base64')}`
			)
	);
}
