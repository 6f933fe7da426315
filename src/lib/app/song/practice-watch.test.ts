import { beforeEach, describe, expect, it } from 'vitest';
import { PracticeWatch } from './practice-watch.ts';

describe('PracticeWatch', () => {
	let noted: string[];
	let watch: PracticeWatch;
	beforeEach(() => {
		noted = [];
		watch = new PracticeWatch((songId) => noted.push(songId));
	});

	it('counts what sounded, not the pauses', () => {
		watch.look('a', true, 0);
		watch.look('a', false, 20_000);
		watch.look('a', true, 500_000);
		watch.look('a', true, 509_999);
		expect(noted).toEqual([]);
		watch.look('a', true, 510_000);
		expect(noted).toEqual(['a']);
	});

	it('notes a song once while it is open, and again another time', () => {
		watch.look('a', true, 0);
		for (let nowMs = 1000; nowMs < 200_000; nowMs += 1000) watch.look('a', true, nowMs);
		expect(noted).toEqual(['a']);
		watch.look(null, false, 200_000);
		watch.look('a', true, 200_000);
		watch.look('a', true, 231_000);
		expect(noted).toEqual(['a', 'a']);
	});

	it('does not carry the time of one song over to the next', () => {
		watch.look('a', true, 0);
		watch.look('b', true, 29_000);
		watch.look('b', true, 58_000);
		expect(noted).toEqual([]);
	});
});
