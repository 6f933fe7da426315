import type { Page } from 'playwright';
import type { BuiltApp } from '../../scripts/drive/built-app.ts';
import { openLibrary } from '../../scripts/drive/library-page.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmHeaderBytes } from '../../src/lib/formats/pcm/index.ts';

/** A page of the production build that nobody has used before. */
export async function inFreshProfile<T>(app: BuiltApp, work: (page: Page) => Promise<T>): Promise<T> {
	const context = await app.browser.newContext();
	try {
		const page = await context.newPage();
		await openLibrary(page, app.baseUrl);
		return await work(page);
	} finally {
		await context.close();
	}
}

/** The sound that the app keeps of a recording, mixed as it listens: mono, 44,100 Hz. */
export async function readMono(page: Page, sha256: string, mix: 'mean' | 'left' | 'right'): Promise<Float32Array> {
	return toMono(await readPcm(page, sha256), mix);
}

async function readPcm(page: Page, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
	const text = await page.evaluate(async (name) => {
		const root = await navigator.storage.getDirectory();
		const file = await (await (await root.getDirectoryHandle('pcm')).getFileHandle(name)).getFile();
		return new Promise<string>((resolve, reject) => {
			const reader = new FileReader();
			reader.onload = () => resolve(String(reader.result));
			reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
			reader.readAsDataURL(file);
		});
	}, sha256);
	return Uint8Array.from(Buffer.from(text.slice(text.indexOf(',') + 1), 'base64'));
}

function toMono(pcm: Uint8Array<ArrayBuffer>, mix: 'mean' | 'left' | 'right'): Float32Array {
	const layout = fromPcmHeader(pcm.subarray(0, pcmHeaderBytes), pcm.byteLength);
	if (layout === null) throw new Error('The app kept no PCM that can be read.');
	const planes = Array.from({ length: layout.channels }, () => new Float32Array(layout.frameCount));
	let at = 0;
	for (let index = 0; index < layout.blockCount; index++) {
		const { offsetBytes, lengthBytes } = pcmBlockAt(layout, index);
		at += fromPcmBlock(pcm.slice(offsetBytes, offsetBytes + lengthBytes), layout.channels, planes, at);
	}
	const [left = new Float32Array(), right = left] = planes;
	return left.map((sample, i) => (mix === 'left' ? sample : mix === 'right' ? (right[i] ?? 0) : (sample + (right[i] ?? 0)) / 2));
}
