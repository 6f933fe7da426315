import type { Shell } from '$lib/app/shell/shell.svelte.ts';
import { createContext, type Snippet } from 'svelte';

/** What a page inside the frame can reach. */
export interface Frame {
	readonly shell: Shell;
	/** Drawn at the end of every top bar. */
	readonly jobTray?: Snippet;
}

export const [useFrame, setFrame] = createContext<Frame>();
