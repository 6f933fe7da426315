import { build } from 'vite';

/** Bundles our server entry beside the handler that adapter-node built. */
await build({
	configFile: false,
	logLevel: 'warn',
	publicDir: false,
	build: {
		ssr: 'server/main.ts',
		outDir: 'build',
		emptyOutDir: false,
		target: 'node20',
		rollupOptions: { output: { entryFileNames: 'woodshed.js' } }
	}
});
