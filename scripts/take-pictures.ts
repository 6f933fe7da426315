import { openBuiltApp } from './drive/built-app.ts';

/** Takes the pictures of the manifest and the README from the production build, with the demo on the desk. */
const shots = [
	{ path: 'static/screenshots/wide.png', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
	{ path: 'static/screenshots/narrow.png', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
	{ path: 'docs/pictures/song-room.png', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 }
];

const app = await openBuiltApp();
try {
	for (const { path, viewport, deviceScaleFactor } of shots) {
		const page = await app.browser.newPage({ viewport, deviceScaleFactor, colorScheme: 'light' });
		await page.goto(app.baseUrl);
		await page.getByRole('button', { name: 'Try the demo' }).click();
		await page.waitForURL(/\/song\/./);
		await page
			.getByText(/\d+ notes/)
			.first()
			.waitFor();
		await page.waitForTimeout(500);
		await page.screenshot({ path });
		console.log(path);
		await page.close();
	}
} finally {
	await app.close();
}
