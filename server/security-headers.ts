import { toPolicyHeader } from './content-security-policy.js';

/**
 * Headers for every answer but those that `isPlainPart` names. Cross-origin isolation gives the engines threads and shared
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

/** What only pages and workers heed. */
export const headersOfContexts = [
	'Cross-Origin-Opener-Policy',
	'Cross-Origin-Embedder-Policy',
	'Content-Security-Policy',
	'X-Frame-Options',
	'Referrer-Policy',
	'Permissions-Policy'
] as const;

/**
 * Whether a path is that of a script, style or font that pages are put together from. It is under the policy of its page, so that
 * `headersOfContexts` say nothing there and weigh more than many a script does. Workers and worklets have a folder of their own, and
 * without these headers nothing else can be started as one.
 */
export function isPlainPart(path: string): boolean {
	return /^\/_app\/immutable\/(?:assets|chunks|entry|nodes)\/[\w.-]+\.(?:css|js|woff2)$/.test(path);
}
