import { z } from 'zod';
import { takeRecordSchema, type TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { backupLimits, parseJson } from '$formats/backup/index.ts';
import { checkVersions, corrupt } from './entry-faults.ts';

const practiceEntrySchema = z.object({ practice: z.array(takeRecordSchema).max(backupLimits.maxPracticeRecords) });
const versionsSchema = z.object({
	practice: z.array(z.object({ schemaVersion: z.number() })).max(backupLimits.maxPracticeRecords)
});

/** Long enough to be packed well, short enough to be read at once. */
const usualLength = 4_000_000;

/** `practice/<n>.json`: as many entries as records need, none much longer than `wantedLength` characters. */
export function* toPracticeTexts(records: readonly PracticeRecord[], wantedLength: number = usualLength): Generator<string> {
	let texts: string[] = [];
	let length = 0;
	for (const record of records) {
		const text = JSON.stringify(record);
		if (texts.length > 0 && (length + text.length > wantedLength || texts.length === backupLimits.maxPracticeRecords)) {
			yield `{"practice":[${texts.join(',')}]}`;
			texts = [];
			length = 0;
		}
		texts.push(text);
		length += text.length;
	}
	if (texts.length > 0) yield `{"practice":[${texts.join(',')}]}`;
}

/** @throws UserFixableError `backupNewer` for records of a later version, `backupCorrupt` for anything else that does not fit */
export function fromPracticeText(name: string, text: string): readonly PracticeRecord[] {
	const json = parseJson(text);
	const versions = versionsSchema.safeParse(json);
	if (versions.success) checkVersions(name, versions.data.practice);
	const parsed = practiceEntrySchema.safeParse(json);
	if (!parsed.success) throw corrupt(name, parsed.error.issues[0]?.message ?? 'does not fit');
	const { practice } = parsed.data;
	if (new Set(practice.map(({ id }) => id)).size < practice.length) throw corrupt(name, 'holds a take twice');
	return practice;
}
