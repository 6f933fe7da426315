import { UserFixableError } from '$contracts/errors.ts';

const knownSchemaVersion = 1;

/** @throws UserFixableError `backupNewer` when one of the records is of a later version than this app knows */
export function checkVersions(name: string, records: readonly ({ readonly schemaVersion: number } | null | undefined)[]): void {
	const newest = Math.max(0, ...records.map((record) => record?.schemaVersion ?? 0));
	if (newest > knownSchemaVersion) throw new UserFixableError('backupNewer', { appVersion: '' }, `${name}: schema ${newest}`);
}

export function corrupt(part: string, detail: string): UserFixableError {
	return new UserFixableError('backupCorrupt', { part }, detail);
}
