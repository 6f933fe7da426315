/** How long work may hold the page at a time: most of a frame is left to others. */
export const stepMs = 8;

/** Works for about so long. @returns whether the work is done */
export function workFor(work: Generator<void, void>, ms: number): boolean {
	const untilMs = performance.now() + ms;
	while (performance.now() < untilMs) if (work.next().done === true) return true;
	return false;
}

/** Works to the end, giving way to frames and to input. @throws an abort error when the signal fires */
export async function inSteps(work: Generator<void, void>, signal: AbortSignal): Promise<void> {
	do {
		await new Promise<void>((resolve) => setTimeout(resolve));
		signal.throwIfAborted();
	} while (!workFor(work, stepMs));
}
