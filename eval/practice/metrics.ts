import type { NoteVerdict, TakeEvent, TakeNote } from '../../src/lib/core/practice/index.ts';
import { type PlantedError, type PlantedKind, type PlantedTake } from './planted-take.ts';

/** What a judge says of a take: the parts of a judgement that are compared. */
export interface Told {
	readonly notes: readonly NoteVerdict[];
	readonly events: readonly Pick<TakeEvent, 'kind'>[];
	/** 0 to 100; null where a judge gives none. */
	readonly score: number | null;
	/** Of the tempo, a share of it a minute; null where a judge tells none. */
	readonly driftPerMinute: number | null;
}

export interface Counts {
	found: number;
	invented: number;
	overlooked: number;
}

/** An extra note is found when one is told at its pitch, this near, seconds. */
const extraSeconds = 0.1;

/**
 * Errors found, invented and overlooked, by kind. An error is found only as what it is, on the very note; a note that is told
 * as something else is overlooked as the one and invented as the other.
 */
export function compare(take: PlantedTake, told: Told, notes: readonly TakeNote[]): Record<PlantedKind, Counts> {
	const counts: Record<PlantedKind, Counts> = {
		wrong: { found: 0, invented: 0, overlooked: 0 },
		missed: { found: 0, invented: 0, overlooked: 0 },
		extra: { found: 0, invented: 0, overlooked: 0 },
		early: { found: 0, invented: 0, overlooked: 0 },
		late: { found: 0, invented: 0, overlooked: 0 }
	};
	const open = new Set(take.errors);
	for (const verdict of told.notes) {
		if (verdict.expectedId !== undefined && take.leftOut.has(verdict.expectedId)) continue;
		for (const kind of kindsOf(verdict)) {
			const error = [...open].find((one) => one.kind === kind && isSame(one, verdict, notes));
			if (error === undefined) counts[kind].invented++;
			else {
				counts[kind].found++;
				open.delete(error);
			}
		}
	}
	for (const { kind } of open) counts[kind].overlooked++;
	return counts;
}

function kindsOf({ kind, timing }: NoteVerdict): PlantedKind[] {
	if (kind === 'right') return timing === 'early' || timing === 'late' ? [timing] : [];
	return kind === 'unsure' ? [] : [kind];
}

function isSame(error: PlantedError, verdict: NoteVerdict, notes: readonly TakeNote[]): boolean {
	if (error.kind !== 'extra') return error.expectedId === verdict.expectedId && error.attempt === verdict.attempt;
	const note = notes[verdict.takeNote ?? -1];
	return note !== undefined && note.pitchMidi === error.pitchMidi && Math.abs(note.onsetSeconds - error.seconds) <= extraSeconds;
}

/** Share of a take's notes that are flagged with any fault. */
export function toFlagShare({ piece }: PlantedTake, { notes }: Told): number {
	return notes.filter((verdict) => kindsOf(verdict).length > 0).length / Math.max(1, piece.notes.length);
}

export const toF = ({ found, invented, overlooked }: Counts): number | null =>
	found + invented + overlooked === 0 ? null : (2 * found) / (2 * found + invented + overlooked);

/** Adds up counts by kind. */
export function toSum(all: readonly Record<PlantedKind, Counts>[]): Record<PlantedKind, Counts> {
	const sum = (kind: PlantedKind): Counts =>
		all.reduce(
			(total, { [kind]: own }) => ({
				found: total.found + own.found,
				invented: total.invented + own.invented,
				overlooked: total.overlooked + own.overlooked
			}),
			{ found: 0, invented: 0, overlooked: 0 }
		);
	return { wrong: sum('wrong'), missed: sum('missed'), extra: sum('extra'), early: sum('early'), late: sum('late') };
}

/** Whether what happened to the course of the music was told, and nothing else. */
export function isCourseTold({ course, driftShare, context }: PlantedTake, { events, driftPerMinute }: Told): boolean {
	const kinds = new Set(events.map(({ kind }) => kind).filter((kind) => kind !== 'earlyEnd'));
	if (course === 'drift')
		return kinds.size === 0 && driftPerMinute !== null && context.mode === 'free' && driftPerMinute * driftShare > 0;
	return course === 'straight' ? kinds.size === 0 : kinds.size === 1 && kinds.has(course);
}
