import type { ScoreNote } from '../score.ts';

/** Notes of a voice that share a stem. */
export interface VoiceEvent {
	readonly startTick: number;
	readonly endTick: number;
	/** From low to high. */
	readonly notes: readonly ScoreNote[];
	/** Chords of grace notes before it, in order. */
	readonly graces: readonly (readonly ScoreNote[])[];
}

/**
 * Notes of one voice as chords that follow each other. What overlaps against the rule of voices is cut where the next begins.
 * @param notes of one staff and voice, by tick
 * @param endTick of the score: what lies behind it is not written
 */
export function toVoiceEvents(notes: readonly ScoreNote[], endTick: number): VoiceEvent[] {
	const chords = new Map<number, { notes: ScoreNote[]; graces: ScoreNote[] }>();
	for (const note of notes) {
		if (note.tick >= endTick) continue;
		const chord = chords.get(note.tick) ?? { notes: [], graces: [] };
		(note.grace === undefined ? chord.notes : chord.graces).push(note);
		chords.set(note.tick, chord);
	}
	const ordered = [...chords].sort(([a], [b]) => a - b);
	const starts = ordered.filter(([, chord]) => chord.notes.length > 0).map(([tick]) => tick);
	let graces: ScoreNote[] = [];
	const events: VoiceEvent[] = [];
	for (const [startTick, chord] of ordered) {
		graces.push(...chord.graces);
		if (chord.notes.length === 0) continue;
		const longest = Math.max(1, ...chord.notes.map(({ ticks }) => ticks));
		events.push({
			startTick,
			endTick: Math.min(startTick + longest, starts[events.length + 1] ?? endTick, endTick),
			notes: chord.notes.sort((a, b) => a.pitchMidi - b.pitchMidi),
			graces: graces.map((grace) => [grace])
		});
		graces = [];
	}
	return events;
}

/** Joins to its neighbour what has no length left after its ends were drawn to the grid; no note gets lost. */
export function withoutEmpty(events: readonly VoiceEvent[]): VoiceEvent[] {
	const kept: VoiceEvent[] = [];
	let carried: VoiceEvent | null = null;
	for (const event of events) {
		const joined: VoiceEvent = carried === null ? event : join(event, carried);
		carried = joined.endTick > joined.startTick ? null : joined;
		if (carried === null) kept.push(joined);
	}
	const last = kept.pop();
	if (last !== undefined) kept.push(carried === null ? last : join(last, carried));
	return kept;
}

const join = (into: VoiceEvent, empty: VoiceEvent): VoiceEvent => ({
	...into,
	notes: [...into.notes, ...empty.notes].sort((a, b) => a.pitchMidi - b.pitchMidi),
	graces: [...empty.graces, ...into.graces]
});
