import { browserConnection } from '../adapters/offline/browser-connection.ts';
import { Offline } from './offline/offline.svelte.ts';

/** Wires being offline to this browser. Nothing happens before `start`; the engines' code is fetched after the first paint. */
export function createOffline(): Offline {
	return new Offline(async () => {
		const [{ OfflineEngines }, { browserEnvironment, EngineCache }] = await Promise.all([
			import('./offline/engines.svelte.ts'),
			import('../adapters/offline/engine-cache.ts')
		]);
		return new OfflineEngines(new EngineCache(browserEnvironment(browserConnection)), browserConnection);
	});
}
