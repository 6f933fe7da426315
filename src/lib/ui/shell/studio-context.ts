import { createContext } from 'svelte';
import type { RestoreQuestion } from '$lib/app/backup/restore-question.svelte.ts';
import type { Controls } from '$lib/app/controls/controls.svelte.ts';
import type { Studio } from '$lib/app/studio.svelte.ts';

const [useStudio, setStudio] = createContext<Studio>();
const [useRestoreQuestion, setRestoreQuestion] = createContext<RestoreQuestion>();
const [useControls, setControls] = createContext<Controls>();

/** What every page can ask for beside the frame: the studio itself, the controls that can be taught, and the way to restore a backup. */
export { useControls, setControls, useStudio, setStudio, useRestoreQuestion, setRestoreQuestion };
