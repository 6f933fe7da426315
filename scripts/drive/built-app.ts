import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium, type Browser } from 'playwright';
import { ensureChromium } from '../chromium/ensure.ts';
import { chromiumFlags } from '../chromium/find.ts';

/** The production build, served by its own server, and a Chromium to look at it with. */
export interface BuiltApp {
	readonly baseUrl: string;
	readonly browser: Browser;
	close(): Promise<void>;
}

/**
 * Serves `build/` on a free port and starts Chromium.
 * @param extraFlags more Chromium flags, such as those of a measurement
 * @throws Error when there is no build or it does not answer in 15 s
 */
export async function openBuiltApp(extraFlags: readonly string[] = []): Promise<BuiltApp> {
	if (!existsSync('build/woodshed.js')) throw new Error('There is no build to measure: run “npm run build” first.');
	const port = await freePort();
	const server = spawn(process.execPath, ['build/woodshed.js'], {
		env: { ...process.env, PORT: String(port), HOST: 'localhost' },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const baseUrl = `http://localhost:${port}`;
	try {
		await untilHealthy(baseUrl, server);
		const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags, ...extraFlags] });
		return {
			baseUrl,
			browser,
			close: async () => {
				await browser.close();
				server.kill();
			}
		};
	} catch (error) {
		server.kill();
		throw error;
	}
}

export async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, 'localhost', () => {
			const address = probe.address();
			probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
		});
	});
}

async function untilHealthy(baseUrl: string, server: ChildProcess): Promise<void> {
	const giveUpAtMs = Date.now() + 15_000;
	while (Date.now() < giveUpAtMs) {
		if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode}.`);
		const isUp = await fetch(`${baseUrl}/api/health`).then(
			(response) => response.ok,
			() => false
		);
		if (isUp) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('The server did not answer within 15 s.');
}
