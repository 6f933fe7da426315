import { countLeading } from '$core/order/index.ts';
import { barAt, type Score } from '$core/score/index.ts';
import type { EngravedBox, EngravedHit, Engraving, EngravingLook } from '$contracts/notation/engraver.ts';
import type { EngravedLight, EngravedMarks } from '$contracts/notation/engraved-marks.ts';
import { drawLine } from './drawing/draw-line.ts';
import { drawVerdicts } from './drawing/draw-verdicts.ts';
import { xAt, type DrawnLine } from './drawing/drawn-line.ts';
import { NoteLights } from './note-lights.ts';
import { lineContent } from './layout/line-content.ts';
import { layOutPage, preparePage, type Page, type PageLine } from './layout/page.ts';
import { sheetStaves } from './layout/sheet.ts';
import { fittingZoom } from './layout/paper.ts';
import { PaperLayer, type Origin } from './paper-layer.ts';
import { inSteps, stepMs, workFor } from './steps.ts';

/** Lines this far above and below the window are drawn in spare time, CSS pixels. */
const nearPx = 900;
/** And so far with the window itself. */
const atOncePx = 60;
/** A head is touched this far beside it, CSS pixels. */
const touchPx = 8;
/** Below this a note is tinted as unsure. */
const sureFrom = 0.5;
/** Above and below sheets of paper, CSS pixels. */
const besidePaperPx = 16;

interface Kept {
	readonly content: string;
	readonly host: HTMLElement;
	readonly drawn: DrawnLine;
	/** The tick that the moments were drawn at. */
	readonly startTick: number;
	/** Takes the marks off it that it has. */
	unmark: () => void;
}

/** A score in a host element. The fonts must have been loaded. */
export class VexEngraving implements Engraving {
	readonly #host: HTMLElement;
	readonly #papers: PaperLayer;
	#page: Page | null = null;
	#zoom = 1;
	#origin: Origin = { x: 0, y: 0 };
	#look = '';
	#window: readonly [number, number] = [0, 0];
	/** Drawn lines by their place on the page. */
	#kept = new Map<number, Kept>();
	#sparing = 0;
	#marks: EngravedMarks | null = null;
	readonly #lights = new NoteLights();

	constructor(host: HTMLElement) {
		this.#host = host;
		this.#papers = new PaperLayer(host);
	}

	get widthPx(): number {
		return this.#origin.x * 2 + (this.#page?.widthPx ?? 0) * this.#zoom;
	}

	get heightPx(): number {
		return this.#origin.y * 2 + (this.#page?.heightPx ?? 0) * this.#zoom;
	}

	get zoom(): number {
		return this.#zoom;
	}

	prepare(score: Score, look: EngravingLook, signal: AbortSignal): Promise<void> | null {
		const work = preparePage(score, look);
		return workFor(work, stepMs) ? null : inSteps(work, signal);
	}

