import { describe, expect, it } from 'vitest';
import { inSteps, workFor } from './steps.ts';

/** Work of so many steps of a millisecond. */
function* steps(count: number, done: { count: number }): Generator<void, void> {
	for (let step = 0; step < count; step++) {
		const untilMs = performance.now() + 1;
		while (performance.now() < untilMs);
		done.count++;
		yield;
	}
}

describe('work in steps', () => {
	it('is done at once where it is short', () => {
		const done = { count: 0 };
		expect(workFor(steps(3, done), 1000)).toBe(true);
		expect(done.count).toBe(3);
	});

	it('gives way to what waits, and comes to its end', async () => {
		const done = { count: 0 };
		const seen: number[] = [];
		const timer = setInterval(() => seen.push(done.count), 1);
		await inSteps(steps(60, done), new AbortController().signal);
		clearInterval(timer);
		expect(done.count).toBe(60);
		expect(seen.filter((count) => count > 0 && count < 60).length).toBeGreaterThan(1);
	});

	it('stops between two steps', async () => {
		const [done, abort] = [{ count: 0 }, new AbortController()];
		const work = inSteps(steps(1000, done), abort.signal);
		setTimeout(() => abort.abort(), 20);
		await expect(work).rejects.toMatchObject({ name: 'AbortError' });
		expect(done.count).toBeLessThan(1000);
	});
});
