import { filesOfTransfer } from '../kit/inputs/dropped-files.ts';

/** What the pickers offer; the importer judges by the bytes. */
export const audioTypes = 'audio/*,video/mp4,video/webm,.wav,.mp3,.flac,.ogg,.oga,.opus,.m4a,.aac,.mp4,.webm,.aif,.aiff';

/** Recordings and folders on the clipboard; pictures and text are left to whoever wants them. */
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
