import type { Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';
import type { SongFacts } from '$core/intent/song-facts.ts';
import { foldText } from '$core/text/fold-text.ts';

/** Made once a record: records are never changed in place. */
const known = new WeakMap<Song, SongFacts>();

/** What the search, the filters and the mixing ask of a song. */
export function factsOf(song: Song): SongFacts {
	const there = known.get(song);
	if (there) return there;
	const { music } = song;
	const made: SongFacts = {
		id: song.id,
		text: [song.title, song.artist, ...song.tags, song.original.fileName].map(foldText).join('\n'),
		titleText: foldText(song.title),
		artistText: foldText(song.artist),
		tagTexts: new Set(song.tags.map(foldText)),
		genreText: toStyle(music?.genre),
		moodText: toStyle(music?.mood),
		bpm: music?.isBeatless === true ? null : (music?.bpm ?? null),
		beatsPerBar: music?.isBeatless === true ? null : (music?.beatsPerBar ?? null),
		key: music?.key ?? null,
		energy: music?.energy ?? null,
		danceability: music?.danceability ?? null,
		integratedLufs: music?.integratedLufs ?? null,
		durationSeconds: songSeconds(song),
		rating: song.rating ?? null,
		addedAtMs: song.addedAtMs,
		practisedAtMs: song.lastPractisedAtMs ?? null,
		hasNotes: song.transcriptionId !== undefined || song.written !== undefined,
		isAnalysed: song.analysisId !== undefined || song.written !== undefined
	};
	known.set(song, made);
	return made;
}

/** A style the analysis would not name is none. */
function toStyle(name: string | undefined): string | null {
	return name === undefined || name === 'unknown' ? null : foldText(name);
}
