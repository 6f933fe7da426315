import type { Page } from 'playwright';
import { openBuiltApp, type BuiltApp } from '../../scripts/drive/built-app.ts';
import { importAndWait, openLibrary } from '../../scripts/drive/library-page.ts';
import { Halver } from '../../src/lib/dsp/resample/halve.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmHeaderBytes } from '../../src/lib/formats/pcm/index.ts';
import type { Transcriber } from './transcriber.ts';

const patienceMs = 180_000;

/** The production build in headless Chromium, and the sound it decoded, for peers that listen to the same. */
export interface BuiltAppTranscriber extends Transcriber {
	/** Mono at 22,050 Hz, as the app's own transcriber heard it. Call after `transcribe` of the same path. */
	readSound(audioPath: string): Promise<Float32Array>;
}

/** Every recording goes in by the file picker of a fresh profile, as a user's would. */
export async function openBuiltAppTranscriber(): Promise<BuiltAppTranscriber> {
	const app = await openBuiltApp();
	let heard: { readonly path: string; readonly samples: Float32Array } | null = null;
	return {
		name: 'woodshed',
		transcribe: async (path) => {
			const { notes, samples } = await inFreshProfile(app, async (page) => {
				const end = await importAndWait(page, path, patienceMs);
				if (end.kind === 'failed') throw new Error(JSON.stringify(end.job.fault));
				const { original, recording } = end.song;
				return { notes: end.transcription.notes, samples: toMono22k(await readPcm(page, original.sha256), recording.monoMix) };
			});
			heard = { path, samples };
			return notes.map((note) => ({ onset: note.onsetSeconds, offset: note.offsetSeconds, pitch: note.pitchMidi }));
		},
		readSound: async (path) => {
			if (heard?.path !== path) throw new Error(`${path} could not be decoded`);
			return heard.samples;
		},
		close: () => app.close()
	};
}

async function inFreshProfile<T>(app: BuiltApp, work: (page: Page) => Promise<T>): Promise<T> {
	const context = await app.browser.newContext();
	try {
		const page = await context.newPage();
		await openLibrary(page, app.baseUrl);
		return await work(page);
	} finally {
		await context.close();
	}
}

/** The PCM file that the app keeps of a recording. */
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

function toMono22k(pcm: Uint8Array<ArrayBuffer>, mix: 'mean' | 'left' | 'right'): Float32Array {
	const layout = fromPcmHeader(pcm.subarray(0, pcmHeaderBytes), pcm.byteLength);
	if (layout === null) throw new Error('The app kept no PCM that can be read.');
	const planes = Array.from({ length: layout.channels }, () => new Float32Array(layout.frameCount));
	let at = 0;
	for (let index = 0; index < layout.blockCount; index++) {
		const { offsetBytes, lengthBytes } = pcmBlockAt(layout, index);
		at += fromPcmBlock(pcm.slice(offsetBytes, offsetBytes + lengthBytes), layout.channels, planes, at);
	}
	const [left = new Float32Array(), right = left] = planes;
	const mono = left.map((sample, i) =>
		mix === 'left' ? sample : mix === 'right' ? (right[i] ?? 0) : (sample + (right[i] ?? 0)) / 2
	);
	const halver = new Halver();
	const parts = [halver.push(mono).slice(), halver.finish().slice()];
	const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		samples.set(part, offset);
		offset += part.length;
	}
	return samples;
}
