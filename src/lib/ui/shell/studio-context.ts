import { createContext } from 'svelte';
import type { Offline } from '$lib/app/offline/offline.svelte.ts';
import type { Studio } from '$lib/app/studio.svelte.ts';

/** What every page can ask for beside the frame: the studio, and being offline, installed and up to date. */
export const [useStudio, setStudio] = createContext<Studio>();
export const [useOffline, setOffline] = createContext<Offline>();
