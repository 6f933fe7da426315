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

/**
 * Gives a place to what has no length left after its ends were drawn to the grid, so that no note gets lost: with what begins at the
 * same tick, else one step of the grid.
 * @param gridAt the step of the grid at a tick
 */
export function withoutEmpty(events: readonly VoiceEvent[], gridAt: (tick: number) => number, scoreEnd: number): VoiceEvent[] {
	const kept: VoiceEvent[] = [];
	let carried: VoiceEvent | null = null;
	for (const [at, event] of events.entries()) {
		const joined: VoiceEvent = carried === null ? event : join(event, carried);
		carried = null;
		const { startTick, endTick } = joined;
		if (endTick > startTick) kept.push(joined);
		else if (events[at + 1]?.startTick === startTick) carried = joined;
		else if (startTick < scoreEnd) kept.push({ ...joined, endTick: Math.min(scoreEnd, startTick + gridAt(startTick)) });
		else {
			const place = startTick - gridAt(startTick - 1);
			const last = kept.at(-1);
			if (last === undefined || last.endTick <= place) kept.push({ ...joined, startTick: place });
			else kept.splice(-1, 1, join(last, joined));
		}
	}
	return kept;
}

const join = (into: VoiceEvent, empty: VoiceEvent): VoiceEvent => ({
	...into,
	notes: [...into.notes, ...empty.notes].sort((a, b) => a.pitchMidi - b.pitchMidi),
	graces: [...empty.graces, ...into.graces]
});
