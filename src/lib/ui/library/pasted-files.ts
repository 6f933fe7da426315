import { filesOfTransfer } from '../kit/inputs/dropped-files.ts';

export { musicTypes } from '$lib/app/importing/choose-files.ts';

/** Recordings, scores and folders on the clipboard; pictures and text are left to whoever wants them. */
export async function pastedFiles(event: ClipboardEvent): Promise<File[]> {
	const { clipboardData } = event;
	if (clipboardData === null || !clipboardData.types.includes('Files')) return [];
	const files = await filesOfTransfer(clipboardData);
	return files.filter((file) => !file.type.startsWith('image/'));
}

/** A single file that is named as our backups are is meant to be restored, not imported. */
export function asBackup(files: readonly File[]): File | null {
	const [file] = files;
	return files.length === 1 && file && /\.zip$/i.test(file.name) ? file : null;
}
