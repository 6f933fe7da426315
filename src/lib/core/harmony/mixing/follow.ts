import { camelotOf, toCamelot, wheelSteps } from '../camelot.ts';
import type { MusicalKey } from '../chord.ts';

/** What mixing asks of a song. Null is not known. */
export interface Mixable {
	readonly id: string;
	readonly key: MusicalKey | null;
	readonly bpm: number | null;
	/** 0 to 1. */
	readonly energy: number | null;
}

export type KeyMove = 'same' | 'relative' | 'fifth-up' | 'fifth-down' | 'diagonal' | 'two-up' | 'parallel' | 'far' | 'unknown';

/** How a tempo is brought to another: as it is, or counted in halves or doubles. */
export type TempoRelation = 'same' | 'half' | 'double';

export interface Transition {
	/** 0 to 1; higher goes better. */
	readonly score: number;
	readonly keyMove: KeyMove;
	/** Camelot codes; null where a key is not known. */
	readonly fromCode: string | null;
	readonly toCode: string | null;
	/** How much the second must be slowed down (negative) or sped up to meet the first, in %; null when unknown. */
	readonly tempoChangePercent: number | null;
	readonly tempoRelation: TempoRelation | null;
	/** The second's energy above the first's; null when unknown. */
	readonly energyStep: number | null;
}

/**
 * What a DJ's deck takes without being heard to (a pitch fader of most players covers 6 or 8%).
 * Counting a tempo in halves or doubles widens what fits.
 */
export const mostTempoChangePercent = 6;

/**
 * How well each move sounds, by what the two scales share: same key 7 of 7 notes, relative 7, a fifth 6, diagonal (such
 * as 8A to 9B) 6, two fifths up 5 (the "energy boost" of DJs), the parallel 4. Unknown is neither good nor bad.
 */
const keyScores: Readonly<Record<KeyMove, number>> = {
	same: 1,
	relative: 0.92,
	'fifth-up': 0.9,
	'fifth-down': 0.86,
	diagonal: 0.7,
	'two-up': 0.55,
	parallel: 0.45,
	far: 0,
	unknown: 0.5
};
const weights = { key: 0.5, tempo: 0.35, energy: 0.15 } as const;

/** What happens between two songs played one after the other. */
export function toTransition(from: Mixable, to: Mixable): Transition {
	const keyMove = toKeyMove(from.key, to.key);
	const tempo = toTempoChange(from.bpm, to.bpm);
	const energyStep = from.energy === null || to.energy === null ? null : to.energy - from.energy;
	const score =
		weights.key * keyScores[keyMove] +
		weights.tempo * (tempo === null ? 0.5 : tempoScore(tempo.percent, tempo.relation)) +
		weights.energy * (energyStep === null ? 0.5 : energyScore(energyStep));
	return {
		score,
		keyMove,
		fromCode: from.key === null ? null : camelotOf(from.key),
		toCode: to.key === null ? null : camelotOf(to.key),
		tempoChangePercent: tempo?.percent ?? null,
		tempoRelation: tempo?.relation ?? null,
		energyStep
	};
}

/** Whether the second mixes out of the first: both keys known and close, tempo within reach or one of them without a beat. */
export function canFollow(from: Mixable, to: Mixable): boolean {
	const keyMove = toKeyMove(from.key, to.key);
	if (keyMove === 'far' || keyMove === 'unknown' || keyMove === 'parallel') return false;
	const tempo = toTempoChange(from.bpm, to.bpm);
	return tempo === null || Math.abs(tempo.percent) <= mostTempoChangePercent;
}

/** What follows a song well, best first; songs that do not fit are left out. */
export function rankFollowers<T extends Mixable>(
	from: Mixable,
	songs: readonly T[],
	limit = 50
): readonly { readonly song: T; readonly transition: Transition }[] {
	return songs
		.filter((song) => song.id !== from.id && canFollow(from, song))
		.map((song) => ({ song, transition: toTransition(from, song) }))
		.sort((a, b) => b.transition.score - a.transition.score || (a.song.id < b.song.id ? -1 : 1))
		.slice(0, limit);
}

export function toKeyMove(from: MusicalKey | null, to: MusicalKey | null): KeyMove {
	if (from === null || to === null) return 'unknown';
	const [one, other] = [toCamelot(from), toCamelot(to)];
	const steps = wheelSteps(one, other);
	if (one.letter === other.letter) {
		const moves: Readonly<Record<number, KeyMove>> = { 0: 'same', 1: 'fifth-up', [-1]: 'fifth-down', 2: 'two-up' };
		return moves[steps] ?? 'far';
	}
	if (steps === 0) return 'relative';
	// A step on or back and across: the scales differ by one note.
	if (Math.abs(steps) === 1) return 'diagonal';
	return from.tonic === to.tonic ? 'parallel' : 'far';
}

/** The smallest change of speed that brings the second to the first, counting in halves and doubles too. */
export function toTempoChange(
	from: number | null,
	to: number | null
): { readonly percent: number; readonly relation: TempoRelation } | null {
	if (from === null || to === null || from <= 0 || to <= 0) return null;
	const options = [
		{ relation: 'same' as const, bpm: to },
		{ relation: 'half' as const, bpm: to * 2 },
		{ relation: 'double' as const, bpm: to / 2 }
	].map(({ relation, bpm }) => ({ relation, percent: 100 * (from / bpm - 1) }));
	return options.reduce((best, option) => (Math.abs(option.percent) < Math.abs(best.percent) ? option : best));
}

function tempoScore(percent: number, relation: TempoRelation): number {
	const near = Math.max(0, 1 - Math.abs(percent) / (2 * mostTempoChangePercent));
	return relation === 'same' ? near : 0.8 * near;
}

/** A small step up is what keeps a floor; level is good; a fall or a leap is not. */
function energyScore(step: number): number {
	return Math.max(0, 1 - Math.abs(step - 0.05) / 0.5);
}
