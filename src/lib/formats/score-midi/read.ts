import { fromChordName } from '$core/harmony/chord-names.ts';
import { barStarts, meterTicks, ticksPerQuarter, type Score, type ScoreBar } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';
import {
	checkSize,
	createIds,
	finishScore,
	toBars,
	toReading,
	type LossCounter,
	type ReadingOptions,
	type ScoreReading,
	type TempoChange
} from '../score-draft/index.ts';
import { toParts } from './parts.ts';
import { readSmf, trackName, type Smf, type SmfEvent } from './smf-reader.ts';
import { isDrums, toStreams, type Stream } from './streams.ts';
import { writtenValues } from './written-values.ts';

/** Markers in a track of this name are chord symbols; so `toScoreMidi` writes them. */
export const chordTrackName = 'Chords';

/**
 * A Score from a Standard MIDI File of type 0, 1 or 2, also in RIFF. The rhythm is the file's: notes that are a little off a plain grid,
 * or are ended early so that each is heard, stand as they are meant (`writtenValues`); what was played freely stays to the tick. Type 2 patterns follow each other. Where the file counts frames, a quarter is half a second.
 * Markers become sections, lyrics those of the note that they stand at.
 */
export function fromScoreMidi(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => {
		checkSize(bytes);
		const smf = readSmf(bytes);
		losses.add('damaged events', smf.damagedEvents);
		return toScore(smf, options, losses);
	});
}

function toScore(smf: Smf, options: ReadingOptions, losses: LossCounter): Score {
	const scale =
		smf.division.per === 'quarter' ? ticksPerQuarter / smf.division.ticks : (2 * ticksPerQuarter) / smf.division.ticks;
	const tracks = smf.format === 2 ? inTurn(smf.tracks, smf.division.ticks) : smf.tracks;
	const toTick = (fileTick: number): number => Math.round(fileTick * scale);
	const streams = tracks.flatMap((events, track) => toStreams(events, track, toTick, losses));
	giveProgrammes(streams);
	if (smf.format === 1) joinChannels(streams);
	const all = tracks.flat();
	giveLyrics(all, streams, toTick);
	// Files of our own resolution hold scores to the tick.
	const isExact = smf.division.per === 'second' || smf.division.ticks === ticksPerQuarter;
	const values = isExact
		? streams
		: streams.map((stream) => ({ ...stream, notes: writtenValues(stream.notes, isDrums(stream), scale) }));

	const nextId = createIds();
	const meters = all.flatMap((event) => {
		const meter = event.kind === 'meter' ? meterSchema.safeParse(event) : undefined;
		return meter?.success ? [{ tick: toTick(event.tick), value: meter.data }] : [];
	});
	const keys = all.flatMap((event) =>
		event.kind === 'key' && Math.abs(event.fifths) <= 7
			? [
					{
						tick: toTick(event.tick),
						value: { fifths: event.fifths, mode: event.isMinor ? ('minor' as const) : ('major' as const) }
					}
				]
			: []
	);
	const lastTick = lastOf(values, tracks, toTick);
	const bars = markPickup(toBars(meters, keys, lastTick, nextId));
	const tempoChanges = smf.division.per === 'second' ? [] : toTempoChanges(all, toTick, losses);
	const chordTrack = tracks.find(
		(events) => events.some(({ kind }) => kind === 'on') === false && trackName(events) === chordTrackName
	);
	const sections = tracks
		.filter((events) => events !== chordTrack)
		.flat()
		.flatMap((event) =>
			event.kind === 'marker' ? [{ id: nextId('s'), tick: toTick(event.tick), label: event.text.slice(0, 80) }] : []
		);
	return finishScore(
		{
			title: titleOf(tracks, smf.format),
			artist: '',
			bars,
			parts: toParts(values, nextId),
			tempoChanges,
			tempoMarks: toMarks(tempoChanges, bars).map((mark) => ({ id: nextId('t'), ...mark })),
			swings: [],
			chords: (chordTrack ?? []).flatMap((event) => {
				const chord = event.kind === 'marker' ? fromChordName(event.text) : undefined;
				return chord === undefined ? [] : [{ id: nextId('c'), tick: toTick(event.tick), chord }];
			}),
			sections
		},
		options,
		losses,
		true
	);
}

/**
 * The last end of a note. Where all tracks end together, as notation programs write them, that is the length of the piece, with the bars
 * that are silent at its end; but for a silence that is longer than the music.
 */
function lastOf(
	streams: readonly Stream[],
	tracks: readonly (readonly SmfEvent[])[],
	toTick: (fileTick: number) => number
): number {
	const played = streams.flatMap(({ notes }) => notes).reduce((last, { tick, ticks }) => Math.max(last, tick + ticks), 0);
	const ends = tracks.map((events) => events.at(-1)?.tick ?? 0);
	const [end = 0] = ends;
	const isLength = ends.every((other) => other === end) && tracks.some((events) => !events.some(({ kind }) => kind === 'on'));
	const length = isLength ? toTick(end) : 0;
	return played > 0 && length > 2 * played ? played : Math.max(played, length);
}

