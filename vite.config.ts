import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { listWorkerParts } from './scripts/offline/list-worker-parts.ts';

export default defineConfig({
	plugins: [sveltekit(), listWorkerParts()],
	worker: { format: 'es' },
	build: {
		// A small font would become a data: address, which the content policy refuses.
		assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined),
		// Browsers with light-dark(): lowered for older ones, a dark island in a light page would lose its colours.
		cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5']
	}
});
