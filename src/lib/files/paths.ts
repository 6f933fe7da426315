import { fileFolders, type FileFolder } from '../contracts/file-store.ts';

export interface FilePath {
	readonly folder: FileFolder;
	readonly name: string;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** Throws a `TypeError` for anything but `folder/name`: a path is made by us, never by a user or a file. */
export function toFilePath(path: string): FilePath {
	const slash = path.indexOf('/');
	const folder = fileFolders.find((known) => known === path.slice(0, slash));
	const name = path.slice(slash + 1);
	if (folder === undefined || !namePattern.test(name)) throw new TypeError(`not a path in the file store: ${path}`);
	return { folder, name };
}