	show(score: Score, wanted: EngravingLook): void {
		const look = { ...wanted, zoom: wanted.zoom ?? fittingZoom(wanted, sheetStaves(score, wanted).length) };
		this.#zoom = look.zoom;
		this.#page = layOutPage(score, look);
		const { sheets, widthPx } = this.#page;
		const isPaper = sheets.length > 0;
		this.#origin = isPaper ? { x: Math.max(0, (look.widthPx - widthPx * look.zoom) / 2), y: besidePaperPx } : { x: 0, y: 0 };
		const sameLook = JSON.stringify(isPaper ? { ...look, widthPx } : look);
		if (sameLook !== this.#look) this.#letGo();
		this.#look = sameLook;
		this.#draw();
	}

	setWindow(topPx: number, bottomPx: number): void {
		this.#window = [topPx, bottomPx];
		this.#draw();
	}

	placeAt(tick: number): EngravedBox {
		const page = this.#page;
		const bar = page === null ? 0 : barAt(page.starts, tick);
		const index = this.#lineOf(bar);
		const line = page?.lines[index];
		if (page === null || line === undefined) return { leftPx: 0, topPx: 0, widthPx: 0, heightPx: 0 };
		return this.#box(line, { x: this.#xOf(index, line, bar, tick), width: 0, ...heightOf(line) });
	}

	barBoxes(first: number, last: number): EngravedBox[] {
		return (this.#page?.lines ?? []).flatMap((line) => {
			if (line.last < first || line.first > last) return [];
			const x = line.barXs[Math.max(0, first - line.first)] ?? 0;
			const end = line.barXs[Math.min(line.last, last) - line.first + 1] ?? x;
			return [this.#box(line, { x, width: end - x, ...heightOf(line) })];
		});
	}

	noteBoxes(noteIds: ReadonlySet<string>): EngravedBox[] {
		return [...this.#kept].flatMap(([index, { drawn }]) => {
			const line = this.#page?.lines[index];
			return line === undefined
				? []
				: drawn.heads.filter(({ head }) => noteIds.has(head.note.id)).map((head) => this.#box(line, head));
		});
	}

	setMarks(marks: EngravedMarks | null): void {
		this.#marks = marks;
		for (const [index, kept] of this.#kept) this.#mark(index, kept);
	}

	light(noteIds: Iterable<string>, light: EngravedLight | null): void {
		this.#lights.set(noteIds, light);
	}

	darken(): void {
		this.#lights.clear();
	}

	hit(xPx: number, yPx: number): EngravedHit | null {
		const page = this.#page;
		if (page === null) return null;
		const [x, y] = [(xPx - this.#origin.x) / this.#zoom, (yPx - this.#origin.y) / this.#zoom];
		const index = page.lines.findIndex((line) => y >= line.topPx && y < line.topPx + line.heightPx);
		const line = page.lines[index];
		if (line === undefined || x < line.leftPx) return null;
		const at = line.barXs.findLastIndex((left) => left <= x);
		const bar = line.first + at;
		if (bar > line.last) return null;
		const drawn = this.#kept.get(index);
		const reach = touchPx / this.#zoom;
		const inLine = y - line.topPx;
		const near = (drawn?.drawn.heads ?? [])
			.map((head) => ({
				head,
				distance: Math.max(
					Math.max(head.x - x, x - head.x - head.width, 0),
					Math.max(head.y - inLine, inLine - head.y - head.height, 0)
				)
			}))
			.filter(({ distance }) => distance <= reach)
			.sort((a, b) => a.distance - b.distance);
		return { barIndex: bar, tick: this.#tickOf(index, line, bar, x), noteId: near[0]?.head.head.note.id ?? null };
	}

	dispose(): void {
		cancelSpareTime(this.#sparing);
		this.#letGo();
		this.#page = null;
	}

	#mark(index: number, kept: Kept): void {
		const line = this.#page?.lines[index];
		kept.unmark();
		kept.unmark =
			this.#page === null || line === undefined || this.#marks === null
				? noMarks
				: drawVerdicts(this.#page, line, kept, this.#marks);
	}

	#letGo(): void {
		for (const { host, drawn } of this.#kept.values()) {
			this.#lights.forget(drawn);
			host.remove();
		}
		this.#kept.clear();
		this.#papers.clear();
	}

	#lineOf(bar: number): number {
		return Math.max(0, this.#page?.lines.findIndex(({ last }) => bar <= last) ?? 0);
	}

	#box(line: PageLine, { x, y, width, height }: { x: number; y: number; width: number; height: number }): EngravedBox {
		const [zoom, origin] = [this.#zoom, this.#origin];
		return {
			leftPx: origin.x + x * zoom,
			topPx: origin.y + (line.topPx + y) * zoom,
			widthPx: width * zoom,
			heightPx: height * zoom
		};
	}

	#xOf(index: number, line: PageLine, bar: number, tick: number): number {
		const kept = this.#kept.get(index);
		const start = this.#page?.starts[line.first] ?? 0;
		if (kept !== undefined) return xAt(kept.drawn.moments, tick - start + kept.startTick);
		const [from, to] = [this.#page?.starts[bar] ?? 0, this.#page?.starts[bar + 1] ?? 1];
		const [left, right] = [line.barXs[bar - line.first] ?? 0, line.barXs[bar - line.first + 1] ?? 0];
		return left + ((right - left) * (Math.min(tick, to) - from)) / (to - from);
	}

	/** The tick at x, inside the bar: the inverse of `#xOf`. */
	#tickOf(index: number, line: PageLine, bar: number, x: number): number {
		const [from, to] = [this.#page?.starts[bar] ?? 0, this.#page?.starts[bar + 1] ?? 0];
		const last = to - 1;
		const passed = countLeading(last - from - 1, (step) => this.#xOf(index, line, bar, from + 1 + step) <= x);
		return from + passed;
	}

	/** Draws what the window shows and was not drawn with the same content; what is near follows in spare time, what is far is let go. */
	#draw(): void {
		const page = this.#page;
		if (page === null) return;
		cancelSpareTime(this.#sparing);
		const [top, bottom] = this.#window;
		this.#papers.show(page, this.#zoom, this.#origin, [top - nearPx, bottom + nearPx]);
		const before = this.#kept;
		const reusable = new Map([...before.values()].map((kept) => [kept.content, kept]));
		const now = new Map<number, Kept>();
		const missing: number[] = [];
		for (const [index, line] of page.lines.entries()) {
			const distance = this.#distance(line);
			if (distance > nearPx) continue;
			const content = lineContent(page, line);
			const drawn = reusable.get(content);
			if (drawn === undefined && distance > atOncePx) {
				missing.push(index);
				continue;
			}
			reusable.delete(content);
			const kept = drawn ?? this.#drawNew(page, line, content);
			now.set(index, this.#place(kept, line));
			if (kept !== before.get(index)) this.#mark(index, kept);
		}
		for (const { host, drawn } of reusable.values()) {
			this.#lights.forget(drawn);
			host.remove();
		}
		this.#kept = now;
		this.#drawInSpareTime(page, missing);
	}

	/** One line at a time, so that no frame waits for more. */
	#drawInSpareTime(page: Page, [index, ...more]: readonly number[]): void {
		const line = index === undefined ? undefined : page.lines[index];
		if (index === undefined || line === undefined) return;
		this.#sparing = inSpareTime(() => {
			const kept = this.#place(this.#drawNew(page, line, lineContent(page, line)), line);
			this.#kept.set(index, kept);
			this.#mark(index, kept);
			this.#drawInSpareTime(page, more);
		});
	}

	/** From the window to a line, CSS pixels; 0 where they meet. */
	#distance({ topPx, heightPx }: PageLine): number {
		const [top, bottom] = this.#window;
		const { y } = this.#origin;
		return Math.max(0, top - y - (topPx + heightPx) * this.#zoom, y + topPx * this.#zoom - bottom);
	}

	#place(kept: Kept, line: PageLine): Kept {
		kept.host.style.left = `${this.#origin.x}px`;
		kept.host.style.top = `${this.#origin.y + line.topPx * this.#zoom}px`;
		return kept;
	}

	#drawNew(page: Page, line: PageLine, content: string): Kept {
		const host = document.createElement('div');
		host.style.position = 'absolute';
		const drawn = drawLine(host, page, line, this.#zoom);
		for (const { element, head } of drawn.heads)
			if ((head.note.evidence?.confidence ?? 1) < sureFrom) element?.classList.add('unsure');
		this.#host.append(host);
		this.#lights.add(drawn);
		return { content, host, drawn, startTick: page.starts[line.first] ?? 0, unmark: noMarks };
	}
}

const noMarks = (): void => undefined;

/** From above the first staff to below the last. */
function heightOf({ staves }: PageLine): { y: number; height: number } {
	const [first, last] = [staves[0], staves[staves.length - 1]];
	const y = (first?.topPx ?? 0) - 14;
	return { y, height: (last?.topPx ?? 0) + (last?.heightPx ?? 0) + 14 - y };
}

/** Safari has no idle callbacks. */
const inSpareTime = (act: () => void): number =>
	typeof requestIdleCallback === 'function' ? requestIdleCallback(act, { timeout: 500 }) : window.setTimeout(act, 30);
const cancelSpareTime = (handle: number): void =>
	typeof cancelIdleCallback === 'function' ? cancelIdleCallback(handle) : window.clearTimeout(handle);
