import { z } from 'zod';
import { keptJudgementSchema } from '$contracts/recording/judgement-store.ts';
import { takePath, takeRecordSchema } from '$contracts/recording/take.ts';
import type { KeptTake } from '$contracts/workers/backup.contract.ts';
import { backupLimits, entryPaths, parseJson } from '$formats/backup/index.ts';
import { checkVersions, corrupt } from './entry-faults.ts';

const takeEntrySchema = z.object({ take: takeRecordSchema, judgement: keptJudgementSchema.nullable() });
const versioned = z.object({ schemaVersion: z.number() });
const versionsSchema = z.object({ take: versioned, judgement: versioned.nullable() });

/** `takes/<id>.json`. The judgement stays out where the entry would be longer than a backup may hold: it can be made anew. */
export function toTakeEntryText(kept: KeptTake, maxLength: number = backupLimits.maxJsonBytes / 2): string {
	const text = JSON.stringify({ take: kept.take, judgement: kept.judgement });
	return text.length <= maxLength ? text : JSON.stringify({ take: kept.take, judgement: null });
}

/**
 * @param name the entry's name in the backup, which must be that of the take inside
 * @throws UserFixableError `backupNewer` for records of a later version, `backupCorrupt` for anything else that does not fit
 */
export function fromTakeEntryText(name: string, text: string): KeptTake {
	const json = parseJson(text);
	const versions = versionsSchema.safeParse(json);
	if (versions.success) checkVersions(name, [versions.data.take, versions.data.judgement]);
	const parsed = takeEntrySchema.safeParse(json);
	if (!parsed.success) throw corrupt(name, parsed.error.issues[0]?.message ?? 'does not fit');
	const { take, judgement } = parsed.data;
	if (entryPaths.take(take.id) !== name) throw corrupt(name, 'holds another take');
	if (take.sound !== null && take.sound.path !== takePath(take.id)) throw corrupt(name, 'names the sound of another take');
	if (judgement !== null && judgement.takeId !== take.id) throw corrupt(name, 'holds the judgement of another take');
	return { take, judgement };
}
