import type { BackupPorts } from './make-backup.ts';

/** What a backup made now would hold. */
export interface BackupFacts {
	readonly songCount: number;
	readonly takeCount: number;
	/** Of recordings, covers and the sound of takes: nearly all of the file. */
	readonly sizeBytes: number;
}

/** Looks at what there is without reading any sound. */
export async function toBackupFacts({
	library,
	files,
	practice
}: Pick<BackupPorts, 'library' | 'files' | 'practice'>): Promise<BackupFacts> {
	const archive = await practice();
	const [songs, takes, ...folders] = await Promise.all([
		library.songs(),
		archive.takes(),
		files.list('originals'),
		files.list('covers'),
		files.list('takes')
	]);
	const hashes = new Set(songs.records.map(({ original }) => original.sha256));
	const sounds = new Set(takes.records.flatMap(({ sound }) => (sound === null ? [] : [sound.path])));
	const isHeld = (path: string): boolean => sounds.has(path) || hashes.has(path.slice(path.indexOf('/') + 1));
	const sizeBytes = folders.flat().reduce((sum, file) => sum + (isHeld(file.path) ? file.sizeBytes : 0), 0);
	return { songCount: songs.records.length, takeCount: takes.records.length, sizeBytes };
}
