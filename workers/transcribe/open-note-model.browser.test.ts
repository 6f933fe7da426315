import { afterEach, describe, expect, it } from 'vitest';
import goldenValues from '../../scripts/engines/basic-pitch/golden-values.json';
import { goldenWindows } from '../../scripts/engines/basic-pitch/golden-windows.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { openNoteModel, type EngineSite, type OpenedModel } from './open-note-model.ts';

/** The engines as `npm run engines` left them; the test server has the whole project at its root. */
const built: EngineSite = {
	fetch: (path) => fetch(`/static${path}`),
	urlOf: (path) => new URL(`/static${path}`, location.href).href
};
const names = Object.keys(goldenValues.windows) as (keyof typeof goldenValues.windows)[];

let opened: OpenedModel | null = null;
const open = async (maxThreads: number, site = built, onProgress = (_: Progress): void => undefined): Promise<OpenedModel> => {
	opened = await openNoteModel(maxThreads, onProgress, site);
	return opened;
};
afterEach(() => {
	opened?.close();
	opened = null;
});

describe('the model in a real browser', () => {
	it.each([1, 2])('hears what the published model hears, asked for %i threads', async (maxThreads) => {
		const words: Progress[] = [];
		const model = await open(maxThreads, built, (word) => words.push(word));
		expect(crossOriginIsolated).toBe(true);
		expect(model.threads).toBe(Math.min(maxThreads, navigator.hardwareConcurrency));
		expect(words.map(({ fraction }) => fraction)).toEqual([0, 0.3, 1]);

		const windows = goldenWindows();
		const audio = Float32Array.from(names.flatMap((name) => Array.from(windows[name] ?? [])));
		const heard = await model.run(audio, names.length);
		names.forEach((name, w) => {
			for (const [matrix, bins, expected] of [
				[heard.contours, 264, goldenValues.windows[name].contours],
				[heard.notes, 88, goldenValues.windows[name].notes],
				[heard.onsets, 88, goldenValues.windows[name].onsets]
			] as const) {
				expected.forEach((value, i) => {
					expect(Math.abs((matrix[w * 142 * bins + i * goldenValues.everyCell] ?? Number.NaN) - value)).toBeLessThan(1e-4);
				});
			}
		});
		expect(heard.elapsedMs).toBeGreaterThan(0);
	});

	it('refuses a model that was changed on the way', async () => {
		const tampering: EngineSite = {
			...built,
			fetch: async (path) => {
				const response = await built.fetch(path);
				return path.endsWith('.onnx') ? new Response(new Uint8Array(10)) : response;
			}
		};
		await expect(open(1, tampering)).rejects.toMatchObject({ fault: { code: 'downloadCorrupt' } });
	});

	it('says what is missing when the runtime cannot be had', async () => {
		const cut: EngineSite = {
			fetch: (path) => (path.endsWith('.wasm') ? Promise.reject(new TypeError('Failed to fetch')) : built.fetch(path)),
			urlOf: () => new URL('/nowhere.wasm', location.href).href
		};
		await expect(open(1, cut)).rejects.toMatchObject({ fault: { code: 'offlineEngineMissing' } });
	});

	it('starts on one thread where several do not start', async () => {
		let asked = 0;
		const firstFails: EngineSite = {
			...built,
			urlOf: (path) => (asked++ === 0 ? new URL('/nowhere.wasm', location.href).href : built.urlOf(path))
		};
		expect((await open(2, firstFails)).threads).toBe(1);
	});

	it('refuses what is still under way when it is closed', async () => {
		const model = await open(1);
		const running = model.run(new Float32Array(8 * 43_844), 8);
		model.close();
		await expect(running).rejects.toThrow('closed');
		expect(() => model.close()).not.toThrow();
	});
});
