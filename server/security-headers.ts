import { createHash } from 'node:crypto';
import { toPolicyHeader } from './content-security-policy.js';

/**
 * Headers for every answer, pages and assets alike. Cross-origin isolation gives the engines threads and shared
 * memory; worker scripts are blocked in an isolated page when they lack these headers themselves.
 */
export function securityHeaders(scriptHashes: readonly string[]): Readonly<Record<string, string>> {
	return {
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Embedder-Policy': 'require-corp',
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Content-Security-Policy': toPolicyHeader(scriptHashes),
		'X-Content-Type-Options': 'nosniff',
		'X-Frame-Options': 'DENY',
		'Referrer-Policy': 'no-referrer',
		'Permissions-Policy': 'microphone=(self), midi=(self), camera=(), geolocation=(), payment=(), usb=()',
		'Strict-Transport-Security': 'max-age=31536000'
	};
}

/** `sha256-…` of each inline script of a page, as a content security policy names it. */
export function inlineScriptHashes(html: string): string[] {
	const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map(
		([, body]) =>
			`sha256-${createHash('sha256')
				.update(body ?? '')
				.digest('base64')}`
	);
}
