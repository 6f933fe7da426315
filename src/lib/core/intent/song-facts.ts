import type { MusicalKey } from '../harmony/chord.ts';

/** What a condition can ask of a song. Anything null is not known, and fits no condition on it. */
export interface SongFacts {
	readonly id: string;
	/** Folded: title, artist, tags and file name, a line each. */
	readonly text: string;
	readonly titleText: string;
	readonly artistText: string;
	readonly tagTexts: ReadonlySet<string>;
	readonly genreText: string | null;
	readonly moodText: string | null;
	readonly bpm: number | null;
	readonly beatsPerBar: number | null;
	readonly key: MusicalKey | null;
	readonly energy: number | null;
	readonly danceability: number | null;
	readonly integratedLufs: number | null;
	readonly durationSeconds: number;
	readonly rating: number | null;
	readonly addedAtMs: number;
	readonly practisedAtMs: number | null;
	readonly hasNotes: boolean;
	readonly isAnalysed: boolean;
}
