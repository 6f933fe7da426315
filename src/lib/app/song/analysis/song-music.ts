import type { SongMusic } from '$contracts/song.ts';
import type { SongAnalysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { applyCorrections } from '$core/analysis/index.ts';

const unknown = 'unknown';

/** What a list of songs needs to know of the music, after the user's corrections. */
export function toSongMusic(analysis: SongAnalysis, corrections: Corrections): SongMusic {
	const { tempo, meter, key, tuning } = applyCorrections(analysis, corrections);
	const { energy, danceability, integratedLufs, genre, mood } = analysis.sound;
	return {
		energy,
		danceability,
		...(tempo === null ? { isBeatless: true } : { bpm: tempo.value }),
		...(tempo === null || meter === null ? {} : { beatsPerBar: meter.value }),
		...(key === null ? {} : { key: key.value }),
		...(tuning === null ? {} : { tuningCents: tuning.value }),
		...(integratedLufs === null ? {} : { integratedLufs }),
		...(genre.name === unknown ? {} : { genre: genre.name }),
		...(mood.name === unknown ? {} : { mood: mood.name })
	};
}
