import { barAt, jumpWords, ticksPerQuarter, type Score } from '$core/score/index.ts';
import { toValueWithin, type ValueType } from '$core/score/notate/index.ts';
import { carriesDynamics, lyricRowPx, type Page, type PageLine, type PlacedStaff } from '../layout/page.ts';
import { drawLineTo, writeSigns, writeWords, xAt, type Moment, type PlacedHead } from './drawn-line.ts';
import type { InkContext } from './ink-context.ts';

interface Place {
	readonly context: InkContext;
	readonly from: number;
	readonly to: number;
	readonly endX: number;
	readonly at: (tick: number) => number;
}

const chordGapPx = 8;

/** Everything above and below the staves: chords, tempo, sections, ways through the piece, dynamics, pedals, words. */
export function drawMarks(
	context: InkContext,
	page: Page,
	line: PageLine,
	heads: readonly PlacedHead[],
	moments: readonly Moment[]
): void {
	const { score, starts } = page;
	const place: Place = {
		context,
		from: starts[line.first] ?? 0,
		to: starts[line.last + 1] ?? Infinity,
		endX: line.barXs[line.barXs.length - 1] ?? 0,
		at: (tick) => xAt(moments, tick)
	};
	const isHere = ({ tick }: { readonly tick: number }): boolean => tick >= place.from && tick < place.to;
	let freeX = -Infinity;
	for (const { tick, text } of page.chords.filter(isHere)) {
		// One that the last one reaches over stands behind it.
		const x = Math.max(place.at(tick) - 6, freeX);
		freeX = x + writeWords(context, withSigns(text), x, line.chordsPx, { sizePx: 21, weight: 'bold' }) + chordGapPx;
	}
	drawAbove(place, score, starts, line, isHere);
	drawWays(context, score, line);
	for (const [index, staff] of line.staves.entries()) {
		if (
			carriesDynamics(
				line.staves.map(({ sheet }) => sheet),
				index
			)
		)
			drawBelow(place, staff, isHere);
		drawOttavas(place, staff);
	}
	drawLyrics(context, heads);
	if (score.parts.length > 1 && line.first === page.firstBar)
		for (const { sheet, topPx } of line.staves.filter(isFirstOfPart))
			writeWords(context, sheet.part.name, line.leftPx, topPx - 18, { sizePx: 15, slant: 'italic' });
}

const isFirstOfPart = ({ sheet }: PlacedStaff, at: number, all: readonly PlacedStaff[]): boolean =>
	all[at - 1]?.sheet.part !== sheet.part;

