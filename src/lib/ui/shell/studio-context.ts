import { createContext } from 'svelte';
import type { RestoreQuestion } from '$lib/app/backup/restore-question.svelte.ts';
import type { Studio } from '$lib/app/studio.svelte.ts';

const [useStudio, setStudio] = createContext<Studio>();
const [useRestoreQuestion, setRestoreQuestion] = createContext<RestoreQuestion>();

/** What every page can ask for beside the frame: the studio itself, and the way to restore a backup. */
export { useStudio, setStudio, useRestoreQuestion, setRestoreQuestion };
