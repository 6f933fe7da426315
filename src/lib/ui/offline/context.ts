import { createContext } from 'svelte';
import type { Offline } from '$lib/app/offline/offline.svelte.ts';

const [useOffline, setOffline] = createContext<Offline>();

export { useOffline, setOffline };
