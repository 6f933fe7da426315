/** The files of a drop or a paste, folders opened to any depth, in the order they lie there. Call inside the event. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<File[]> {
	// The list is emptied when the event ends, so everything is taken out before the first await.
	const items = [...transfer.items].filter((item) => item.kind === 'file');
	const entries = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
	const found: File[] = [];
	for (const { entry, file } of entries) {
		if (entry === null || entry.isFile) {
			if (file !== null) found.push(file);
		} else await collect(entry, found);
	}
	return found;
}

/** Whether a drag carries files at all; their names are not told before the drop. */
export const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false;

async function collect(entry: FileSystemEntry, into: File[]): Promise<void> {
	if (entry.name.startsWith('.')) return;
	if (isFileEntry(entry)) {
		into.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
		return;
	}
	if (!isDirectoryEntry(entry)) return;
	const reader = entry.createReader();
	// A reader answers in portions, and an empty one is the end.
	for (;;) {
		const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
		if (portion.length === 0) return;
		for (const child of portion) await collect(child, into);
	}
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectoryEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
