import { z } from 'zod';

/**
 * A backup is one zip (zip64 where it must be) that any zip tool can open:
 *
 * `manifest.json`      first entry: what this is, whose version, how many songs
 * `songs/<id>.json`    a song with its transcription, analysis, corrections and scores; the id is percent-encoded
 * `originals/<sha256>` the recording's bytes, stored without compression
 * `covers/<sha256>`    the cover of the recording with that hash
 * `takes/<id>.json`    a take with its notes and its judgement; since format 5
 * `takes/<id>.wav`     the take's own sound, stored without compression; since format 5
 * `practice/<n>.json`  the history of practice, numbered from 1, in pieces that can be read one at a time; since format 5
 * `lists.json`         setlists and saved searches; since format 2
 * `choices.json`       what was chosen on the device: goals, taught controls, preferences, measured round trips; since format 5
 * `files.json`         last entry: path, size and hash of everything between, written when they are known, in one pass
 *
 * Entries with other names are ignored. Nothing in a name is ever used as a path on the device, except the hash and a take's id.
 *
 * Format 1 knew neither analyses, corrections nor lists, format 2 no scores, format 4 nothing of practice: their readers would pass over
 * them without a word. Format 3 knew no song without a recording: its reader would take it for damage. Hence the numbers; their backups
 * are still read.
 */
export const backupFormat = 'woodshed-backup';
export const backupFormatVersion = 5;
/** The first that holds takes, practice and choices. */
export const firstWithPractice = 5;

/** Beyond these a file is refused as damaged, whatever it claims to be. */
export const backupLimits = {
	maxEntries: 200_000,
	maxManifestBytes: 64 * 1024,
	maxJsonBytes: 64 * 1024 ** 2,
	maxLists: 10_000,
	/** Records of practice in one entry. */
	maxPracticeRecords: 20_000,
	maxChoices: 20_000,
	/** A WAV file counts its bytes in 32 bits. */
	maxTakeSoundBytes: 2 ** 32,
	maxDirectoryBytes: 256 * 1024 ** 2
} as const;

export const manifestName = 'manifest.json';
export const fileListName = 'files.json';
export const listsName = 'lists.json';
export const choicesName = 'choices.json';

export const backupManifestSchema = z.object({
	format: z.literal(backupFormat),
	formatVersion: z.number().int().min(1).max(backupFormatVersion),
	appVersion: z.string().max(100),
	createdAtMs: z.number().nonnegative(),
	songCount: z.number().int().nonnegative().max(backupLimits.maxEntries)
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

const listedFileSchema = z.object({
	path: z.string().max(700),
	bytes: z.number().int().nonnegative(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/)
});
export type ListedFile = z.infer<typeof listedFileSchema>;

export const fileListSchema = z.object({
	files: z.array(listedFileSchema).max(backupLimits.maxEntries),
	/** Hashes of originals the library no longer had, or no longer had whole, when the backup was made. */
	missingOriginals: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(backupLimits.maxEntries),
	/** Ids of takes of sound whose file was gone. */
	missingTakeSounds: z
		.array(z.string().regex(/^[A-Za-z0-9-]{1,64}$/))
		.max(backupLimits.maxEntries)
		.default([])
});
export type FileList = z.infer<typeof fileListSchema>;

export const entryPaths = {
	song: (id: string): string => `songs/${encodeURIComponent(id)}.json`,
	original: (sha256: string): string => `originals/${sha256}`,
	cover: (sha256: string): string => `covers/${sha256}`,
	take: (id: string): string => `takes/${id}.json`,
	takeSound: (id: string): string => `takes/${id}.wav`,
	/** @param number from 1 */
	practice: (number: number): string => `practice/${number}.json`
} as const;

export type EntryKind =
	'manifest' | 'files' | 'lists' | 'song' | 'original' | 'cover' | 'take' | 'takeSound' | 'practice' | 'choices';

/** Kinds that are read as text; the others are bytes for the file store, and never compressed. */
export function isTextEntry(kind: EntryKind | null): boolean {
	return kind !== 'original' && kind !== 'cover' && kind !== 'takeSound';
}

/** What an entry is, by its name alone; null for anything a backup does not have. */
export function toEntryKind(name: string): EntryKind | null {
	if (name === manifestName) return 'manifest';
	if (name === fileListName) return 'files';
	if (name === listsName) return 'lists';
	if (/^songs\/[\w.!~*'()%-]{1,600}\.json$/.test(name)) return 'song';
	if (/^originals\/[0-9a-f]{64}$/.test(name)) return 'original';
	if (/^covers\/[0-9a-f]{64}$/.test(name)) return 'cover';
	if (name === choicesName) return 'choices';
	if (/^takes\/[A-Za-z0-9-]{1,64}\.json$/.test(name)) return 'take';
	if (/^takes\/[A-Za-z0-9-]{1,64}\.wav$/.test(name)) return 'takeSound';
	if (/^practice\/[1-9]\d{0,5}\.json$/.test(name)) return 'practice';
	return null;
}

/** Where an entry of bytes lies in the file store. */
export function toStoredPath(name: string): string {
	return toEntryKind(name) === 'takeSound' ? name.slice(0, -'.wav'.length) : name;
}

/** The take that an entry is of, by its name; null for entries of no take. */
export function toTakeId(name: string): string | null {
	return /^takes\/([A-Za-z0-9-]{1,64})\.(json|wav)$/.exec(name)?.[1] ?? null;
}

export type ManifestReading =
	| { readonly kind: 'ours'; readonly manifest: BackupManifest }
	| { readonly kind: 'newer'; readonly appVersion: string; readonly formatVersion: number }
	| { readonly kind: 'notOurs' }
	| { readonly kind: 'damaged'; readonly reason: string };

const anyVersionSchema = z.object({
	format: z.literal(backupFormat),
	formatVersion: z.number().int().positive(),
	appVersion: z.string().max(100).catch('')
});

/** Reads `manifest.json`. A newer format is recognised by two fields that no version may ever change. */
export function fromManifestText(text: string): ManifestReading {
	const json = parseJson(text);
	if (json === undefined) return { kind: 'damaged', reason: 'manifest.json is not JSON' };
	const head = anyVersionSchema.safeParse(json);
	if (!head.success) return { kind: 'notOurs' };
	if (head.data.formatVersion > backupFormatVersion) {
		return { kind: 'newer', appVersion: head.data.appVersion, formatVersion: head.data.formatVersion };
	}
	const manifest = backupManifestSchema.safeParse(json);
	if (!manifest.success) return { kind: 'damaged', reason: manifest.error.issues[0]?.message ?? 'manifest.json' };
	return { kind: 'ours', manifest: manifest.data };
}

/** Reads `files.json`; null when it is damaged. */
export function fromFileListText(text: string): FileList | null {
	const parsed = fileListSchema.safeParse(parseJson(text));
	return parsed.success ? parsed.data : null;
}

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}
