import { fileURLToPath } from 'node:url';
import type { EngineBuilder } from './engine-builder.ts';
import { buildEngines } from './engine-cache.ts';
import { basicPitch } from './basic-pitch/builder.ts';
import { onnxruntimeWasm } from './onnxruntime-wasm.ts';

const builders: readonly EngineBuilder[] = [basicPitch, onnxruntimeWasm];

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = await buildEngines(builders, { outputFolder: at('../../static/engines'), cacheFolder: at('../../.cache/engines') });
for (const { id, url, bytes, wasFresh } of built) {
	console.log(`${wasFresh ? 'fresh' : 'built'}  ${id.padEnd(18)} ${(bytes / 1e6).toFixed(2).padStart(6)} MB  ${url}`);
}
