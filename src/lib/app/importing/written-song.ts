import type { Song, SongMusic, WrittenMusic } from '$contracts/song.ts';
import type { Converted } from '$contracts/workers/convert.contract.ts';
import { beatsPerBarSchema } from '$core/analysis/analysis.ts';
import type { MusicalKey } from '$core/harmony/chord.ts';
import { fromSignature } from '$core/harmony/keys.ts';
import { beatTicks, endTick, meterTicks, playedSeconds, ticksPerQuarter, type Score, type ScoreNote } from '$core/score/index.ts';

/** What a library tells of a song that is only written. */
export function toWrittenSong({ format, score, losses }: Converted): Pick<Song, 'music'> & { readonly written: WrittenMusic } {
	return { written: { format, durationSeconds: playedSeconds(score), losses: { ...losses } }, music: toWrittenMusic(score) };
}

/** A song after its score was edited; null where what is known of it is still true. */
export function withWritten(song: Song, score: Score): Song | null {
	if (song.written === undefined) return null;
	const written = { ...song.written, durationSeconds: playedSeconds(score) };
	const music = toWrittenMusic(score);
	const isSame = JSON.stringify([song.written, song.music]) === JSON.stringify([written, music]);
	return isSame ? null : { ...song, written, music };
}

/** Tempo, meter and key as they are written; what the page does not say is not known. */
export function toWrittenMusic(score: Score): SongMusic {
	const [first] = score.bars;
	const bpm = usualBpm(score);
	const meter = first === undefined ? null : beatsPerBarSchema.safeParse(meterTicks(first.meter) / beatTicks(first.meter));
	const key = first === undefined ? null : writtenKey(score);
	return {
		...(bpm === null ? {} : { bpm }),
		...(meter?.success === true ? { beatsPerBar: meter.data } : {}),
		...(key === null ? {} : { key })
	};
}

/** The tempo that most of the piece is counted in, beats a minute; the mean where none lasts for a third of it. */
function usualBpm({ tempoMap, tempoMarks, bars }: Score): number | null {
	const [first] = bars;
	if (first === undefined) return null;
	const end = endTick({ bars });
	const beat = beatTicks(first.meter);
	const lasts = new Map<number, number>();
	let [ticks, seconds] = [0, 0];
	tempoMap.forEach((point, at) => {
		const next = tempoMap[at + 1] ?? tempoMap[at - 1];
		if (next === undefined) return;
		const secondsPerTick = (next.seconds - point.seconds) / (next.tick - point.tick);
		const isLast = at === tempoMap.length - 1;
		const share = Math.min(end, isLast ? end : next.tick) - Math.max(0, point.tick);
		if (share <= 0 || !(secondsPerTick > 0)) return;
		const bpm = Math.round(600 / (secondsPerTick * beat)) / 10;
		lasts.set(bpm, (lasts.get(bpm) ?? 0) + share * secondsPerTick);
		ticks += share;
		seconds += share * secondsPerTick;
	});
	if (seconds === 0 || isUnsaid(lasts.keys(), tempoMarks, first.meter)) return null;
	const [bpm, longest] = [...lasts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0]);
	const chosen = longest * 3 >= seconds ? bpm : (60 * ticks) / (seconds * beat);
	return chosen > 0 && chosen <= 1000 ? chosen : null;
}

/** Where nothing is said of the tempo, readers take 120 quarters a minute: that is nobody's word. */
function isUnsaid(bpms: Iterable<number>, marks: Score['tempoMarks'], meter: Score['bars'][number]['meter']): boolean {
	const plainBpm = (120 * ticksPerQuarter) / beatTicks(meter);
	return marks.length === 0 && [...bpms].every((bpm) => Math.abs(bpm - plainBpm) < 0.1);
}

/**
 * The first signature. One without sharps and flats may only be missing: it counts where the notes keep to it. Files say major
 * where they say nothing: a piece that ends on the bass of the relative minor is in that.
 */
function writtenKey({ bars, parts }: Score): MusicalKey | null {
	const key = bars[0]?.key;
	if (key === undefined) return null;
	const pitched = parts.filter(({ isDrums }) => !isDrums).flatMap(({ notes }) => notes);
	const { fifths } = key;
	const relative = fromSignature({ fifths, mode: 'minor' });
	const sounding = lastBass(pitched) === relative.tonic ? relative : fromSignature(key);
	if (fifths !== 0 || key.mode === 'minor') return sounding;
	const isWhite = ({ pitchMidi }: { readonly pitchMidi: number }): boolean => [0, 2, 4, 5, 7, 9, 11].includes(pitchMidi % 12);
	return pitched.length > 0 && pitched.filter(isWhite).length >= 0.9 * pitched.length ? sounding : null;
}

const toPitchClass = (semitones: number): number => ((semitones % 12) + 12) % 12;

/** Pitch class of the lowest note that sounds to the end; null without notes. */
function lastBass(notes: readonly ScoreNote[]): number | null {
	let end = 0;
	for (const { tick, ticks } of notes) end = Math.max(end, tick + ticks);
	let lowest = Infinity;
	for (const { tick, ticks, pitchMidi } of notes) if (tick + ticks === end) lowest = Math.min(lowest, pitchMidi);
	return Number.isFinite(lowest) ? toPitchClass(lowest) : null;
}