/** The patterns of a type 2 file one after another, each from a bar of four on. */
function inTurn(tracks: readonly (readonly SmfEvent[])[], ticksAQuarter: number): SmfEvent[][] {
	let from = 0;
	const bar = 4 * ticksAQuarter;
	return tracks.map((events) => {
		const moved = events.map((event) => ({ ...event, tick: event.tick + from }));
		from = Math.ceil(moved.reduce((last, { tick }) => Math.max(last, tick), from) / bar) * bar;
		return moved;
	});
}

/** A track without a programme of its own plays what another track sets for its channel. */
function giveProgrammes(streams: readonly Stream[]): void {
	const byChannel = new Map<number, number>();
	for (const { channel, programme } of streams) {
		if (programme >= 0 && !byChannel.has(channel)) byChannel.set(channel, programme);
	}
	for (const stream of streams) if (stream.programme < 0) stream.programme = byChannel.get(stream.channel) ?? 0;
}

/** One track that plays one instrument on several channels, so that strings bend apart, is one stream. */
function joinChannels(streams: Stream[]): void {
	const byPlayer = new Map<string, Stream>();
	for (const stream of [...streams]) {
		const player = `${stream.track} ${isDrums(stream) ? 'drums' : stream.programme}`;
		const first = byPlayer.get(player);
		if (first === undefined) byPlayer.set(player, stream);
		else {
			first.notes.push(...stream.notes);
			first.pedals.push(...stream.pedals);
			streams.splice(streams.indexOf(stream), 1);
		}
	}
}

/** Syllables go to the stream that has most notes where they stand. */
function giveLyrics(events: readonly SmfEvent[], streams: readonly Stream[], toTick: (fileTick: number) => number): void {
	const syllables = new Map<number, string>();
	for (const event of events) {
		const text = event.kind === 'lyric' ? event.text.trim() : '';
		if (text !== '') syllables.set(toTick(event.tick), text);
	}
	if (syllables.size === 0) return;
	const sung = streams
		.map((stream) => ({
			stream,
			hits: new Set(stream.notes.filter(({ tick }) => syllables.has(tick)).map(({ tick }) => tick)).size
		}))
		.sort((a, b) => b.hits - a.hits)[0]?.stream;
	for (const note of (sung?.notes ?? []).toSorted((a, b) => a.tick - b.tick || b.pitchMidi - a.pitchMidi)) {
		const text = syllables.get(note.tick);
		if (text === undefined) continue;
		note.lyric = text;
		syllables.delete(note.tick);
	}
}

function toTempoChanges(events: readonly SmfEvent[], toTick: (fileTick: number) => number, losses: LossCounter): TempoChange[] {
	return events.flatMap((event) => {
		if (event.kind !== 'tempo') return [];
		if (event.microsecondsPerQuarter === 0) losses.add('tempos of zero');
		return event.microsecondsPerQuarter === 0
			? []
			: [{ tick: toTick(event.tick), secondsPerQuarter: event.microsecondsPerQuarter / 1e6 }];
	});
}

/** A first bar shorter than those after it, as notation programs write an upbeat. */
function markPickup(bars: ScoreBar[]): ScoreBar[] {
	const [first, second] = bars;
	if (first === undefined || second === undefined || first.ticks >= second.ticks || first.ticks !== meterTicks(first.meter))
		return bars;
	return [{ ...first, meter: second.meter, isPickup: true }, ...bars.slice(1)];
}

/** Tempos that hold for at least a bar are printed; those of a ramp are only played. */
function toMarks(changes: readonly TempoChange[], bars: readonly ScoreBar[]): Omit<Score['tempoMarks'][number], 'id'>[] {
	const longest = barStarts(bars).at(-1) ?? 0;
	const inOrder = [...new Map(changes.map((change) => [change.tick, change])).values()].sort((a, b) => a.tick - b.tick);
	const held = inOrder.filter(({ tick }, i) => i === 0 || (inOrder[i + 1]?.tick ?? longest) - tick >= 4 * ticksPerQuarter);
	return held.flatMap(({ tick, secondsPerQuarter }, i) => {
		const bpm = Math.round(6000 / secondsPerQuarter) / 100;
		const before = held[i - 1];
		const isSame = before !== undefined && Math.abs(before.secondsPerQuarter / secondsPerQuarter - 1) < 0.01;
		return isSame || bpm > 1000 || bpm <= 0 ? [] : [{ tick, bpm, beatTicks: ticksPerQuarter }];
	});
}

function titleOf(tracks: readonly (readonly SmfEvent[])[], format: number): string {
	const [first = []] = tracks;
	const isConductor = format === 0 || (tracks.length > 1 && !first.some(({ kind }) => kind === 'on'));
	return isConductor ? trackName(first) : '';
}
