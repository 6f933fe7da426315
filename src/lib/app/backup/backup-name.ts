/** `woodshed-backup-YYYY-MM-DD.zip`, by the calendar of the device. */
export function toBackupFileName(atMs: number): string {
	const date = new Date(atMs);
	const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
	return `woodshed-backup-${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}.zip`;
}
