import type { ConvertPort } from '$contracts/engine-ports.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { Song } from '$contracts/song.ts';
import type { KeptFile } from '$contracts/workers/decode.contract.ts';
import type { Score } from '$core/score/index.ts';
import type { JobContext } from '../jobs/jobs.svelte.ts';
import { headBytes, mayBeWritten } from './tell-written.ts';

export interface ImportScorePorts {
	readonly converter: ConvertPort;
	readonly files: FileStore;
	readonly newId: () => string;
}

export interface ReadScore {
	readonly facts: Pick<Song, 'written' | 'music'>;
	readonly score: Score;
}

/**
 * A kept file as a score for a song; null when its bytes are no written music, so that it may be sound.
 * @throws UserFixableError of the import door for text and archives that are no music, and for damaged scores
 */
export async function readScore(
	{ converter, files, newId }: ImportScorePorts,
	{ signal, onProgress, input }: Pick<JobContext<'import'>, 'signal' | 'onProgress' | 'input'>,
	{ originalPath }: KeptFile,
	songId: string
): Promise<ReadScore | null> {
	const kept = await files.open(originalPath);
	if (!mayBeWritten(await kept.read(0, headBytes))) return null;
	const { fileName } = input;
	const converted = await converter.convert(
		{ file: await kept.blob(), fileName, scoreId: newId(), songId },
		{ signal, onProgress }
	);
	// Not needed before the first score comes in.
	const { toWrittenSong } = await import('./written-song.ts');
	return { facts: toWrittenSong(converted), score: converted.score };
}
