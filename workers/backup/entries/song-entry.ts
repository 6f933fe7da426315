import { z } from 'zod';
import { analysisSchema } from '$core/analysis/analysis.ts';
import { correctionsSchema } from '$core/analysis/corrections.ts';
import type { SongEvidence } from '$contracts/library-store.ts';
import { keptScoreSchema } from '$contracts/score/score-edit.ts';
import { songSchema, type Song } from '$contracts/song.ts';
import { transcriptionSchema } from '$contracts/transcription.ts';
import { backupLimits, entryPaths, parseJson } from '$formats/backup/index.ts';
import { checkVersions, corrupt } from './entry-faults.ts';

/** `songs/<id>.json`: a song, what was heard in it, the user's corrections, and its scores with their journals. */
export interface SongEntry extends SongEvidence {
	readonly song: Song;
}

const songEntrySchema = z.object({
	song: songSchema,
	transcription: transcriptionSchema.nullable(),
	/** Backups of format 1 have neither. */
	analysis: analysisSchema.nullable().default(null),
	corrections: correctionsSchema.nullable().default(null),
	/** Backups of formats 1 and 2 have none. */
	scores: z.array(keptScoreSchema).max(1000).default([])
});
const versioned = z.object({ schemaVersion: z.number() });
const versionsSchema = z.object({
	song: versioned,
	transcription: versioned.nullable(),
	analysis: versioned.nullish(),
	corrections: versioned.nullish(),
	scores: z.array(z.object({ score: versioned, edits: z.array(versioned) })).default([])
});

/** Journals stay out where the entry would be longer than a backup may hold: the scores matter more than the way back. */
export function toSongEntryText(entry: SongEntry, maxLength: number = backupLimits.maxJsonBytes / 2): string {
	const text = JSON.stringify(entry);
	if (text.length <= maxLength) return text;
	return JSON.stringify({ ...entry, scores: entry.scores.map(({ score }) => ({ score, edits: [] })) });
}

/**
 * @param name the entry's name in the backup, which must be that of the song inside
 * @throws UserFixableError `backupNewer` for records of a later version, `backupCorrupt` for anything else that does not fit
 */
export function fromSongEntryText(name: string, text: string): SongEntry {
	const json = parseJson(text);
	const versions = versionsSchema.safeParse(json);
	if (versions.success) {
		const { scores, ...records } = versions.data;
		checkVersions(name, [...Object.values(records), ...scores.flatMap(({ score, edits }) => [score, ...edits])]);
	}
	const parsed = songEntrySchema.safeParse(json);
	if (!parsed.success) throw corrupt(name, parsed.error.issues[0]?.message ?? 'does not fit');
	const { song, transcription, analysis, corrections, scores } = parsed.data;
	if (entryPaths.song(song.id) !== name) throw corrupt(name, 'holds another song');
	for (const evidence of [transcription, analysis, corrections, ...scores.map(({ score }) => score)]) {
		if (evidence !== null && evidence.songId !== song.id) throw corrupt(name, 'holds the evidence of another song');
	}
	for (const { score, edits } of scores) {
		const isOwn = edits.every(({ scoreId, songId }) => scoreId === score.id && songId === song.id);
		if (!isOwn) throw corrupt(name, 'holds edits of another score');
	}
	if (transcription !== null && song.transcriptionId !== transcription.id) throw corrupt(name, 'holds notes it does not name');
	if (analysis !== null && song.analysisId !== analysis.id) throw corrupt(name, 'holds an analysis it does not name');
	return { song: withoutLost(song, { transcription, analysis, scores }), transcription, analysis, corrections, scores };
}

/** What is known of the music stays even when the analysis it was copied from is gone. */
function withoutLost(song: Song, { transcription, analysis, scores }: Omit<SongEvidence, 'corrections'>): Song {
	const { transcriptionId, analysisId, scoreId, ...plain } = song;
	return {
		...plain,
		...(transcriptionId === undefined || transcription === null ? {} : { transcriptionId }),
		...(analysisId === undefined || analysis === null ? {} : { analysisId }),
		...(scores.some(({ score }) => score.id === scoreId) ? { scoreId } : {})
	};
}
