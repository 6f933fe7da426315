export { analyseHarmony } from './analyse.ts';
export type { HarmonyFeatures } from './hearing/features.ts';
export { createHarmonyListener } from './hearing/listener.ts';
