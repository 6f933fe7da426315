import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { Score } from '$core/score/index.ts';
import { toMusicXml } from '../musicxml/index.ts';
import { containerName, mimeName, mxlType, musicType } from './names.ts';

const musicName = 'score.musicxml';

/** The same moment in every file: what has the same music has the same bytes. */
const writtenAt = new Date(Date.UTC(2000, 0, 1));

/** Compressed MusicXML: what `toMusicXml` writes, in an archive that says its type first and names the music in its container. */
export async function toMxl(score: Score): Promise<Uint8Array<ArrayBuffer>> {
	const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, lastModDate: writtenAt, extendedTimestamp: false });
	await zip.add(mimeName, new TextReader(mxlType), { level: 0 });
	await zip.add(containerName, new TextReader(container));
	await zip.add(musicName, new TextReader(toMusicXml(score)));
	return Uint8Array.from(await zip.close());
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container><rootfiles><rootfile full-path="${musicName}" media-type="${musicType}"/></rootfiles></container>
`;
