import type { Score } from '$core/score/index.ts';
import type { EngravedLight, EngravedMarks } from './engraved-marks.ts';
import type { PageSize } from './page-size.ts';

/** How a score is to look. */
export interface EngravingLook {
	/** Of the room to draw in, CSS pixels. */
	readonly widthPx: number;
	/** 1 has staff lines 10 px apart; null has pages as wide as the room, and lines that wrap of a size to be read in it. */
	readonly zoom: number | null;
	/** Pages of paper with margins, the title and page numbers; without it lines wrap to the width. */
	readonly paper?: PageSize;
	/** Parts to show, in the score's order; all of them without it. */
	readonly partIds?: readonly string[];
	/** What a part with a fretboard shows; one without has its staves always. */
	readonly staves: 'score' | 'tab' | 'both';
	/**
	 * How parts are read, by their ids: semitones from the written to the sounding pitch, -2 for a trumpet in B flat, 0 for concert pitch.
	 * A part without an entry is read as its score has it.
	 */
	readonly readings?: Readonly<Record<string, number>>;
}

/** CSS pixels from the top left of the page. */
export interface EngravedBox {
	readonly leftPx: number;
	readonly topPx: number;
	readonly widthPx: number;
	readonly heightPx: number;
}

export interface EngravedHit {
	readonly barIndex: number;
	/** Not rounded to a beat. */
	readonly tick: number;
	/** The head that was touched, or null. */
	readonly noteId: string | null;
}

/** A score on a page. Lines are drawn when they come near the window; all places are known from the beginning. */
export interface Engraving {
	/**
	 * Does ahead what takes long of showing a score, a few milliseconds at a time. Null when it is done at once: it is, when little has
	 * changed since the last one. @throws an abort error when the signal fires
	 */
	prepare(score: Score, look: EngravingLook, signal: AbortSignal): Promise<void> | null;
	/** Lays the score out; draws again only those lines whose content changed. */
	show(score: Score, look: EngravingLook): void;
	/** The part of the page that can be seen: lines near it are drawn, far ones let go. */
	setWindow(topPx: number, bottomPx: number): void;
	/** Of all that is shown, of the last `show`: on paper it may be wider than the room. */
	readonly widthPx: number;
	readonly heightPx: number;
	readonly zoom: number;
	/** Where a tick is: as high as its line. Exact in drawn lines, in others between the bar's ends. */
	placeAt(tick: number): EngravedBox;
	/** One box for each line that the bars lie on; `last` is included. */
	barBoxes(first: number, last: number): EngravedBox[];
	/** The heads of notes, tied ones too, in lines that are drawn. */
	noteBoxes(noteIds: ReadonlySet<string>): EngravedBox[];
	/**
	 * Marks notes with what became of them: heads get the class `mark-KIND`, signs stand in groups `verdict-sign mark-KIND`. Nothing is
	 * laid out anew. Null takes the marks away.
	 */
	setMarks(marks: EngravedMarks | null): void;
	/** Gives the heads of notes the class `light-hit` or `light-passed`; null takes it away. Cheap enough for every frame. */
	light(noteIds: Iterable<string>, light: EngravedLight | null): void;
	/** Takes away all lights. */
	darken(): void;
	/** Null beside the music. */
	hit(xPx: number, yPx: number): EngravedHit | null;
	/** Takes everything drawn away. */
	dispose(): void;
}

/** Draws notation. */
export interface Engraver {
	/** Loads what drawing needs, fonts too. Lines are drawn into the host, which is positioned and holds nothing else. */
	open(host: HTMLElement): Promise<Engraving>;
}
