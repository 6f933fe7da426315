import { z } from 'zod';
import { UserFixableError } from '$contracts/errors.ts';
import type { PutScoreRequest, ReadScoreRequest } from '$contracts/workers/score-records.contract.ts';
import { scoreSchema, type Score } from '$core/score/score.ts';
import { withStorageFaults } from '$files/storage-faults.ts';

const revisedSchema = z.object({ revision: z.number() });

/** Null when there is none. @throws UserFixableError `recordCorrupt`, `storageUnavailable` */
export async function readScore({ database, scoreId }: Omit<ReadScoreRequest, 'jobId'>): Promise<Score | null> {
	const value = await valueOf(database, scoreId);
	if (value === undefined) return null;
	const parsed = scoreSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new UserFixableError('recordCorrupt', { kind: 'scores', key: scoreId }, parsed.error.issues[0]?.message);
}

/** Whether a score is kept with this revision. @throws UserFixableError `storageUnavailable` */
export async function isScoreAt({
	database,
	scoreId,
	revision
}: Omit<ReadScoreRequest, 'jobId'> & { readonly revision: number }): Promise<boolean> {
	const parsed = revisedSchema.safeParse(await valueOf(database, scoreId));
	return parsed.success && parsed.data.revision === revision;
}

/** A score with the end of its journal, and its song where one is given, in one transaction. @throws UserFixableError `storageFull` */
export function putScore({ database, score, song, fromSeq, edits }: Omit<PutScoreRequest, 'jobId'>): Promise<void> {
	return withDatabase(database, async (opened) => {
		const write = opened.transaction([...(song === null ? [] : ['songs']), 'scores', 'scoreEdits'], 'readwrite');
		const written = new Promise<void>((resolve, reject) => {
			write.oncomplete = () => resolve();
			write.onabort = () => reject(write.error ?? new DOMException('The write was given up.', 'AbortError'));
		});
		if (song !== null) write.objectStore('songs').put(song);
		write.objectStore('scores').put(score);
		const journal = write.objectStore('scoreEdits');
		journal.delete(IDBKeyRange.bound([score.id, fromSeq], [score.id, Infinity]));
		for (const edit of edits) journal.put(edit);
		await written;
	});
}

const valueOf = (database: string, scoreId: string): Promise<unknown> =>
	withDatabase(database, (opened) => answerOf(opened.transaction('scores').objectStore('scores').get(scoreId)));

/** The page has made it and has its version; it is let go of at once, so that no upgrade waits for it. */
function withDatabase<T>(name: string, work: (opened: IDBDatabase) => Promise<T>): Promise<T> {
	return withStorageFaults(async () => {
		const opened = await answerOf(indexedDB.open(name));
		try {
			return await work(opened);
		} finally {
			opened.close();
		}
	});
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('The database gave no answer.'));
	});
}
