import { FormatFault } from './reading.ts';

/** The import door for written music; what is beyond is refused before it is read. */
export const scoreLimits = {
	maxBytes: 64 * 1024 ** 2,
	/** What an archive may unpack to. */
	maxUnpackedBytes: 128 * 1024 ** 2,
	maxNotes: 500_000,
	maxBars: 20_000,
	maxParts: 100,
	/** Elements inside each other. */
	maxDepth: 64,
	/** Six hours of quarters at 240 a minute. */
	maxTicks: 86_400 * 10_080
} as const;

/** @throws FormatFault for no bytes or too many */
export function checkSize(bytes: Uint8Array): void {
	if (bytes.length === 0) throw new FormatFault('fileEmpty');
	if (bytes.length > scoreLimits.maxBytes) {
		throw new FormatFault('scoreTooLarge', { limit: `${scoreLimits.maxBytes / 1024 ** 2} MB` });
	}
}

/** @throws FormatFault when a count is over its limit */
export function checkCount(count: number, limit: number, what: string): void {
	if (!(count <= limit)) throw new FormatFault('scoreTooLarge', { limit: `${limit.toLocaleString('en')} ${what}` });
}
