import { describe, expect, it } from 'vitest';
import { errorCodes, UserFixableError, type ErrorCodeName } from '$contracts/errors.ts';
import { toErrorWords, toFault } from './error-words.ts';

const names = Object.keys(errorCodes) as ErrorCodeName[];

describe('error words', () => {
	it.each(names)('%s says what failed and what to do, whole sentences, with and without its params', (code) => {
		for (const params of [
			{},
			{
				fileName: 'a.wav',
				codec: 'WMA',
				claim: '0 channels',
				engine: 'The piano',
				title: 'T',
				path: 'pcm/x',
				key: 'k',
				appVersion: '9.1.0',
				part: 'songs/a.json'
			}
		]) {
			const words = toErrorWords({ code, params });
			expect(words.message).toMatch(/^[A-Z“].*\.$/);
			expect(words.hint).toMatch(/^[A-Z“].*\.$/);
			expect(`${words.message}${words.hint}`).not.toMatch(/undefined|null|\[object/);
		}
	});

	it('says which Woodshed a backup needs and what in it is damaged (regression)', () => {
		expect(toErrorWords({ code: 'backupNewer', params: { appVersion: '9.1.0' } }).message).toContain('9.1.0');
		expect(toErrorWords({ code: 'backupCorrupt', params: { part: 'lists.json' } }).message).toContain('lists.json');
	});

	it('has a number of its own for each code', () => {
		expect(new Set(Object.values(errorCodes)).size).toBe(names.length);
	});

	it('keeps a fault and wraps what nobody foresaw', () => {
		expect(toFault(new UserFixableError('fileEmpty', { fileName: 'x' }))).toEqual({
			code: 'fileEmpty',
			params: { fileName: 'x' }
		});
		expect(toFault(new TypeError('boom'))).toMatchObject({ code: 'engineFailed', detail: 'TypeError: boom' });
	});
});
