import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { listWorkerParts } from './scripts/offline/list-worker-parts.ts';

export default defineConfig({
	plugins: [sveltekit(), listWorkerParts()],
	worker: { format: 'es' },
	// A small font would become a data: address, which the content policy refuses.
	build: { assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined) }
});
