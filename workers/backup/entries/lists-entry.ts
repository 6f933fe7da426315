import { z } from 'zod';
import { songListSchema, type SongList } from '$contracts/lists.ts';
import { backupLimits, listsName, parseJson } from '$formats/backup/index.ts';
import { checkVersions, corrupt } from './entry-faults.ts';

const listsEntrySchema = z.object({ lists: z.array(songListSchema).max(backupLimits.maxLists) });
const versionsSchema = z.object({ lists: z.array(z.object({ schemaVersion: z.number() })).max(backupLimits.maxLists) });

/** `lists.json`: setlists and saved searches. */
export function toListsText(lists: readonly SongList[]): string {
	return JSON.stringify({ lists });
}

/** @throws UserFixableError `backupNewer` for lists of a later version, `backupCorrupt` for anything else that does not fit */
export function fromListsText(text: string): readonly SongList[] {
	const json = parseJson(text);
	const versions = versionsSchema.safeParse(json);
	if (versions.success) checkVersions(listsName, versions.data.lists);
	const parsed = listsEntrySchema.safeParse(json);
	if (!parsed.success) throw corrupt(listsName, parsed.error.issues[0]?.message ?? 'does not fit');
	const { lists } = parsed.data;
	if (new Set(lists.map(({ id }) => id)).size < lists.length) throw corrupt(listsName, 'holds a list twice');
	return lists;
}
