import { spawnSync } from 'node:child_process';
import { findChromium } from './find.ts';

/**
 * A Chromium to test with: one that is there, or Debian's package where we may install it.
 * @throws Error that says what to do when there is none and none can be had
 */
export function ensureChromium(): string {
	const found = findChromium();
	if (found !== null) return found;
	const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
	if (mayInstall) {
		console.log('No Chromium here: installing Debian’s package.');
		const quiet = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
		spawnSync('apt-get', ['update', '-qq'], quiet);
		spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
	}
	const installed = findChromium();
	if (installed !== null) return installed;
	throw new Error(
		'The tests need a Chromium and found none. Set CHROMIUM_PATH to one, or install it: “apt-get install chromium” on Debian, ' +
			'Chrome itself on macOS and Windows, or “npx playwright install chromium”.'
	);
}
