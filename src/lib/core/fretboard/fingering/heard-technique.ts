import type { Technique } from '../../score/score.ts';

/** A note on its string, with what was heard of it. */
export interface HeardNote {
	readonly id: string;
	readonly string: number;
	readonly fret: number;
	readonly onsetSeconds: number;
	readonly endSeconds: number;
	readonly velocity: number;
	/** Cents off the tempered pitch in equal steps from the onset; absent when steady. */
	readonly bendCents?: readonly number[];
}

/** A bend begins within `startCents` of its note and stays near its top for `holdSeconds`. */
const bend = { startCents: 40, leastCents: 80, nearTopCents: 35, holdSeconds: 0.06, mostSemitones: 4 };
const vibrato = { leastSeconds: 0.3, leastCents: 12, mostCents: 80, slowestHz: 3.5, fastestHz: 9, smoothSeconds: 0.25 };
/** A slide leaves its note within its last part, towards the next. */
const slide = { tailSeconds: 0.12, leastCents: 60, steadyCents: 40, mostFrets: 12 };
/** A note that no pick began is softer and comes at once. */
const legato = { gapSeconds: 0.05, softer: 0.7, mostFrets: 4, mostSeconds: 0.35 };

/**
 * Techniques where what was heard leaves little doubt, by note id: bends that are held, vibrato, slides to the next note of the
 * string, hammer-ons and pull-offs (the next note of the string begins at once and much softer). In doubt, none.
 * @param stepSeconds between two values of `bendCents`
 */
export function heardTechniques(notes: readonly HeardNote[], stepSeconds: number): ReadonlyMap<string, Technique> {
	const found = new Map<string, Technique>();
	const nextOn = new Map<number, HeardNote>();
	for (const note of [...notes].sort((a, b) => b.onsetSeconds - a.onsetSeconds)) {
		const technique = techniqueOf(note, nextOn.get(note.string), stepSeconds);
		if (Object.keys(technique).length > 0) found.set(note.id, technique);
		nextOn.set(note.string, note);
	}
	return found;
}

function techniqueOf(note: HeardNote, next: HeardNote | undefined, stepSeconds: number): Technique {
	const cents = smoothed(note.bendCents ?? []);
	const isNext = next !== undefined && next.onsetSeconds - note.endSeconds < legato.gapSeconds && next.fret !== note.fret;
	const isSofter = isNext && next.velocity <= legato.softer * note.velocity;
	if (isNext && isSlide(note, next, cents, stepSeconds)) return { slide: isSofter ? 'legato' : 'shift' };
	const bendSemitones = note.fret > 0 ? heldBend(cents, stepSeconds) : null;
	const hasVibrato = note.fret > 0 && bendSemitones === null && isVibrato(cents, stepSeconds);
	const isLegatoToNext =
		isSofter &&
		Math.abs(next.fret - note.fret) <= legato.mostFrets &&
		next.onsetSeconds - note.onsetSeconds <= legato.mostSeconds &&
		bendSemitones === null;
	return {
		...(bendSemitones === null ? {} : { bendSemitones }),
		...(hasVibrato ? { hasVibrato } : {}),
		...(isLegatoToNext ? { isLegatoToNext } : {})
	};
}

/** Medians of three: one stray value is nothing that was played. */
function smoothed(cents: readonly number[]): number[] {
	return cents.map((value, at) => {
		const [, middle = value] = [cents[at - 1] ?? value, value, cents[at + 1] ?? value].sort((a, b) => a - b);
		return middle;
	});
}

/** Semitones in halves; null where the pitch does not rise from its note and stay up. */
function heldBend(cents: readonly number[], stepSeconds: number): number | null {
	const [start = 0] = cents;
	const top = Math.max(0, ...cents);
	if (Math.abs(start) > bend.startCents || top < bend.leastCents) return null;
	const held = cents.filter((value) => value >= top - bend.nearTopCents).length * stepSeconds;
	return held < bend.holdSeconds ? null : Math.min(bend.mostSemitones, Math.round(top / 50) / 2);
}

/** A regular swing around a mean that may drift. */
function isVibrato(cents: readonly number[], stepSeconds: number): boolean {
	if (cents.length * stepSeconds < vibrato.leastSeconds) return false;
	const half = Math.max(1, Math.round(vibrato.smoothSeconds / stepSeconds / 2));
	const swing = cents.map((value, at) => {
		const around = cents.slice(Math.max(0, at - half), at + half + 1);
		return value - around.reduce((sum, each) => sum + each, 0) / around.length;
	});
	const size = Math.SQRT2 * Math.sqrt(swing.reduce((sum, value) => sum + value * value, 0) / swing.length);
	if (size < vibrato.leastCents || size > vibrato.mostCents) return false;
	let crossings = 0;
	for (let at = 1; at < swing.length; at++) if ((swing[at] ?? 0) * (swing[at - 1] ?? 0) < 0) crossings++;
	const hz = crossings / 2 / (cents.length * stepSeconds);
	return hz >= vibrato.slowestHz && hz <= vibrato.fastestHz;
}

/** Steady until its last part, then under way to the next fret. */
function isSlide(note: HeardNote, next: HeardNote, cents: readonly number[], stepSeconds: number): boolean {
	const frets = next.fret - note.fret;
	if (note.fret === 0 || next.fret === 0 || Math.abs(frets) > slide.mostFrets || cents.length < 4) return false;
	const tail = Math.min(cents.length >> 1, Math.max(2, Math.round(slide.tailSeconds / stepSeconds)));
	const body = cents.slice(0, cents.length - tail);
	const last = cents.at(-1) ?? 0;
	return body.every((value) => Math.abs(value) <= slide.steadyCents) && last * Math.sign(frets) >= slide.leastCents;
}
