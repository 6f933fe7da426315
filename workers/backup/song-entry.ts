import { z } from 'zod';
import { UserFixableError } from '$contracts/errors.ts';
import { songSchema, type Song } from '$contracts/song.ts';
import { transcriptionSchema, type Transcription } from '$contracts/transcription.ts';
import { entryPaths, parseJson } from '$formats/backup/index.ts';

/** `songs/<id>.json`: a song and the transcription it shows. */
export interface SongEntry {
	readonly song: Song;
	readonly transcription: Transcription | null;
}

const songEntrySchema = z.object({ song: songSchema, transcription: transcriptionSchema.nullable() });
const versionsSchema = z.object({
	song: z.object({ schemaVersion: z.number() }),
	transcription: z.object({ schemaVersion: z.number() }).nullable()
});
const knownSchemaVersion = 1;

export function toSongEntryText(entry: SongEntry): string {
	return JSON.stringify(entry);
}

/**
 * @param name the entry's name in the backup, which must be that of the song inside
 * @throws UserFixableError `backupNewer` for records of a later version, `backupCorrupt` for anything else that does not fit
 */
export function fromSongEntryText(name: string, text: string): SongEntry {
	const json = parseJson(text);
	const versions = versionsSchema.safeParse(json);
	if (versions.success) {
		const newest = Math.max(versions.data.song.schemaVersion, versions.data.transcription?.schemaVersion ?? 0);
		if (newest > knownSchemaVersion) throw new UserFixableError('backupNewer', { appVersion: '' }, `${name}: schema ${newest}`);
	}
	const parsed = songEntrySchema.safeParse(json);
	if (!parsed.success) throw corrupt(name, parsed.error.issues[0]?.message ?? 'does not fit');
	const { song, transcription } = parsed.data;
	if (entryPaths.song(song.id) !== name) throw corrupt(name, 'holds another song');
	if (transcription !== null && transcription.songId !== song.id) throw corrupt(name, 'holds the notes of another song');
	if (song.transcriptionId !== undefined && transcription === null) {
		const { transcriptionId: _lost, ...withoutNotes } = song;
		return { song: withoutNotes, transcription: null };
	}
	if (transcription !== null && song.transcriptionId !== transcription.id) throw corrupt(name, 'holds notes it does not name');
	return { song, transcription };
}

export function corrupt(part: string, detail: string): UserFixableError {
	return new UserFixableError('backupCorrupt', { part }, detail);
}
