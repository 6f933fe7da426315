import { ticksPerQuarter, type Part, type ScoreNote } from '$core/score/index.ts';
import type { SmfMessage } from './smf-writer.ts';

/** At one tick: ends, then pedals, then beginnings. */
const rank = { off: 0, pedal: 1, wheel: 1, lyric: 2, on: 3 } as const;
/** A grace note takes this much of the time before its note: a 64th. */
const graceTicks = ticksPerQuarter / 16;

interface Sounding {
	readonly on: number;
	off: number;
	readonly pitch: number;
	readonly velocity: number;
}

/**
 * The notes of one staff on one channel. A key that is struck again ends first; struck twice at one tick it is one note, the longer.
 * @param at from ticks of the Score to those of the file
 */
export function noteMessages(notes: readonly ScoreNote[], channel: number, at: (tick: number) => number): SmfMessage[] {
	const sounding = toSounding(notes, at);
	return [
		...sounding.flatMap(({ on, off, pitch, velocity }): SmfMessage[] => [
			{ tick: on, rank: rank.on, bytes: [0x90 | channel, pitch, velocity] },
			{ tick: off, rank: rank.off, bytes: [0x80 | channel, pitch, 64] }
		])
	];
}

export function pedalMessages({ pedals }: Part, channel: number, at: (tick: number) => number): SmfMessage[] {
	return pedals.flatMap(({ tick, endTick }): SmfMessage[] => [
		{ tick: at(tick), rank: rank.pedal, bytes: [0xb0 | channel, 64, 127] },
		{ tick: at(endTick), rank: rank.pedal, bytes: [0xb0 | channel, 64, 0] }
	]);
}

export const lyricRank = rank.lyric;
export const wheelRank = rank.wheel;

function toSounding(notes: readonly ScoreNote[], at: (tick: number) => number): Sounding[] {
	const placed = [
		...notes.filter(({ ticks }) => ticks > 0).map((note) => place(note, note.tick, note.ticks, at)),
		...graces(notes, at)
	];
	placed.sort((a, b) => a.on - b.on || b.off - a.off);
	const last = new Map<number, Sounding>();
	return placed.filter((note) => {
		const before = last.get(note.pitch);
		if (before?.on === note.on) return false;
		if (before !== undefined && before.off > note.on) before.off = note.on;
		last.set(note.pitch, note);
		return true;
	});
}

function place({ pitchMidi, velocity }: ScoreNote, tick: number, ticks: number, at: (tick: number) => number): Sounding {
	const on = at(tick);
	return { on, off: Math.max(on + 1, at(tick + ticks)), pitch: pitchMidi, velocity };
}

/** Grace notes sound one after another just before their note; at the very beginning there is no time for them but its own. */
function graces(notes: readonly ScoreNote[], at: (tick: number) => number): Sounding[] {
	const groups = new Map<string, ScoreNote[]>();
	for (const note of notes) {
		if (note.ticks > 0) continue;
		const key = `${note.tick} ${note.voice}`;
		groups.set(key, [...(groups.get(key) ?? []), note]);
	}
	return [...groups.values()].flatMap((group) => {
		const tick = group[0]?.tick ?? 0;
		const start = Math.max(0, tick - group.length * graceTicks);
		const each = tick === 0 ? graceTicks / group.length : (tick - start) / group.length;
		return group.map((note, i) => place(note, Math.round(start + i * each), Math.round(each), at));
	});
}
