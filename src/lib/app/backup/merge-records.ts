import type { Analysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { noCorrections } from '$core/analysis/index.ts';
import type { SongList } from '$contracts/lists.ts';
import type { KeptScore } from '$contracts/score/score-edit.ts';
import type { Song, SongMusic } from '$contracts/song.ts';
import { toSongMusic } from '../song/analysis/song-music.ts';
import type { SongRecords } from './song-records.ts';

/** `merge` keeps what is here and takes the newer of two versions; `replace` leaves only what the backup holds. */
export type RestoreMode = 'merge' | 'replace';

/** `unchanged`: here as it is in the backup. `kept`: newer here. */
export type RestoreChoice = 'added' | 'updated' | 'unchanged' | 'kept';

export interface Merged<T> {
	readonly choice: RestoreChoice;
	/** What the library is to hold; to be written when it was added or updated. */
	readonly records: T;
}

/**
 * What becomes of a song that a backup holds. Merging, the song with more revisions wins, or the later change when they
 * are even; corrections and scores go by their own revisions, the later practice counts, and evidence that the winner lacks is
 * taken from the other.
 */
export function mergeSong(here: SongRecords | null, backedUp: SongRecords, mode: RestoreMode): Merged<SongRecords> {
	if (here === null) return { choice: 'added', records: backedUp };
	const records = mode === 'replace' ? backedUp : newest(here, backedUp);
	if (!isSame(records, here)) return { choice: 'updated', records };
	return { choice: isSame(here, backedUp) ? 'unchanged' : 'kept', records };
}

/** What becomes of a list that a backup holds; merging, the later change wins. */
export function mergeList(here: SongList | undefined, backedUp: SongList, mode: RestoreMode): Merged<SongList> {
	if (here === undefined) return { choice: 'added', records: backedUp };
	if (isEqual(here, backedUp)) return { choice: 'unchanged', records: here };
	if (mode === 'merge' && !isNewer(backedUp, here, 'changedAtMs')) return { choice: 'kept', records: here };
	return { choice: 'updated', records: backedUp };
}

function newest(here: SongRecords, backedUp: SongRecords): SongRecords {
	const [winner, other] = isNewer(backedUp.song, here.song, 'revision') ? [backedUp, here] : [here, backedUp];
	const isSameSound = winner.song.original.sha256 === other.song.original.sha256;
	const transcription = winner.evidence.transcription ?? (isSameSound ? other.evidence.transcription : null);
	const analysis = winner.evidence.analysis ?? (isSameSound ? other.evidence.analysis : null);
	const corrections = newestCorrections(winner.evidence.corrections, other.evidence.corrections);
	const scores = newestScores(winner.evidence.scores, other.evidence.scores);
	const scoreId = winner.song.scoreId ?? other.song.scoreId;
	const isMusicSettled = analysis === winner.evidence.analysis && corrections === winner.evidence.corrections;
	const music = isMusicSettled ? winner.song.music : (musicOf(analysis, corrections) ?? winner.song.music ?? other.song.music);
	const practisedAtMs = Math.max(winner.song.lastPractisedAtMs ?? -Infinity, other.song.lastPractisedAtMs ?? -Infinity);
	return {
		song: {
			...winner.song,
			...(transcription === null ? {} : { transcriptionId: transcription.id }),
			...(analysis === null ? {} : { analysisId: analysis.id }),
			...(scoreId === undefined ? {} : { scoreId }),
			...(music === undefined ? {} : { music }),
			...(practisedAtMs === -Infinity ? {} : { lastPractisedAtMs: practisedAtMs })
		},
		evidence: { transcription, analysis, corrections, scores }
	};
}

function newestCorrections(winner: Corrections | null, other: Corrections | null): Corrections | null {
	return (other?.revision ?? -1) > (winner?.revision ?? -1) ? other : winner;
}

/** Of a score on both sides the one edited further, with its journal; the winner's where they are even. */
function newestScores(winner: readonly KeptScore[], other: readonly KeptScore[]): readonly KeptScore[] {
	const newest = new Map(winner.map((kept) => [kept.score.id, kept]));
	for (const kept of other) {
		const found = newest.get(kept.score.id);
		if (found === undefined || kept.score.revision > found.score.revision) newest.set(kept.score.id, kept);
	}
	return [...newest.values()].sort((a, b) => (a.score.id < b.score.id ? -1 : 1));
}

/** The list's copy of what is known must follow from the evidence that it now stands beside. */
function musicOf(analysis: Analysis | null, corrections: Corrections | null): SongMusic | undefined {
	if (analysis === null) return undefined;
	return toSongMusic(analysis, corrections ?? noCorrections(analysis.songId));
}

type Dated = Pick<Song, 'revision' | 'changedAtMs'>;

/** Goes by one measure, and by the other when it is even. */
export function isNewer(one: Dated, other: Dated, first: keyof Dated): boolean {
	const second = first === 'revision' ? 'changedAtMs' : 'revision';
	return one[first] === other[first] ? one[second] > other[second] : one[first] > other[first];
}

/** Transcriptions and analyses never change under one id. */
function isSame(one: SongRecords, other: SongRecords): boolean {
	return (
		isEqual(one.song, other.song) &&
		isEqual(one.evidence.corrections, other.evidence.corrections) &&
		one.evidence.transcription?.id === other.evidence.transcription?.id &&
		one.evidence.analysis?.id === other.evidence.analysis?.id &&
		isEqual(versions(one.evidence.scores), versions(other.evidence.scores))
	);
}

/** Every edit counts a score's revision up. */
function versions(scores: readonly KeptScore[]): Record<string, number> {
	return Object.fromEntries(scores.map(({ score }) => [score.id, score.revision]));
}

/** Whether two values of JSON say the same, whatever the order of their fields. */
export function isEqual(one: unknown, other: unknown): boolean {
	if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
	if (Array.isArray(one) !== Array.isArray(other)) return false;
	const fields: readonly (readonly [string, unknown])[] = Object.entries(one);
	const others = new Map<string, unknown>(Object.entries(other));
	return fields.length === others.size && fields.every(([name, value]) => others.has(name) && isEqual(value, others.get(name)));
}
