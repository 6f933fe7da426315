export { analyseHarmony, type HarmonyOptions } from './analyse.ts';
export type { HarmonyFeatures } from './features.ts';
export { createHarmonyListener, type HarmonyListener } from './listener.ts';
