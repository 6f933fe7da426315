import { expect, it } from 'vitest';
import { byteWords } from './byte-words.ts';

it.each([
	[0, '0 bytes'],
	[999, '999 bytes'],
	[1000, '1.0 kB'],
	[99_960, '100 kB'],
	[999_600, '1.0 MB'],
	[3_240_000, '3.2 MB'],
	[476_000_000, '476 MB'],
	[1.5e15, '1500 TB'],
	[-5, '0 bytes']
])('%d bytes are “%s”', (bytes, words) => expect(byteWords(bytes)).toBe(words));
