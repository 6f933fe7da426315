import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './scripts/chromium/find.ts';

const port = Number(process.env['WOODSHED_E2E_PORT'] ?? 4187);
const executablePath = findChromium();

/** What is recorded and judged in time: run alone, one after the other, lest another browser makes it late. */
const soundSpecs = /(practice|practice-(?!faults).*|real-recordings|recording-engine)\.spec\.ts$/;

/** End to end: the production build, served by our own server, in real Chromium. Build first: `npm run build`. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	timeout: 90_000,
	expect: { timeout: 15_000 },
	fullyParallel: false,
	workers: 2,
	// Sound is timed by a machine's spare cores: one test that fails once is tried again, and told of as flaky.
	retries: process.env['CI'] === undefined ? 0 : 1,
	reporter: [['list'], ['json', { outputFile: '.cache/e2e.json' }]],
	projects: [
		{ name: 'sound', testMatch: soundSpecs, workers: 1 },
		{ name: 'pages', testIgnore: soundSpecs }
	],
	use: {
		baseURL: `http://localhost:${port}`,
		viewport: { width: 1180, height: 820 },
		serviceWorkers: 'allow',
		launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...chromiumFlags] }
	},
	webServer: {
		command: 'node build/woodshed.js',
		url: `http://localhost:${port}/api/health`,
		env: { PORT: String(port) },
		reuseExistingServer: false,
		stdout: 'pipe'
	}
});
