import { createContext } from 'svelte';
import type { Studio } from '$lib/app/studio.svelte.ts';

const [useStudio, setStudio] = createContext<Studio>();

export { useStudio, setStudio };
