import { ticksPerQuarter } from '$core/score/index.ts';
import type { LossCounter } from '../score-draft/index.ts';
import { trackName, type SmfEvent } from './smf-reader.ts';

export interface PlayedNote {
	readonly tick: number;
	ticks: number;
	readonly pitchMidi: number;
	readonly velocity: number;
	lyric?: string;
}

/** What one channel plays in one track. Ticks are those of a Score. */
export interface Stream {
	readonly track: number;
	readonly channel: number;
	readonly name: string;
	programme: number;
	readonly notes: PlayedNote[];
	readonly pedals: { readonly tick: number; readonly endTick: number }[];
}

/** A note that is never ended sounds no longer than a bar of four. */
const longestOpenTicks = 4 * ticksPerQuarter;
const drumChannel = 9;

export const isDrums = ({ channel }: Pick<Stream, 'channel'>): boolean => channel === drumChannel;

/** @param events of one track, in file order @param toTick from file ticks to those of the Score */
export function toStreams(
	events: readonly SmfEvent[],
	track: number,
	toTick: (fileTick: number) => number,
	losses: LossCounter
): Stream[] {
	const name = trackName(events);
	const streams = new Map<number, Stream>();
	const sounding = new Map<number, PlayedNote[]>();
	const pedalDown = new Map<number, number>();
	const lastTick = toTick(events.reduce((last, { tick }) => Math.max(last, tick), 0));
	const streamOf = (channel: number): Stream => {
		const stream = streams.get(channel) ?? { track, channel, name, programme: -1, notes: [], pedals: [] };
		streams.set(channel, stream);
		return stream;
	};
	for (const event of events) {
		const tick = toTick(event.tick);
		if (event.kind === 'on') {
			const note = { tick, ticks: -1, pitchMidi: event.pitch, velocity: event.velocity };
			streamOf(event.channel).notes.push(note);
			const key = event.channel * 128 + event.pitch;
			const open = sounding.get(key);
			if (open === undefined) sounding.set(key, [note]);
			else open.push(note);
		} else if (event.kind === 'off') {
			const note = sounding.get(event.channel * 128 + event.pitch)?.shift();
			if (note !== undefined) note.ticks = Math.max(1, tick - note.tick);
		} else if (event.kind === 'programme') {
			const stream = streamOf(event.channel);
			// The instrument that the first note is played on; a later change belongs to sound, not to paper.
			if (stream.notes.length === 0 || stream.programme < 0) stream.programme = event.programme;
		} else if (event.kind === 'pedal') {
			const from = pedalDown.get(event.channel);
			if (event.isDown && from === undefined) pedalDown.set(event.channel, tick);
			if (event.isDown || from === undefined) continue;
			pedalDown.delete(event.channel);
			if (tick > from) streamOf(event.channel).pedals.push({ tick: from, endTick: tick });
		}
	}
	for (const note of [...sounding.values()].flat()) {
		losses.add('notes without an end');
		endOpen(note, lastTick);
	}
	for (const stream of streams.values()) endAtNextStrike(stream.notes);
	return [...streams.values()];
}

function endOpen(note: PlayedNote, lastTick: number): void {
	const toEnd = Math.max(ticksPerQuarter, lastTick - note.tick);
	note.ticks = -Math.min(longestOpenTicks, toEnd);
}

/** Notes that were left open (their length is negative until here) end where their key is struck again. */
function endAtNextStrike(notes: readonly PlayedNote[]): void {
	const next = new Map<number, number>();
	for (const note of notes.toReversed()) {
		if (note.ticks < 0) {
			const strike = next.get(note.pitchMidi) ?? Infinity;
			note.ticks = Math.max(1, Math.min(-note.ticks, strike > note.tick ? strike - note.tick : Infinity));
		}
		next.set(note.pitchMidi, note.tick);
	}
}