/** The musical signs that a text face has. */
const withSigns = (text: string): string =>
	text
		.replace(/([A-G])#/g, '$1♯')
		.replace(/([A-G])b/g, '$1♭')
		.replace(/b5/g, '♭5');

const noteSigns: Readonly<Record<ValueType, number>> = {
	whole: 0xeca2,
	half: 0xeca3,
	quarter: 0xeca5,
	eighth: 0xeca7,
	'16th': 0xeca9,
	'32nd': 0xecab,
	'64th': 0xecad,
	'128th': 0xecaf
};

function drawAbove(
	{ context, at }: Place,
	score: Score,
	starts: readonly number[],
	line: PageLine,
	isHere: (mark: { readonly tick: number }) => boolean
): void {
	const y = line.marksPx;
	const ends = new Map<number, number>();
	/** Marks of one bar stand after each other; at its beginning they begin with it. */
	const begin = (tick: number): number => {
		const bar = barAt(starts, tick);
		const own = tick === starts[bar] ? (line.barXs[bar - line.first] ?? 0) + 2 : at(tick) - 6;
		return Math.max(own, ends.get(bar) ?? 0);
	};
	const endAt = (tick: number, x: number): void => {
		ends.set(barAt(starts, tick), x + 14);
	};
	for (const { tick, label } of score.sections.filter(isHere)) {
		const x = begin(tick);
		const width = writeWords(context, label, x + 5, y, { sizePx: 17, weight: 'bold' });
		context.setLineWidth(1);
		context.rect(x, y - 17, width + 10, 23, { fill: 'none', stroke: 'currentColor', 'stroke-width': 1 });
		endAt(tick, x + width + 10);
	}
	for (const { tick, bpm, beatTicks, words } of score.tempoMarks.filter(isHere)) {
		let x = begin(tick);
		if (words !== undefined) x += writeWords(context, `${words}  `, x, y, { sizePx: 17, weight: 'bold' }) + 6;
		const { type, dots } = toValueWithin(beatTicks);
		x += writeSigns(context, [noteSigns[type], ...Array<number>(dots).fill(0xecb7)], x, y, 24) + 4;
		x += writeWords(context, `= ${Math.round(bpm)}`, x, y, { sizePx: 17 });
		endAt(tick, x);
	}
	for (const { tick, unitTicks } of score.swings.filter(isHere)) {
		const x = begin(tick);
		const words = unitTicks < ticksPerQuarter / 2 ? 'Swing 16ths' : 'Swing';
		endAt(tick, x + writeWords(context, words, x, y, { sizePx: 17, slant: 'italic' }));
	}
}

/** A bracket over the bars of an ending, open where it goes on. */
function drawEnding(context: InkContext, bars: Score['bars'], line: PageLine, index: number): void {
	const name = (at: number): string => bars[at]?.endings?.join() ?? '';
	if (name(index) === '') return;
	const [left, right] = [line.barXs[index - line.first] ?? 0, line.barXs[index - line.first + 1] ?? 0];
	const y = line.endingsPx;
	drawLineTo(context, left + 2, y, right - 2, y);
	if (name(index - 1) !== name(index)) {
		drawLineTo(context, left + 2, y, left + 2, y + 16);
		writeWords(context, `${bars[index]?.endings?.join(', ') ?? ''}.`, left + 8, y + 16, { sizePx: 15, weight: 'bold' });
	}
	if (name(index + 1) !== name(index)) drawLineTo(context, right - 2, y, right - 2, y + 16);
}

/** Where the music goes on, at the ends of bars. */
function drawWays(context: InkContext, { bars }: Score, line: PageLine): void {
	const top = line.staves[0]?.topPx ?? 0;
	for (let index = line.first; index <= line.last; index++) {
		const bar = bars[index];
		drawEnding(context, bars, line, index);
		const x = line.barXs[index - line.first + 1] ?? 0;
		const words = [
			bar?.jump === undefined ? null : jumpWords[bar.jump],
			bar?.isFine === true ? 'Fine' : null,
			bar?.isToCoda === true ? 'To Coda' : null
		].filter((word) => word !== null);
		if (words.length === 0) continue;
		const text = words.join(', ');
		context.setFont('Academico, serif', '16px', 'bold', 'normal');
		const { width } = context.measureText(text);
		context.fillText(text, x - width - 4, Math.min(top - 14, line.marksPx));
	}
}

const dynamicSigns: Readonly<Record<string, number>> = { p: 0xe520, m: 0xe521, f: 0xe522, r: 0xe523, s: 0xe524, z: 0xe525 };

function drawBelow(
	{ context, at, from, to, endX }: Place,
	{ sheet: { part }, dynamicsPx: y }: PlacedStaff,
	isHere: (mark: { readonly tick: number }) => boolean
): void {
	for (const { tick, mark } of part.dynamics.filter(isHere))
		writeSigns(
			context,
			[...mark].map((letter) => dynamicSigns[letter] ?? 0xe520),
			at(tick) - 8,
			y,
			30
		);
	const clipped = ({ tick, endTick }: { readonly tick: number; readonly endTick: number }): readonly [number, number] | null =>
		endTick <= from || tick >= to
			? null
			: [tick < from ? at(from) - 10 : at(tick) + 12, endTick >= to ? endX - 6 : at(endTick) - 18];
	for (const hairpin of part.hairpins) {
		const span = clipped(hairpin);
		if (span === null) continue;
		const [open, closed] = hairpin.kind === 'crescendo' ? [span[1], span[0]] : span;
		drawLineTo(context, closed, y - 4, open, y - 9, 1.1);
		drawLineTo(context, closed, y - 4, open, y + 1, 1.1);
	}
	for (const pedal of part.pedals) {
		const span = clipped(pedal);
		if (span === null) continue;
		if (pedal.tick >= from) writeSigns(context, [0xe650], span[0] - 18, y + 4, 24);
		if (pedal.endTick <= to) writeSigns(context, [0xe655], span[1], y + 4, 24);
	}
}

const ottavaWords: Readonly<Record<number, string>> = { 1: '8va', 2: '15ma', [-1]: '8vb', [-2]: '15mb' };

function drawOttavas({ context, at, from, to, endX }: Place, { sheet, topPx, heightPx, ottavaPx }: PlacedStaff): void {
	if (sheet.kind === 'tab') return;
	for (const { tick, endTick, staff, octaves } of sheet.part.ottavas) {
		if (staff !== sheet.staff || endTick <= from || tick >= to || octaves === 0) continue;
		const y = octaves > 0 ? ottavaPx : topPx + heightPx + 28;
		const x = tick < from ? at(from) - 8 : at(tick) - 8;
		const width = writeWords(context, ottavaWords[octaves] ?? '', x, y, { sizePx: 16, slant: 'italic' });
		const right = endTick >= to ? endX - 4 : at(endTick) - 8;
		context.setLineDash([4, 3]);
		drawLineTo(context, x + width + 4, y - 4, right, y - 4);
		context.setLineDash([]);
		drawLineTo(context, right, y - 4, right, y + (octaves > 0 ? 3 : -11));
	}
}

function drawLyrics(context: InkContext, heads: readonly PlacedHead[]): void {
	for (const { head, x, width, staff } of heads) {
		if (head.isTiedBack || staff.sheet.kind === 'tab') continue;
		for (const [verse, syllable] of (head.note.lyrics ?? []).entries())
			writeWords(context, syllable, x + width / 2, staff.lyricsPx + verse * lyricRowPx, { sizePx: 17, align: 'middle' });
	}
}
