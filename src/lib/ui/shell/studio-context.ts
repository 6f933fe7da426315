import { createContext } from 'svelte';
import type { Studio } from '$lib/app/studio.svelte.ts';

/** What every page can ask for beside the frame: the studio itself. */
export const [useStudio, setStudio] = createContext<Studio>();
