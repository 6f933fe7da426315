import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, request as askUpstream, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { EngineRegistry } from '../../src/lib/contracts/engines.ts';

export interface EngineRequest {
	readonly path: string;
	readonly range: string | undefined;
}

/**
 * Stands before the real server under one origin: a test can put another build behind it, serve engines of its own and
 * spoil their way.
 */
export class FrontServer {
	readonly engineRequests: EngineRequest[] = [];
	/** Place in an engine at which every connection breaks; null for none. */
	cutAtByte: number | null = null;
	/** Changes an engine's bytes on the way. */
	spoil: (bytes: Buffer) => Buffer = (bytes) => bytes;
	readonly #engines = new Map<string, Buffer>();
	readonly #server: Server;
	readonly #builds: ChildProcess[] = [];
	#registry: EngineRegistry = { schemaVersion: 1, engines: [] };
	#upstreamPort = 0;
	#port = 0;

	constructor() {
		this.#server = createServer((request, response) => {
			const path = new URL(request.url ?? '/', 'http://localhost').pathname;
			if (path === '/engines/registry.json') this.#answerJson(response, this.#registry);
			else if (path.startsWith('/engines/')) this.#answerEngine(path, request, response);
			else this.#forward(request, response);
		});
	}

	get baseUrl(): string {
		return `http://localhost:${this.#port}`;
	}

	/** Begins to listen, with the build in `folder` behind it. */
	async open(folder: string): Promise<void> {
		await this.use(folder);
		await new Promise<void>((resolve) => {
			this.#server.listen(0, 'localhost', resolve);
		});
		this.#port = portOf(this.#server);
	}

	/** Puts another build behind the same address. */
	async use(folder: string): Promise<void> {
		const build = spawn(process.execPath, [`${folder}/woodshed.js`], { env: { ...process.env, PORT: '0', HOST: 'localhost' } });
		this.#builds.push(build);
		this.#upstreamPort = await new Promise<number>((resolve, reject) => {
			let said = '';
			build.stdout.on('data', (chunk: Buffer) => {
				said += chunk.toString();
				const port = /http:\/\/localhost:(\d+)\//.exec(said)?.[1];
				if (port !== undefined) resolve(Number(port));
			});
			build.once('exit', (code) => reject(new Error(`The build in ${folder} ended with code ${code ?? 'none'}: ${said}`)));
		});
	}

	/** Offers one engine of `byteCount` pseudo-random bytes and answers its url. */
	offerEngine(id: string, byteCount: number, isEssential = true): string {
		const bytes = Buffer.alloc(byteCount);
		for (let index = 0, state = 7; index < byteCount; index++) {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			bytes[index] = state >>> 24;
		}
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const url = `/engines/${id}.${sha256.slice(0, 12)}.bin`;
		this.#engines.set(url, bytes);
		const entry = { id, name: id, url, bytes: byteCount, sha256, version: '1', licence: 'MIT', essential: isEssential };
		this.#registry = { schemaVersion: 1, engines: [...this.#registry.engines, entry] };
		return url;
	}

	async close(): Promise<void> {
		for (const build of this.#builds) build.kill();
		this.#server.closeAllConnections();
		await new Promise((resolve) => {
			this.#server.close(resolve);
		});
	}

	#answerJson(response: ServerResponse, value: unknown): void {
		response.writeHead(200, { 'content-type': 'application/json', 'cross-origin-resource-policy': 'same-origin' });
		response.end(JSON.stringify(value));
	}

	#answerEngine(path: string, request: IncomingMessage, response: ServerResponse): void {
		const bytes = this.#engines.get(path);
		this.engineRequests.push({ path, range: request.headers.range });
		if (bytes === undefined) {
			response.writeHead(404).end();
			return;
		}
		const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
		const sent = this.spoil(bytes).subarray(start);
		response.writeHead(start > 0 ? 206 : 200, {
			'content-type': 'application/octet-stream',
			'content-length': sent.length,
			'cross-origin-embedder-policy': 'require-corp',
			'cross-origin-resource-policy': 'same-origin',
			...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {})
		});
		if (this.cutAtByte === null || this.cutAtByte >= bytes.length) {
			response.end(sent);
			return;
		}
		response.flushHeaders();
		response.write(sent.subarray(0, Math.max(0, this.cutAtByte - start)));
		setTimeout(() => response.destroy(), 100);
	}

	#forward(request: IncomingMessage, response: ServerResponse): void {
		const options = { port: this.#upstreamPort, path: request.url, method: request.method, headers: request.headers };
		const upstream = askUpstream({ host: 'localhost', ...options }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		upstream.on('error', () => response.destroy());
		request.pipe(upstream);
	}
}

function portOf(server: Server): number {
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
	return address.port;
}
