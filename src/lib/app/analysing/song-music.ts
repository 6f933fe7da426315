import type { SoundFacts } from '$core/analysis/analysis.ts';
import type { EffectiveAnalysis, Judged } from '$core/analysis/index.ts';
import type { SongMusic } from '$contracts/song.ts';

/** A guess less sure than this is not shown in a list, where there is no room to say how sure it is. */
const leastConfidence = 0.2;

const isShown = <Value>(judged: Judged<Value> | null): judged is Judged<Value> =>
	judged !== null && (judged.isYours || (judged.confidence ?? 1) >= leastConfidence);

/** What a list of songs needs to know of the music. */
export function toSongMusic({ tempo, meter, key, tuning, grid }: EffectiveAnalysis, sound: SoundFacts): SongMusic {
	return {
		...(isShown(tempo) ? { bpm: tempo.value } : {}),
		...(isShown(meter) ? { beatsPerBar: meter.value } : {}),
		...(isShown(key) ? { key: { tonic: key.value.tonic, mode: key.value.mode } } : {}),
		...(isShown(tuning) ? { tuningCents: tuning.value } : {}),
		energy: sound.energy,
		danceability: sound.danceability,
		...(sound.integratedLufs === null ? {} : { integratedLufs: sound.integratedLufs }),
		...(sound.genre.name === 'unknown' ? {} : { genre: sound.genre.name }),
		...(sound.mood.name === 'unknown' ? {} : { mood: sound.mood.name }),
		isBeatless: grid.beatsSeconds.length === 0
	};
}
