import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { contentSecurityPolicy, inlineScriptHashes } from './server/content-security-policy.js';

/** The script that chooses the scheme before the first paint: SvelteKit names only scripts of its own in its policy. */
const templateScripts = inlineScriptHashes(readFileSync(new URL('src/app.html', import.meta.url), 'utf8'));

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ precompress: true }),
		csp: {
			mode: 'hash',
			directives: { ...contentSecurityPolicy, 'script-src': [...contentSecurityPolicy['script-src'], ...templateScripts] }
		},
		paths: { relative: false },
		// A dozen small sheets would each hold up the first paint on a phone.
		inlineStyleThreshold: 20_000,
		serviceWorker: { register: false },
		typescript: {
			config: (config) => ({
				...config,
				include: [...config.include.filter((path) => !path.includes('tests')), '../workers/**/*.contract.ts']
			})
		},
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
