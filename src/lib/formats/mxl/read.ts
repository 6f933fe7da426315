import { Uint8ArrayReader, Writer, ZipReader, type Entry } from '@zip.js/zip.js';
import { fromMusicXml } from '../musicxml/index.ts';
import { child, childrenOf, toXml } from '../musicxml/xml.ts';
import {
	checkCount,
	checkSize,
	faultReading,
	FormatFault,
	scoreLimits,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { containerName } from './names.ts';

const maxEntries = 10_000;

/**
 * A Score from compressed MusicXML: the first music file that the container names. What an entry unpacks to is counted while it
 * unpacks, whatever its header claims.
 */
export async function fromMxl(bytes: Uint8Array, options: ReadingOptions): Promise<ScoreReading> {
	try {
		checkSize(bytes);
		return fromMusicXml(await rootFile(bytes), options);
	} catch (error) {
		return faultReading(options, error);
	}
}

async function rootFile(bytes: Uint8Array): Promise<Uint8Array> {
	const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
	try {
		const entries = new Map<string, Entry>();
		for await (const entry of zip.getEntriesGenerator()) {
			checkCount(entries.size, maxEntries, 'files');
			entries.set(entry.filename, entry);
		}
		const name = await rootName(entries);
		const entry = entries.get(name);
		if (entry === undefined) throw new FormatFault('scoreDamaged', {}, `no ${name} in the archive`);
		return await unpack(entry);
	} finally {
		await zip.close();
	}
}

/** What the container names first, of MusicXML's own type where it says; without a container the one music file there is. */
async function rootName(entries: ReadonlyMap<string, Entry>): Promise<string> {
	const container = entries.get(containerName);
	if (container === undefined) {
		const lone = [...entries.keys()].filter((name) => /\.(musicxml|xml)$/i.test(name) && !name.startsWith('META-INF/'));
		const [only] = lone;
		if (only === undefined) throw new FormatFault('notScore', {}, 'an archive without music');
		return only;
	}
	const files = childrenOf(child(toXml(await unpack(container)), 'rootfiles'), 'rootfile');
	const music = files.find(({ attributes }) => /musicxml/.test(attributes['media-type'] ?? '')) ?? files[0];
	const path = music?.attributes['full-path'];
	if (path === undefined) throw new FormatFault('scoreDamaged', {}, 'a container without a root file');
	return path;
}

async function unpack(entry: Entry): Promise<Uint8Array> {
	if (entry.directory) throw new FormatFault('scoreDamaged', {}, 'a folder for a file');
	return entry.getData(new LimitedWriter());
}

class LimitedWriter extends Writer<Uint8Array> {
	readonly #pieces: Uint8Array[] = [];
	#bytes = 0;

	override async writeUint8Array(piece: Uint8Array): Promise<void> {
		this.#bytes += piece.length;
		checkCount(this.#bytes, scoreLimits.maxUnpackedBytes, 'bytes');
		this.#pieces.push(piece);
		return Promise.resolve();
	}

	override async getData(): Promise<Uint8Array> {
		const whole = new Uint8Array(this.#bytes);
		let at = 0;
		for (const piece of this.#pieces) {
			whole.set(piece, at);
			at += piece.length;
		}
		return Promise.resolve(whole);
	}
}
