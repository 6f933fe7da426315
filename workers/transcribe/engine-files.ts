import { engineRegistrySchema, registryUrl, type EngineEntry, type EngineId } from '$contracts/engines.ts';
import { UserFixableError } from '$contracts/errors.ts';

export type Fetch = (url: string) => Promise<Response>;

/** What the build wrote about an engine. Throws `offlineEngineMissing` without a network, `engineMissing` when unknown. */
export async function engineEntry(id: EngineId, fetch: Fetch): Promise<EngineEntry> {
	const response = await fetchEngine(id, registryUrl, fetch);
	const registry = engineRegistrySchema.safeParse(await response.json().catch(() => null));
	const entry = registry.data?.engines.find((engine) => engine.id === id);
	if (!entry) throw new UserFixableError('engineMissing', { engine: id }, registry.error?.message);
	return entry;
}

/** An engine's bytes, held to the hash the build wrote. Throws `downloadCorrupt` when they are others. */
export async function engineBytes(entry: EngineEntry, fetch: Fetch): Promise<Uint8Array<ArrayBuffer>> {
	const response = await fetchEngine(entry.name, entry.url, fetch);
	const bytes = new Uint8Array(await response.arrayBuffer());
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
	if (sha256 !== entry.sha256) {
		throw new UserFixableError(
			'downloadCorrupt',
			{ engine: entry.name },
			`${entry.url} has sha256 ${sha256}, not ${entry.sha256}`
		);
	}
	return bytes;
}

/** Says why an engine's file cannot be had; returns when it can. Its body is not read. */
export async function checkEngineReachable(entry: EngineEntry, fetch: Fetch): Promise<void> {
	const response = await fetchEngine(entry.name, entry.url, fetch);
	await response.body?.cancel();
}

async function fetchEngine(name: string, url: string, fetch: Fetch): Promise<Response> {
	let response: Response;
	try {
		response = await fetch(url);
	} catch (error) {
		throw new UserFixableError('offlineEngineMissing', { engine: name }, `${url}: ${String(error)}`);
	}
	if (!response.ok) throw new UserFixableError('engineMissing', { engine: name }, `${url} answered ${response.status}`);
	return response;
}
