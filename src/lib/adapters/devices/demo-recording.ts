import { engineRegistrySchema, registryUrl } from '$contracts/engines.ts';
import { UserFixableError } from '$contracts/errors.ts';

/**
 * The demo recording as a file.
 * @throws UserFixableError `offlineEngineMissing` when it is neither on the device nor to be had
 */
export async function fetchDemoRecording(signal: AbortSignal): Promise<File> {
	try {
		const registry = engineRegistrySchema.parse(await (await fetchWhole(registryUrl, signal)).json());
		const demo = registry.engines.find(({ id }) => id === 'demo');
		if (demo === undefined) throw new UserFixableError('engineMissing', { engine: 'The demo recording' });
		const content = await (await fetchWhole(demo.url, signal)).blob();
		return new File([content], 'Woodshed demo.ogg', { type: 'audio/ogg' });
	} catch (error) {
		if (error instanceof TypeError)
			throw new UserFixableError('offlineEngineMissing', { engine: 'The demo recording' }, error.message);
		throw error;
	}
}

async function fetchWhole(url: string, signal: AbortSignal): Promise<Response> {
	const response = await fetch(url, { signal });
	if (!response.ok) throw new UserFixableError('engineMissing', { engine: 'The demo recording' }, `${url}: ${response.status}`);
	return response;
}
