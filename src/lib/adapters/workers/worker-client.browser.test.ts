import { expect, test } from 'vitest';
import type { LateWords } from '../../../../tests/fixtures/recording/late-words.worker.ts';
import { WorkerClient } from './worker-client.ts';

test('tells nothing of progress once the answer is there', async () => {
	const spawn = (): Worker =>
		new Worker(new URL('../../../../tests/fixtures/recording/late-words.worker.ts', import.meta.url), { type: 'module' });
	const client = new WorkerClient<LateWords>(spawn);
	const told: number[] = [];
	const { signal } = new AbortController();
	const answer = await client.call(
		signal,
		({ fraction }) => told.push(fraction),
		(worker, _jobId, report) => worker.work(report)
	);
	const toldBefore = [...told];
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(answer).toBe('answered');
	expect(told).toEqual(toldBefore);
	expect(toldBefore.every((fraction) => fraction === 0.5)).toBe(true);
	client.close();
});
