export { StretchEngine } from './stretch-engine.ts';
