import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Flags that keep a headless Chromium quiet, offline and able to play sound without a gesture. */
export const chromiumFlags = [
	'--no-sandbox',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--autoplay-policy=no-user-gesture-required'
] as const;

const systemPaths = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
];

/** A Chromium on this machine: `CHROMIUM_PATH`, then the usual places, then Playwright's own; null when there is none. */
export function findChromium(): string | null {
	const chosen = process.env['CHROMIUM_PATH'];
	if (chosen) {
		if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, and no file is there.`);
		return chosen;
	}
	return [...systemPaths, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}
