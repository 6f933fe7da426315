/** Hands a file to the browser's downloads under a name that any file system takes. */
export function saveFile(content: Blob, fileName: string): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = url;
	link.download = toSafeFileName(fileName);
	link.click();
	// The download reads the blob after this turn of the event loop; a minute is ample even for a backup.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function toSafeFileName(name: string): string {
	return name.replace(/[\p{Cc}<>:"/\\|?*]/gu, '-').slice(0, 180) || 'woodshed';
}
