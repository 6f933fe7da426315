import { offlineCaches } from '$contracts/offline.ts';
import { toRangeResponse } from './byte-range.ts';

/**
 * An engine from the device when it is there, whole or in the range asked for; else from the network, and not kept: only
 * the page stores engines, after it has checked their hash.
 */
export async function answerEngine(request: Request): Promise<Response> {
	const kept = await (await caches.open(offlineCaches.engines)).match(request.url, { ignoreVary: true });
	if (kept === undefined) return fetch(request);
	const range = request.headers.get('range');
	return range === null ? kept : toRangeResponse(kept, range);
}
