import type { TakeRecord } from '$contracts/recording/take.ts';

/** `Take 3`: the third that was made of those that are kept. @param takes the newest first */
export function takeName(takes: readonly TakeRecord[], takeId: string): string {
	const at = takes.findIndex(({ id }) => id === takeId);
	return at < 0 ? 'A take that is gone' : `Take ${takes.length - at}`;
}
