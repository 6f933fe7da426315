import { toChordName } from '$core/harmony/chord-names.ts';
import {
	barStarts,
	endTick,
	meterTicks,
	swungTicks,
	ticksPerQuarter,
	writeOut,
	type Meter,
	type Part,
	type Score
} from '$core/score/index.ts';
import { toTempoChanges } from '../score-draft/index.ts';
import { hasBends, isBent, wheelMessages, wheelRange } from './bends-out.ts';
import { lyricRank, noteMessages, pedalMessages, wheelRank } from './notes-out.ts';
import { chordTrackName } from './read.ts';
import { metaBytes, textBytes, toSmf, word, type SmfMessage } from './smf-writer.ts';

export interface ScoreMidiOptions {
	/** Off-beats where they sound; else where they are written. */
	readonly playsSwing: boolean;
	/** Repeats, endings and jumps in full; else each bar once, in the order of the page. */
	readonly playsRepeats?: boolean;
	/** Bent notes by the pitch wheel, on a channel of their own beside the part's. */
	readonly playsBends?: boolean;
}

/** What programs expect, where every tick of the Score divides. */
const usualDivision = 480;
const slowestMicroseconds = 0xffffff;

/**
 * A Standard MIDI File of type 1: tempo map, meters, keys and sections (as markers) in the first track, chord symbols as markers in one named
 * `Chords`, then a track for each staff. 480 ticks a quarter where that is exact, else 10,080. More than 15 instruments share
 * channels, told apart by ports.
 */
export function toScoreMidi(page: Score, options: ScoreMidiOptions): Uint8Array<ArrayBuffer> {
	const { playsSwing, playsRepeats = false, playsBends = false } = options;
	const score = playsRepeats ? writeOut(page) : page;
	const swung = swungTicks(score);
	const swing = (tick: number): number => (playsSwing ? Math.round(swung(tick)) : tick);
	const division = divisionFor(score, swing);
	const at = (tick: number): number => Math.round((swing(tick) * division) / ticksPerQuarter);
	const seats = takeSeats(score.parts, playsBends);
	const placed = (tick: number): number => Math.round((tick * division) / ticksPerQuarter);
	return toSmf(
		[
			conductorTrack(score, placed),
			...(score.chords.length > 0 ? [chordTrack(score, placed)] : []),
			...score.parts.flatMap((part, index) => partTracks(part, seats[index] ?? drumSeat, at))
		],
		division,
		placed(endTick(score))
	);
}

function divisionFor({ bars, parts, tempoMap, chords, sections }: Score, swing: (tick: number) => number): number {
	const step = ticksPerQuarter / usualDivision;
	const fits = (tick: number): boolean => swing(tick) % step === 0;
	const isUsual =
		barStarts(bars).every(fits) &&
		tempoMap.every(({ tick }) => tick % step === 0) &&
		[...chords, ...sections].every(({ tick }) => fits(tick)) &&
		parts.every(
			({ notes, pedals }) =>
				notes.every(({ tick, ticks }) => fits(tick) && fits(tick + ticks)) &&
				pedals.every((pedal) => fits(pedal.tick) && fits(pedal.endTick))
		);
	return isUsual ? usualDivision : ticksPerQuarter;
}

function conductorTrack(score: Score, at: (tick: number) => number): SmfMessage[] {
	const messages: SmfMessage[] = [{ tick: 0, rank: 0, bytes: textBytes(0x03, score.title) }];
	const starts = barStarts(score.bars);
	let meter = '';
	let key = '';
	score.bars.forEach((bar, i) => {
		const tick = at(starts[i] ?? 0);
		const written = bar.ticks === meterTicks(bar.meter) ? bar.meter : meterOfLength(bar.ticks);
		if (written !== null && `${written.beats}/${written.beatType}` !== meter) {
			meter = `${written.beats}/${written.beatType}`;
			messages.push({ tick, rank: 1, bytes: meterBytes(written) });
		}
		const { fifths, mode } = bar.key;
		if (`${fifths} ${mode}` === key) return;
		key = `${fifths} ${mode}`;
		messages.push({ tick, rank: 2, bytes: metaBytes(0x59, [fifths & 0xff, mode === 'minor' ? 1 : 0]) });
	});
	return [
		...messages,
		...tempoMessages(score, at),
		...score.sections.map(({ tick, label }) => ({ tick: at(tick), rank: 4, bytes: textBytes(0x06, label) }))
	];
}

