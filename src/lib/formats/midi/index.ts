import type { MidiEvent } from 'midi-file';
import { bendEvents, bendRange, isOneVoice, type BentNote } from './bends.ts';
import { toOneTrackFile } from './one-track-file.ts';
import type { TempoPoint } from '$core/time/index.ts';
import { steadyTickMap, tickMapAlong } from './tick-map.ts';

export interface MidiNote extends BentNote {
	readonly velocity: number;
}

export interface MidiOptions {
	readonly title: string;
	/** General MIDI programme, 0 to 127. */
	readonly programme: number;
	/** Tracked beats; 120 quarters a minute when it is left out. */
	readonly tempoMap?: readonly TempoPoint[];
	/** 4/4 is not written: it is what a file without one means. */
	readonly timeSignature?: { readonly numerator: number; readonly denominator: 2 | 4 | 8 | 16 };
	/** Writes bends as pitch wheel, if no two notes sound at once: the wheel bends a whole channel. */
	readonly bends: boolean;
	/** The sustain pedal as it went down and up, on the clock of the notes. */
	readonly pedals?: readonly { readonly atSeconds: number; readonly isDown: boolean }[];
	/** Seconds between two values of a note's bend. */
	readonly bendStepSeconds: number;
}

export const ticksPerQuarter = 960;
const channel = 0;

const sustainController = 64;

/** What is written at one tick, in this order: ends, pedal, bends, beginnings. */
const rank = { noteOff: 0, controller: 1, pitchBend: 2, noteOn: 3 } as const;
type Timed = { readonly tick: number; readonly event: MidiEvent & { readonly type: keyof typeof rank } };

/**
 * A Standard MIDI File of format 0: one track, one channel, one programme. Onsets and ends are within half a tick of the
 * truth (0.26 ms at 120), however long the file. A pitch that is struck again while it sounds ends first; the same pitch
 * struck twice at one tick is one note. Notes with times that are not numbers, or pitches outside 0 to 127, are left out.
 */
export function toMidi(notes: readonly MidiNote[], options: MidiOptions): Uint8Array<ArrayBuffer> {
	const map =
		options.tempoMap === undefined ? steadyTickMap(120, ticksPerQuarter) : tickMapAlong(options.tempoMap, ticksPerQuarter);
	const placed = placeNotes(notes, map.tickAt);
	const isBent = options.bends && isOneVoice(notes) && notes.some(({ bendCents }) => bendCents !== undefined);
	const timed: Timed[] = placed.flatMap(({ onTick, offTick, pitch, velocity }) => [
		{ tick: onTick, event: { deltaTime: 0, type: 'noteOn', channel, noteNumber: pitch, velocity } },
		{ tick: offTick, event: { deltaTime: 0, type: 'noteOff', channel, noteNumber: pitch, velocity: 0 } }
	]);
	if (isBent) timed.push(...bendEvents(notes, options.bendStepSeconds, map.tickAt, channel));
	for (const { atSeconds, isDown } of options.pedals ?? []) {
		if (!Number.isFinite(atSeconds)) continue;
		const value = isDown ? 127 : 0;
		timed.push({
			tick: map.tickAt(atSeconds),
			event: { deltaTime: 0, type: 'controller', channel, controllerType: sustainController, value }
		});
	}
	timed.sort((a, b) => a.tick - b.tick || rank[a.event.type] - rank[b.event.type]);

	const programNumber = Math.max(0, Math.min(127, Math.round(options.programme)));
	const head: { tick: number; event: MidiEvent }[] = [
		{ tick: 0, event: { deltaTime: 0, meta: true, type: 'trackName', text: utf8(options.title) } },
		...(options.timeSignature === undefined
			? []
			: [
					{
						tick: 0,
						event: {
							deltaTime: 0,
							meta: true,
							type: 'timeSignature',
							...options.timeSignature,
							// MIDI clocks between clicks, 24 to a quarter, and 32nds to a quarter.
							metronome: (24 * 4) / options.timeSignature.denominator,
							thirtyseconds: 8
						} as const
					}
				]),
		...map.tempos.map(({ tick, microsecondsPerQuarter: microsecondsPerBeat }) => ({
			tick,
			event: { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat } as const
		})),
		{ tick: 0, event: { deltaTime: 0, type: 'programChange', channel, programNumber } },
		...(isBent ? bendRange(channel).map((event) => ({ tick: 0, event })) : [])
	];
	const all = [...head, ...timed].map((entry, order) => ({ ...entry, order }));
	all.sort((a, b) => a.tick - b.tick || a.order - b.order);
	let previous = 0;
	const track: MidiEvent[] = all.map(({ tick, event }) => {
		const deltaTime = tick - previous;
		previous = tick;
		return { ...event, deltaTime };
	});
	track.push({ deltaTime: 0, meta: true, type: 'endOfTrack' });
	return toOneTrackFile(track, ticksPerQuarter);
}

interface PlacedNote {
	readonly onTick: number;
	offTick: number;
	readonly pitch: number;
	velocity: number;
}

function placeNotes(notes: readonly MidiNote[], tickAt: (seconds: number) => number): PlacedNote[] {
	const sound = notes.filter(
		({ onsetSeconds, offsetSeconds, pitchMidi }) =>
			Number.isFinite(onsetSeconds) && Number.isFinite(offsetSeconds) && pitchMidi >= 0 && pitchMidi <= 127
	);
	const placed: PlacedNote[] = [];
	const lastOf = new Map<number, PlacedNote>();
	for (const note of [...sound].sort((a, b) => a.onsetSeconds - b.onsetSeconds)) {
		const onTick = tickAt(note.onsetSeconds);
		const pitch = Math.round(note.pitchMidi);
		const velocity = Math.max(1, Math.min(127, Math.round(note.velocity) || 1));
		const offTick = Math.max(onTick + 1, tickAt(note.offsetSeconds));
		const last = lastOf.get(pitch);
		if (last !== undefined && last.onTick === onTick) {
			last.offTick = Math.max(last.offTick, offTick);
			last.velocity = Math.max(last.velocity, velocity);
			continue;
		}
		if (last !== undefined) last.offTick = Math.min(last.offTick, onTick);
		const fresh = { onTick, offTick, pitch, velocity };
		placed.push(fresh);
		lastOf.set(pitch, fresh);
	}
	return placed;
}

/** The writer takes one character for one byte. */
function utf8(text: string): string {
	return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
