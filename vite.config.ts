import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { defaultClientConditions, defineConfig } from 'vite';
import { firstVisitChunks } from './scripts/bundle/first-visit.ts';
import { listWorkerParts } from './scripts/offline/list-worker-parts.ts';

export default defineConfig({
	plugins: [sveltekit(), listWorkerParts()],
	worker: { format: 'es' },
	// Workers and worklets lie beside `src`.
	server: { fs: { allow: ['workers', 'worklets', 'wasm', 'scripts/bundle'] } },
	// Without it the runtime's 14 MB of WebAssembly would be in the build twice: the engines have it already.
	resolve: {
		conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
		alias: [
			{
				// In a worker its face takes every message for one of its own and throws at ours; the formats need only what lies behind it.
				find: '@coderline/alphatab',
				replacement: fileURLToPath(new URL('node_modules/@coderline/alphatab/dist/alphaTab.core.mjs', import.meta.url))
			},
			// In every thread, whichever module parses first.
			{ find: /^zod$/, replacement: fileURLToPath(new URL('scripts/bundle/zod-without-eval.ts', import.meta.url)) }
		]
	},
	environments: { client: { build: { rolldownOptions: { output: { codeSplitting: firstVisitChunks() } } } } },
	build: {
		// A small font would become a data: address, which the content policy refuses.
		assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined),
		// Browsers with light-dark(): lowered for older ones, a dark island in a light page would lose its colours.
		cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5']
	}
});