/** Each tempo makes up for what those before it were rounded by, so that the error never grows. */
function tempoMessages({ tempoMap }: Score, at: (tick: number) => number): SmfMessage[] {
	let owedSeconds = 0;
	let last = -1;
	const changes = toTempoChanges(tempoMap);
	return changes.flatMap(({ tick, secondsPerQuarter }, i) => {
		const untilTick = changes[i + 1]?.tick ?? tempoMap.at(-1)?.tick ?? tick + ticksPerQuarter;
		if (untilTick <= 0) return [];
		const quarters = (untilTick - Math.max(0, tick)) / ticksPerQuarter;
		const wanted = (secondsPerQuarter + owedSeconds / quarters) * 1e6;
		const microseconds = Math.max(1, Math.min(slowestMicroseconds, Math.round(wanted)));
		owedSeconds += (secondsPerQuarter - microseconds / 1e6) * quarters;
		if (microseconds === last) return [];
		last = microseconds;
		return [{ tick: at(Math.max(0, tick)), rank: 3, bytes: metaBytes(0x51, word(microseconds, 3)) }];
	});
}

function meterBytes({ beats, beatType }: Meter): number[] {
	return metaBytes(0x58, [beats, Math.log2(beatType), Math.max(1, Math.round(96 / beatType)), 8]);
}

/** A meter whose bar is this long, for a pickup or a bar that is cut. */
function meterOfLength(ticks: number): Meter | null {
	for (const beatType of [4, 8, 16, 32, 64] as const) {
		const beats = (ticks * beatType) / (4 * ticksPerQuarter);
		if (Number.isInteger(beats) && beats <= 64) return { beats, beatType };
	}
	return null;
}

function chordTrack({ chords }: Score, at: (tick: number) => number): SmfMessage[] {
	return [
		{ tick: 0, rank: 0, bytes: textBytes(0x03, chordTrackName) },
		...chords.map(({ tick, chord, text }) => ({ tick: at(tick), rank: 1, bytes: textBytes(0x06, text ?? toChordName(chord)) }))
	];
}

interface Seat {
	readonly channel: number;
	/** Tells channels of one number apart. */
	readonly port: number;
	/** Where its bent notes sound; absent when none are bent. */
	readonly bendChannel?: number;
}

/** Drums are on the tenth channel. */
const drumSeat: Seat = { channel: 9, port: 0 };
const melodicChannels = 15;

function takeSeats(parts: readonly Part[], playsBends: boolean): Seat[] {
	let taken = 0;
	const channelOf = (seat: number): number =>
		seat % melodicChannels < 9 ? seat % melodicChannels : (seat % melodicChannels) + 1;
	return parts.map((part): Seat => {
		if (part.isDrums) return drumSeat;
		const needsTwo = playsBends && hasBends(part);
		// Both channels of a part are on one port.
		if (needsTwo && taken % melodicChannels === melodicChannels - 1) taken++;
		const seat = taken;
		taken += needsTwo ? 2 : 1;
		return {
			channel: channelOf(seat),
			port: Math.floor(seat / melodicChannels),
			...(needsTwo ? { bendChannel: channelOf(seat + 1) } : {})
		};
	});
}

function partTracks(part: Part, { channel, port, bendChannel }: Seat, at: (tick: number) => number): SmfMessage[][] {
	return part.staves.flatMap((_, staff) => {
		const notes = part.notes.filter((note) => note.staff === staff);
		if (notes.length === 0 && part.staves.length > 1) return [];
		const bent = bendChannel === undefined ? [] : notes.filter(isBent);
		const steady = bent.length === 0 ? notes : notes.filter((note) => !isBent(note));
		return [
			[
				{ tick: 0, rank: nameRank, bytes: textBytes(0x03, part.name) },
				...(port > 0 ? [{ tick: 0, rank: portRank, bytes: metaBytes(0x21, [port]) }] : []),
				{ tick: 0, rank: programmeRank, bytes: [0xc0 | channel, part.programme] },
				...(staff === 0 ? pedalMessages(part, channel, at) : []),
				...notes.flatMap(({ tick, lyrics }) => {
					const [syllable] = lyrics ?? [];
					return syllable === undefined ? [] : [{ tick: at(tick), rank: lyricRank, bytes: textBytes(0x05, syllable) }];
				}),
				...noteMessages(steady, channel, at),
				...(bendChannel === undefined || bent.length === 0
					? []
					: [
							{ tick: 0, rank: programmeRank, bytes: [0xc0 | bendChannel, part.programme] },
							...wheelRange(bendChannel, programmeRank),
							...wheelMessages(bent, bendChannel, at, wheelRank),
							...noteMessages(bent, bendChannel, at)
						])
			]
		];
	});
}

/** What a track begins with, before anything sounds. */
const [nameRank, portRank, programmeRank] = [-3, -2, -1] as const;
