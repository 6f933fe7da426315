import { fileURLToPath } from 'node:url';
import type { EngineBuilder } from './engine-builder.ts';
import { buildEngines } from './engine-cache.ts';
import { basicPitch } from './basic-pitch/builder.ts';
import { demo } from './demo/demo.ts';
import { onnxruntimeWasm } from './onnxruntime-wasm.ts';
import { gmSounds } from './sounds/gm-sounds.ts';
import { grandPiano } from './sounds/grand-piano.ts';

const builders: readonly EngineBuilder[] = [basicPitch, onnxruntimeWasm, grandPiano, gmSounds, demo];

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = await buildEngines(builders, { outputFolder: at('../../static/engines'), cacheFolder: at('../../.cache/engines') });
for (const { id, url, bytes, wasFresh } of built) {
	console.log(`${wasFresh ? 'fresh' : 'built'}  ${id.padEnd(18)} ${(bytes / 1e6).toFixed(2).padStart(6)} MB  ${url}`);
}
