import { BlobSource, Input } from 'mediabunny';
import { importLimits, type RecordingTags } from '$contracts/decode.contract.ts';
import { isAbort } from '$contracts/errors.ts';
import { mediaFormats } from './sources/media-source.ts';
import { watched } from './watchdog.ts';

const maxTextLength = 500;
const limitMs = 5000;

/** What the file says about itself. Never fails a decode: tags that cannot be read are none. */
export async function readTags(blob: Blob, signal: AbortSignal): Promise<RecordingTags> {
	const input = new Input({ source: new BlobSource(blob, { handleUnhandledError: () => undefined }), formats: mediaFormats });
	try {
		const { title, artist, album, images = [] } = await watched(input.getMetadataTags(), signal, limitMs);
		const covers = images.toSorted((a, b) => Number(b.kind === 'coverFront') - Number(a.kind === 'coverFront'));
		const cover = covers.map(({ data }) => toCover(data)).find((found) => found !== null);
		return {
			...toEntry('title', title),
			...toEntry('artist', artist),
			...toEntry('album', album),
			...(cover ? { cover } : {})
		};
	} catch (error) {
		if (isAbort(error)) throw error;
		return {};
	} finally {
		input.dispose();
	}
}

function toEntry<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
	const text = toText(value ?? '');
	const entry: { [key in K]?: string } = {};
	if (text !== '') entry[key] = text;
	return entry;
}

/** Without control characters; repaired where UTF-8 was read as Latin-1, as old WAVE and MP3 tags often are. */
export function toText(value: string): string {
	let text = value;
	const codes = Array.from(value, (letter) => letter.charCodeAt(0));
	if (codes.some((code) => code > 127) && codes.every((code) => code < 256)) {
		try {
			text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes));
		} catch {
			// It was Latin-1 after all.
			text = value;
		}
	}
	return text
		.replace(/\p{Cc}+/gu, ' ')
		.trim()
		.slice(0, maxTextLength);
}

/** By its first bytes, not by what the tag claims; a private copy of the bytes, so that it can be transferred. */
export function toCover(data: Uint8Array): RecordingTags['cover'] | null {
	if (data.byteLength > importLimits.maxCoverBytes) return null;
	const head = String.fromCharCode(...data.subarray(0, 12));
	const mimeType = head.startsWith('\x89PNG\r\n\x1a\n')
		? 'image/png'
		: head.startsWith('\xff\xd8\xff')
			? 'image/jpeg'
			: head.startsWith('RIFF') && head.endsWith('WEBP')
				? 'image/webp'
				: null;
	return mimeType && { mimeType, bytes: data.slice() };
}
