import type { Shell } from '../shell/shell.svelte.ts';
import { toErrorWords, toFault } from './error-words.ts';

/** Says in a toast what failed and what to do. */
export function tellFault(shell: Pick<Shell, 'notify'>, error: unknown): void {
	const { message, hint } = toErrorWords(toFault(error));
	shell.notify({ text: `${message} ${hint}`, tone: 'danger' });
}
