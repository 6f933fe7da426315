import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.json': 'application/json',
	'.wasm': 'application/wasm'
};
/** As the app's own server sends them; TensorFlow.js makes its threads from blobs and asks for eval, so the peers get more. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export interface BenchSite {
	readonly url: string;
	close(): Promise<void>;
}

export interface BenchPage {
	/** The folder of its `index.html`, beside this one: `transcribe` for `bench/transcribe/page`. */
	readonly task: string;
	/** A recording of the user's own, as `/song`. */
	readonly audio: string | null;
	/** More folders of this project, by the path they are served at. */
	readonly folders?: Readonly<Record<string, string>>;
}

/** Builds a bench's page with the workers as for production, and serves it isolated on a free port of this machine. */
export async function serveBench({ task, audio, folders: more = {} }: BenchPage): Promise<BenchSite> {
	const outDir = at(`../../.cache/bench/${task}`);
	const library = at('../../src/lib');
	await build({
		configFile: false,
		root: at(`../${task}/page`),
		publicDir: false,
		logLevel: 'error',
		// TensorFlow.js starts its threads from the text of its own functions, which minifying would break.
		build: { minify: false, outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 10_000 },
		worker: { format: 'es' },
		resolve: {
			conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'import', 'default'],
			dedupe: ['@tensorflow/tfjs'],
			alias: {
				...Object.fromEntries(['core', 'dsp', 'formats', 'contracts', 'files'].map((name) => [`$${name}`, join(library, name)])),
				$worklets: at('../../worklets')
			}
		}
	});
	const folders: readonly (readonly [string, string])[] = [
		['/engines/', at('../../static/engines')],
		...Object.entries(more).map(([path, folder]) => [path, at(`../../${folder}`)] as const),
		['/', outDir]
	];
	const server = createServer((request, response) => {
		const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
		const [prefix, folder] = folders.find(([start]) => path.startsWith(start)) ?? ['/', outDir];
		const inside = join(folder, path === '/' ? 'index.html' : path.slice(prefix.length));
		const file = path === '/song' && audio !== null ? audio : inside;
		readFile(file).then(
			(bytes) =>
				response.writeHead(200, { ...isolation, 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes),
			() => response.writeHead(404, isolation).end()
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The bench server has no port.');
	return {
		url: `http://127.0.0.1:${address.port}/`,
		close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
	};
}
