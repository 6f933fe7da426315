import type { KeptFile, RecordingFacts, RecordingTags } from '$contracts/workers/decode.contract.ts';
import type { DecodePort } from '$contracts/engine-ports.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import type { Score } from '$core/score/index.ts';
import type { JobContext, JobRunners } from '../jobs/jobs.svelte.ts';
import { withRoom } from './free-space.ts';
import { readScore, type ImportScorePorts } from './import-score.ts';
import { titleFromFileName } from './song-title.ts';

export interface ImportPorts extends ImportScorePorts {
	readonly decoder: DecodePort;
	readonly store: LibraryStore;
	readonly nowMs: () => number;
	/** Makes room by dropping what can be made again; answers how many bytes went. */
	readonly freeSpace: () => Promise<number>;
	/** The song stands in the library; the notes of a recording come next. */
	readonly onImported: (song: Song) => Promise<void>;
}

/**
 * Brings one file into the library: its bytes are kept and hashed, then decoded to PCM and peaks, or read as written music, then
 * the song is written, last of all. Whatever fails before that leaves nothing behind.
 */
export function importFile(ports: ImportPorts): JobRunners['import'] {
	return async (context) => {
		const kept = context.input.kept ?? (await keepOriginal(ports, context));
		try {
			const twin = await findTwin(ports.store, kept.sha256);
			if (twin && !context.input.allowDuplicate) {
				throw new UserFixableError('alreadyInLibrary', { title: twin.title, songId: twin.id, fileName: context.input.fileName });
			}
			const { song, score } = await makeSong(ports, context, kept, twin);
			context.onProgress({ stage: 'saving', fraction: 0 });
			context.signal.throwIfAborted();
			if (score === null) await ports.store.putSong(song);
			else await ports.store.putSongWithScore(song, { score, edits: [] });
			await context.remember({ songId: song.id, title: song.title });
			await ports.onImported(song);
		} catch (error) {
			await forgetOriginal(ports, context, kept);
			throw error;
		}
	};
}

async function keepOriginal(ports: ImportPorts, context: JobContext<'import'>): Promise<KeptFile> {
	const { file } = context;
	const { fileName } = context.input;
	if (file === null) throw new UserFixableError('importInterrupted', { fileName });
	const kept = await withRoom(ports.freeSpace, () => ports.decoder.keep({ file, fileName }, context));
	await context.remember({ input: { ...context.input, kept } });
	return kept;
}

async function makeSong(
	ports: ImportPorts,
	context: JobContext<'import'>,
	kept: KeptFile,
	twin: Song | undefined
): Promise<{ readonly song: Song; readonly score: Score | null }> {
	const { fileName, isDemo } = context.input;
	const id = ports.newId();
	const read = await readScore(ports, context, kept, id);
	const { facts, tags } =
		read === null ? await hear(ports, context, kept, twin) : { facts: read.facts, tags: tagsOf(read.score, twin) };
	const nowMs = ports.nowMs();
	const song: Song = {
		schemaVersion: 1,
		id,
		revision: 0,
		title: tags.title?.trim().slice(0, 500) || titleFromFileName(fileName),
		artist: tags.artist?.trim().slice(0, 500) ?? '',
		tags: [],
		addedAtMs: nowMs,
		changedAtMs: nowMs,
		isDemo,
		original: { fileName: fileName.slice(0, 500), sha256: kept.sha256, sizeBytes: kept.sizeBytes },
		...facts,
		...(read === null ? {} : { scoreId: read.score.id }),
		hasCover: twin?.hasCover ?? (await keepCover(ports, kept.sha256, tags))
	};
	return { song, score: read?.score ?? null };
}

async function hear(
	ports: ImportPorts,
	context: JobContext<'import'>,
	{ sha256 }: KeptFile,
	twin: Song | undefined
): Promise<{ readonly facts: Pick<Song, 'recording'>; readonly tags: RecordingTags }> {
	if (twin?.recording !== undefined && (await hasSound(ports.files, sha256))) {
		return { facts: { recording: twin.recording }, tags: copyTags(twin) };
	}
	const { facts, tags } = await decodeKept(ports, context, sha256, context.input.fileName);
	return { facts: { recording: facts }, tags };
}

const copyTags = ({ title, artist }: Song): RecordingTags => ({ title: `${title} (copy)`, artist });

const tagsOf = ({ title, artist }: Score, twin: Song | undefined): RecordingTags =>
	twin === undefined ? { title: title.replaceAll('_', ' '), artist } : copyTags(twin);

/** Decodes a kept original to PCM and peaks; also for a song whose PCM was evicted. */
export async function decodeKept(
	ports: Pick<ImportPorts, 'decoder' | 'freeSpace'>,
	context: Pick<JobContext, 'signal' | 'onProgress'>,
	sha256: string,
	fileName: string
): Promise<{ facts: RecordingFacts; tags: RecordingTags }> {
	const request = {
		originalPath: songPaths.original(sha256),
		fileName,
		pcmPath: songPaths.pcm(sha256),
		peaksPath: songPaths.peaks(sha256)
	};
	return withRoom(ports.freeSpace, () => ports.decoder.decode(request, context));
}

export async function hasSound(files: FileStore, sha256: string): Promise<boolean> {
	const [pcm, peaks] = await Promise.all([files.stat(songPaths.pcm(sha256)), files.stat(songPaths.peaks(sha256))]);
	return pcm !== null && peaks !== null;
}

async function keepCover(ports: ImportPorts, sha256: string, tags: RecordingTags): Promise<boolean> {
	if (tags.cover === undefined) return false;
	const writer = await ports.files.create();
	try {
		await writer.write(tags.cover.bytes);
		await writer.commit(songPaths.cover(sha256));
		return true;
	} catch (error) {
		await writer.discard();
		if (error instanceof UserFixableError) return false;
		throw error;
	}
}

async function findTwin(store: LibraryStore, sha256: string): Promise<Song | undefined> {
	const { records } = await store.songs();
	return records.find((song) => song.original.sha256 === sha256 && song.deletedAtMs === undefined);
}

/** Takes the bytes away again, unless a song (one in the bin, too) stands on them. */
async function forgetOriginal(ports: ImportPorts, context: JobContext<'import'>, kept: KeptFile): Promise<void> {
	const { records } = await ports.store.songs();
	if (!records.some((song) => song.original.sha256 === kept.sha256)) {
		await Promise.all(
			[songPaths.original, songPaths.pcm, songPaths.peaks, songPaths.cover].map((path) => ports.files.remove(path(kept.sha256)))
		);
	}
	const { kept: _kept, ...input } = context.input;
	await context.remember({ input });
}
