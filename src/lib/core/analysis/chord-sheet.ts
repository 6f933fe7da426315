import type { Chord } from '../harmony/chord.ts';
import type { Bar } from '../time/index.ts';
import type { EffectiveAnalysis, EffectiveChord, EffectiveSection } from './effective-analysis.ts';

/** A chord as it stands in its bar. */
export interface SheetChord {
	readonly span: EffectiveChord;
	/** How far into the bar it begins, 0 to 1. */
	readonly share: number;
}

export interface SheetBar {
	readonly bar: Bar;
	/** Those that begin in it, and at its beginning the one that sounds on only where a line begins. */
	readonly chords: readonly SheetChord[];
	/** The chord before goes on through all of it: written as a repeat sign. */
	readonly isRepeat: boolean;
}

export interface SheetLine {
	/** The section that begins with this line. */
	readonly section: EffectiveSection | null;
	readonly bars: readonly SheetBar[];
}

export function sameChord(a: Chord | null, b: Chord | null): boolean {
	if (a === null || b === null) return a === b;
	return a.root === b.root && a.quality === b.quality && (a.bass ?? a.root) === (b.bass ?? b.root);
}

/**
 * The song as a fake book writes it: bars in lines, a new line for every section, a chord where it changes. A change
 * within half a beat before a bar line belongs to the bar after it. Empty without bars.
 */
export function toSheetLines(
	{ bars, chords, sections }: Pick<EffectiveAnalysis, 'bars' | 'chords' | 'sections'>,
	barsPerLine = 4
): readonly SheetLine[] {
	const sectionOf = sectionStarts(bars, sections);
	const lines: { section: EffectiveSection | null; bars: SheetBar[] }[] = [];
	let at = 0;
	let sounding: EffectiveChord | null = null;
	bars.forEach((bar, barAt) => {
		const section = sectionOf.get(barAt) ?? null;
		let line = lines.at(-1);
		const isNewLine =
			line === undefined || section !== null || line.bars.length >= barsPerLine || lines.at(-1)?.bars[0]?.bar.number === 0;
		if (line === undefined || isNewLine) {
			line = { section, bars: [] };
			lines.push(line);
		}
		const halfBeat = (bar.endSeconds - bar.startSeconds) / Math.max(1, bar.beatCount) / 2;
		const before: EffectiveChord | null = sounding;
		const begun: SheetChord[] = [];
		for (let span = chords[at]; span && span.startSeconds < bar.endSeconds - halfBeat; span = chords[++at]) {
			if (sounding !== null && sameChord(sounding.chord, span.chord)) continue;
			sounding = span;
			const into = span.startSeconds - bar.startSeconds;
			if (into < halfBeat) begun.length = 0;
			begun.push({ span, share: into < halfBeat ? 0 : into / (bar.endSeconds - bar.startSeconds) });
		}
		if (isNewLine && before !== null && (begun[0]?.share ?? 1) > 0) begun.unshift({ span: before, share: 0 });
		line.bars.push({ bar, chords: begun, isRepeat: begun.length === 0 && before !== null });
	});
	return lines;
}

/** Which bar each section begins with: the one whose beginning is nearest. */
function sectionStarts(bars: readonly Bar[], sections: readonly EffectiveSection[]): ReadonlyMap<number, EffectiveSection> {
	const starts = new Map<number, EffectiveSection>();
	let at = 0;
	for (const section of sections) {
		const distance = (index: number): number => Math.abs((bars[index]?.startSeconds ?? Infinity) - section.startSeconds);
		while (at + 1 < bars.length && distance(at + 1) <= distance(at)) at++;
		if (bars.length > 0) starts.set(at, section);
	}
	return starts;
}
