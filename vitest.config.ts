import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';
import { chromiumFlags, findChromium } from './scripts/chromium/find.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const alias = {
	$core: at('src/lib/core'),
	$dsp: at('src/lib/dsp'),
	$formats: at('src/lib/formats'),
	$contracts: at('src/lib/contracts'),
	$files: at('src/lib/files'),
	$workers: at('workers'),
	$worklets: at('worklets'),
	$lib: at('src/lib')
};
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const executablePath = findChromium();

export default defineConfig({
	test: {
		projects: [
			{
				plugins: [svelte()],
				resolve: { alias },
				test: {
					name: 'node',
					environment: 'node',
					// Nothing in these keeps state between files: modules are read once for all of them.
					isolate: false,
					testTimeout: 30_000,
					include: ['{src,workers,worklets,server,scripts,eval,bench}/**/*.test.ts'],
					exclude: ['**/*.browser.test.ts', '**/node_modules/**']
				}
			},
			{
				plugins: [svelte()],
				resolve: { alias, conditions: ['onnxruntime-web-use-extern-wasm', 'browser'] },
				// Found late, they would be bundled in the middle of a run and reload its tests.
				optimizeDeps: { include: ['onnxruntime-web/wasm', 'comlink', 'signalsmith-stretch', 'spessasynth_core'] },
				server: { headers: isolation },
				worker: { format: 'es' },
				test: {
					name: 'browser',
					include: ['{src,workers,worklets}/**/*.browser.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...chromiumFlags] }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
