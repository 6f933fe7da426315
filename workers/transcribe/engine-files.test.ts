import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EngineRegistry } from '$contracts/engines.ts';
import { checkEngineReachable, engineBytes, engineEntry, type Fetch } from './engine-files.ts';

const content = new TextEncoder().encode('a model');
const registry = {
	schemaVersion: 1,
	engines: [
		{
			id: 'basic-pitch',
			name: 'Note recogniser',
			url: '/engines/basic-pitch.000.onnx',
			bytes: content.byteLength,
			sha256: createHash('sha256').update(content).digest('hex'),
			version: '1',
			licence: 'Apache-2.0',
			essential: true
		}
	]
} satisfies EngineRegistry;

function serving(answers: Record<string, () => Response>): Fetch {
	return async (url) => {
		const answer = answers[url];
		if (!answer) throw new TypeError('Failed to fetch');
		return answer();
	};
}
const served = {
	'/engines/registry.json': () => Response.json(registry),
	'/engines/basic-pitch.000.onnx': () => new Response(content)
};

describe('engines from the registry', () => {
	it('finds an engine and its bytes', async () => {
		const entry = await engineEntry('basic-pitch', serving(served));
		expect(entry.url).toBe('/engines/basic-pitch.000.onnx');
		expect(await engineBytes(entry, serving(served))).toEqual(content);
		await expect(checkEngineReachable(entry, serving(served))).resolves.toBeUndefined();
	});

	it.each([
		['there is no network', {}, 'offlineEngineMissing'],
		['the registry is not there', { '/engines/registry.json': () => new Response('', { status: 404 }) }, 'engineMissing'],
		['the registry is a page', { '/engines/registry.json': () => new Response('<html>') }, 'engineMissing'],
		['the registry is of another form', { '/engines/registry.json': () => Response.json({ engines: 3 }) }, 'engineMissing'],
		[
			'the engine is not in it',
			{ '/engines/registry.json': () => Response.json({ schemaVersion: 1, engines: [] }) },
			'engineMissing'
		]
	] as const)('says when %s', async (_, answers, code) => {
		await expect(engineEntry('basic-pitch', serving(answers))).rejects.toMatchObject({ fault: { code } });
	});

	it('refuses bytes other than the ones that were built', async () => {
		const [entry] = registry.engines;
		if (!entry) throw new Error('The registry of this test is empty.');
		const damaged = serving({ [entry.url]: () => new Response('a modem') });
		await expect(engineBytes(entry, damaged)).rejects.toMatchObject({ fault: { code: 'downloadCorrupt' } });
		await expect(engineBytes(entry, serving({}))).rejects.toMatchObject({ fault: { code: 'offlineEngineMissing' } });
	});
});
