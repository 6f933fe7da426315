import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { listWorkerParts } from './scripts/offline/list-worker-parts.ts';

export default defineConfig({
	plugins: [sveltekit(), listWorkerParts()],
	worker: { format: 'es' }
});
