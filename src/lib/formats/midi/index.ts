import { writeMidi, type MidiEvent } from 'midi-file';

/** A note to be written, in seconds from the start of the recording. */
export interface MidiNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	/** 0 to 127 */
	readonly pitchMidi: number;
	/** 1 to 127 */
	readonly velocity: number;
	/** Cents from the tempered pitch, one value every `bendStepSeconds` from the onset. */
	readonly bendCents?: readonly number[] | undefined;
}

export interface TempoPoint {
	/** From here on, until the next point. */
	readonly startSeconds: number;
	readonly beatsPerMinute: number;
}

export interface MidiOptions {
	readonly title: string;
	/** General MIDI programme, 0 to 127. */
	readonly programme: number;
	/** In order, the first at 0; 120 throughout while the tempo is not known. */
	readonly tempoMap?: readonly TempoPoint[];
	/** Write bends, where notes do not overlap: a channel bends as a whole. */
	readonly bends: boolean;
	/** Seconds from one bend value to the next. */
	readonly bendStepSeconds: number;
}

export const ticksPerQuarter = 960;
const bendRangeSemitones = 2;
const bendCentre = 8192;
const channel = 0;
/** At one tick, what ends comes before what begins, and a bend before the note it bends. */
const order = { noteOff: 0, pitchBend: 1, noteOn: 2 } as const;

interface TimedEvent {
	readonly ticks: number;
	readonly rank: number;
	readonly event: MidiEvent;
}

/**
 * Notes as a standard MIDI file of type 0: one track, one programme, tempo events where the tempo is known. Times are
 * exact to half a tick (0.26 ms at 120). A note that begins while the same pitch sounds ends that one first.
 */
export function toMidi(notes: readonly MidiNote[], options: MidiOptions): Uint8Array<ArrayBuffer> {
	const toTicks = ticksFromSeconds(options.tempoMap ?? [{ startSeconds: 0, beatsPerMinute: 120 }]);
	const head: MidiEvent[] = [
		{ deltaTime: 0, meta: true, type: 'trackName', text: toLatin(options.title) },
		...(options.bends ? bendRangeEvents() : []),
		{ deltaTime: 0, type: 'programChange', channel, programNumber: Math.min(127, Math.max(0, Math.round(options.programme))) }
	];
	const timed: TimedEvent[] = [
		...tempoEvents(options.tempoMap ?? [{ startSeconds: 0, beatsPerMinute: 120 }], toTicks),
		...noteEvents(withoutOverlaps(notes), toTicks),
		...(options.bends ? bendEvents(notes, options.bendStepSeconds, toTicks) : [])
	].sort((a, b) => a.ticks - b.ticks || a.rank - b.rank);
	let lastTicks = 0;
	const track = [...head];
	for (const { ticks, event } of timed) {
		track.push({ ...event, deltaTime: ticks - lastTicks });
		lastTicks = ticks;
	}
	track.push({ deltaTime: 0, meta: true, type: 'endOfTrack' });
	return Uint8Array.from(writeMidi({ header: { format: 0, numTracks: 1, ticksPerBeat: ticksPerQuarter }, tracks: [track] }));
}

function ticksFromSeconds(map: readonly TempoPoint[]): (seconds: number) => number {
	return (seconds) => {
		let ticks = 0;
		map.forEach(({ startSeconds, beatsPerMinute }, index) => {
			const end = Math.min(seconds, map[index + 1]?.startSeconds ?? Infinity);
			if (end > startSeconds) ticks += ((end - startSeconds) * beatsPerMinute * ticksPerQuarter) / 60;
		});
		return Math.round(ticks);
	};
}

function tempoEvents(map: readonly TempoPoint[], toTicks: (seconds: number) => number): TimedEvent[] {
	return map.map(({ startSeconds, beatsPerMinute }) => ({
		ticks: toTicks(startSeconds),
		rank: -1,
		event: { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat: Math.round(60e6 / beatsPerMinute) }
	}));
}

function noteEvents(notes: readonly MidiNote[], toTicks: (seconds: number) => number): TimedEvent[] {
	return notes.flatMap(({ onsetSeconds, offsetSeconds, pitchMidi, velocity }) => {
		const on = toTicks(onsetSeconds);
		const off = Math.max(on + 1, toTicks(offsetSeconds));
		return [
			{ ticks: on, rank: order.noteOn, event: { deltaTime: 0, type: 'noteOn', channel, noteNumber: pitchMidi, velocity } },
			{ ticks: off, rank: order.noteOff, event: { deltaTime: 0, type: 'noteOff', channel, noteNumber: pitchMidi, velocity: 64 } }
		] satisfies TimedEvent[];
	});
}

/** Notes of one pitch one after another: MIDI cannot hold two at once on a channel. Of twins the later one stays. */
function withoutOverlaps(notes: readonly MidiNote[]): MidiNote[] {
	const nextOnsetSeconds = new Map<number, number>();
	const kept: MidiNote[] = [];
	for (const note of notes.toSorted((a, b) => b.onsetSeconds - a.onsetSeconds)) {
		const limitSeconds = nextOnsetSeconds.get(note.pitchMidi) ?? Infinity;
		if (limitSeconds <= note.onsetSeconds) continue;
		nextOnsetSeconds.set(note.pitchMidi, note.onsetSeconds);
		kept.push({ ...note, offsetSeconds: Math.min(note.offsetSeconds, limitSeconds) });
	}
	return kept.reverse();
}

function bendEvents(notes: readonly MidiNote[], stepSeconds: number, toTicks: (seconds: number) => number): TimedEvent[] {
	const sorted = notes.toSorted((a, b) => a.onsetSeconds - b.onsetSeconds);
	let soundsUntilSeconds = -Infinity;
	return sorted.flatMap((note, index) => {
		const isAlone =
			note.onsetSeconds >= soundsUntilSeconds && (sorted[index + 1]?.onsetSeconds ?? Infinity) >= note.offsetSeconds;
		soundsUntilSeconds = Math.max(soundsUntilSeconds, note.offsetSeconds);
		if (!isAlone || note.bendCents === undefined) return [];
		const values = note.bendCents.filter((_cents, step) => note.onsetSeconds + step * stepSeconds < note.offsetSeconds);
		const bends = values.map((cents, step) => bendEvent(toTicks(note.onsetSeconds + step * stepSeconds), cents));
		return [...bends, bendEvent(toTicks(note.offsetSeconds), 0)];
	});
}

function bendEvent(ticks: number, cents: number): TimedEvent {
	const share = Math.min(1, Math.max(-1, cents / (100 * bendRangeSemitones)));
	// The library takes the bend as signed, -8192 to 8191.
	const value = Math.min(bendCentre - 1, Math.round(share * bendCentre));
	return { ticks, rank: order.pitchBend, event: { deltaTime: 0, type: 'pitchBend', channel, value } };
}

/** Registered parameter 0: the bend's range. */
function bendRangeEvents(): MidiEvent[] {
	const controller = (controllerType: number, value: number): MidiEvent => ({
		deltaTime: 0,
		type: 'controller',
		channel,
		controllerType,
		value
	});
	return [controller(101, 0), controller(100, 0), controller(6, bendRangeSemitones), controller(38, 0)];
}

/** Track names are bytes: UTF-8, as most programs read them, one byte a character. */
function toLatin(text: string): string {
	return [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');
}
