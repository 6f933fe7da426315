import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter(),
		alias: {
			$core: 'src/lib/core',
			$dsp: 'src/lib/dsp',
			$formats: 'src/lib/formats',
			$contracts: 'src/lib/contracts',
			$files: 'src/lib/files',
			$workers: 'workers',
			$worklets: 'worklets'
		}
	}
};
