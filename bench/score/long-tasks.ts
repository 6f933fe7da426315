import type { Page } from 'playwright';
import { z } from 'zod';

const traceEventSchema = z.object({
	name: z.string(),
	ph: z.string(),
	pid: z.number(),
	tid: z.number(),
	/** Microseconds, by the clock and by the processor. */
	dur: z.number().optional(),
	tdur: z.number().optional(),
	args: z.object({ name: z.string().optional() }).catch({})
});

export interface LongestTask {
	/** By the processor's time: other processes do not lengthen it. */
	readonly longestMs: number;
	/** By the clock. */
	readonly heldMs: number;
}

/** The longest task of the page's main thread while something is done. */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<LongestTask> {
	const session = await page.context().newCDPSession(page);
	const events: z.infer<typeof traceEventSchema>[] = [];
	session.on('Tracing.dataCollected', ({ value }) => events.push(...z.array(traceEventSchema).parse(value)));
	await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'] }, transferMode: 'ReportEvents' });
	await act();
	const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
	await session.send('Tracing.end');
	await ended;
	await session.detach();
	const mains = new Set(
		events
			.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid} ${tid}`)
	);
	const tasks = events.filter(({ ph, pid, tid, dur }) => ph === 'X' && dur !== undefined && mains.has(`${pid} ${tid}`));
	return {
		longestMs: tasks.reduce((most, { dur = 0, tdur = dur }) => Math.max(most, tdur), 0) / 1000,
		heldMs: tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0) / 1000
	};
}
