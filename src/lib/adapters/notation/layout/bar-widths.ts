import { ticksPerQuarter } from '$core/score/index.ts';
import type { WrittenBar, WrittenEvent } from '$core/score/notate/index.ts';

/** Pixels at zoom 1, where staff lines are 10 px apart. */
const quarterPx = 33;
const headPx = 15;
const accidentalPx = 12;
const dotPx = 7;
const gracePx = 13;
const lyricPx = 8.2;
const chordPx = 13;
const paddingPx = 30;
const leastPx = 60;

/** A chord symbol over the bar. */
export interface ChordText {
	readonly tick: number;
	readonly text: string;
}

/**
 * How wide a bar wants to be, without clef and signatures: the room of each moment grows with the root of its length, and is never less
 * than its signs, syllables and chord symbols need.
 * @param staves the same bar in every staff
 */
export function barWidthPx(staves: readonly WrittenBar[], chords: readonly ChordText[]): number {
	const [bar] = staves;
	if (bar === undefined) return leastPx;
	const known = musicWidths.get(bar);
	const isKnown = known?.staves.length === staves.length && staves.every((one, at) => one === known.staves[at]);
	const width = isKnown ? known.widthPx : musicWidthPx(staves, bar.startTick + bar.ticks);
	if (!isKnown) musicWidths.set(bar, { staves, widthPx: width });
	const chordsPx = chords.reduce((sum, { text }) => sum + 18 + chordPx * text.length, 0);
	return Math.max(leastPx, width, chordsPx);
}

/** By the bar of the first staff; bars that an edit leaves alone stay the same objects. */
const musicWidths = new WeakMap<WrittenBar, { readonly staves: readonly WrittenBar[]; readonly widthPx: number }>();

function musicWidthPx(staves: readonly WrittenBar[], endTick: number): number {
	const needs = new Map<number, number>();
	for (const { voices } of staves)
		for (const { events } of voices)
			for (const event of events)
				if (!event.isBarRest) needs.set(event.tick, Math.max(needs.get(event.tick) ?? 0, needPx(event)));
	const ticks = [...needs.keys()].sort((a, b) => a - b);
	let width = paddingPx;
	for (const [at, tick] of ticks.entries()) {
		const length = (ticks[at + 1] ?? endTick) - tick;
		width += Math.max(needs.get(tick) ?? 0, quarterPx * Math.sqrt(length / ticksPerQuarter));
	}
	return width;
}

function needPx({ notes, graces, value }: WrittenEvent): number {
	const signs = notes.filter(({ accidental }) => accidental !== null).length;
	const syllable = Math.max(
		0,
		...notes.flatMap(({ note, isTiedBack }) => (isTiedBack ? [] : (note.lyrics ?? []).map(({ length }) => length)))
	);
	const own =
		headPx +
		(signs === 0 ? 0 : accidentalPx + 4 * Math.min(3, signs - 1)) +
		dotPx * value.dots +
		(graces.length === 0 ? 0 : 6 + gracePx * graces.length);
	return Math.max(own, syllable === 0 ? 0 : 8 + lyricPx * syllable);
}

/** Room before the notes of a bar. */
export function leadPx({ hasClef, keySigns, hasMeter }: { hasClef: boolean; keySigns: number; hasMeter: boolean }): number {
	return (hasClef ? 38 : 0) + (keySigns > 0 ? 6 + 11 * keySigns : 0) + (hasMeter ? 30 : 0);
}
