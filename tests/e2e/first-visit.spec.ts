import { expect, test } from '@playwright/test';
import { measureFirstLoad } from '../../bench/load/first-load.ts';

test('an untouched first visit fetches at most 200 kB of JavaScript, in few files', async ({ browser, baseURL }) => {
	const { scriptBytesUntouched, scriptsUntouched } = await measureFirstLoad(browser, `${baseURL}/`);
	// An empty page would pass as well.
	expect(scriptBytesUntouched).toBeGreaterThan(50_000);
	expect(scriptBytesUntouched).toBeLessThan(200_000);
	expect(scriptsUntouched).toBeLessThan(20);
});
