import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Part, Score, ScoreNote } from '$core/score/index.ts';
import { ticksPerQuarter } from '$core/score/index.ts';
import { vexEngraver } from '../../../adapters/notation/index.ts';
import '../../tokens/base.css';
import '../../tokens/tokens.css';
import ScoreView from './ScoreView.svelte';

const quarter = ticksPerQuarter;
const fretboard = { openMidi: [64, 59, 55, 50, 45, 40], capoFret: 0, fretCount: 20 };

function makeScore(barCount: number): Score {
	const notes = Array.from({ length: 4 * barCount }, (_, at): ScoreNote => {
		const place = { tick: at * quarter, ticks: quarter, pitchMidi: 64 + (at % 5), string: 1, fret: at % 5 };
		return { id: `n${at}`, ...place, staff: 0, voice: 0, velocity: 80 };
	});
	const none = { slurs: [], dynamics: [], hairpins: [], pedals: [], clefChanges: [], ottavas: [] };
	const part: Part = {
		id: 'p',
		name: 'Guitar',
		programme: 24,
		isDrums: false,
		staves: [{ clef: 'treble' }],
		transposeSemitones: -12,
		fretboard,
		notes,
		...none
	};
	return {
		schemaVersion: 1,
		id: 's',
		songId: 'x',
		revision: 0,
		title: 'Study',
		artist: '',
		origin: 'made',
		bars: Array.from({ length: barCount }, (_, at) => ({
			id: `b${at}`,
			ticks: 4 * quarter,
			meter: { beats: 4, beatType: 4 as const },
			key: { fifths: 0, mode: 'major' as const }
		})),
		parts: [part],
		tempoMap: [
			{ tick: 0, seconds: 0 },
			{ tick: quarter, seconds: 0.5 }
		],
		tempoMarks: [],
		swings: [],
		chords: [],
		sections: []
	};
}

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

async function bench(barCount: number, more: Partial<ComponentProps<typeof ScoreView>> = {}) {
	const host = document.createElement('div');
	host.style.cssText = 'position:fixed;inset:0;width:700px;height:500px';
	document.body.append(host);
	const calls = { onseek: vi.fn(), onselectnote: vi.fn(), onselectbars: vi.fn(), onaudition: vi.fn() };
	const score = makeScore(barCount);
	const props = { engraver: vexEngraver, score, positionTick: () => 5 * quarter, isPlaying: false, ...calls, ...more };
	const app = mount(ScoreView, { target: host, props });
	open = { host, app };
	await vi.waitFor(() => expect(host.querySelector('.vf-notehead')).not.toBeNull(), { timeout: 10_000 });
	flushSync();
	const page = host.querySelector<HTMLElement>('.page');
	if (page === null) throw new Error('The view has a page.');
	return { host, page, ...calls };
}

afterEach(async () => {
	if (open !== null) await unmount(open.app);
	open?.host.remove();
	open = null;
});

const centre = (element: Element): { clientX: number; clientY: number } => {
	const box = element.getBoundingClientRect();
	return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
};
const pointer = (type: string, at: object): PointerEvent =>
	new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, ...at });

function click(page: HTMLElement, at: object): void {
	page.dispatchEvent(pointer('pointerdown', at));
	page.dispatchEvent(pointer('pointerup', at));
	flushSync();
}

describe('score view', () => {
	it('draws a head and a number for each note near the window, and no lines far below it', async () => {
		const { host } = await bench(200);
		const heads = host.querySelectorAll('.vf-notehead').length;
		expect(heads).toBeGreaterThan(20);
		expect(heads).toBeLessThan(800);
		expect(host.querySelectorAll('.vf-fret').length).toBe(heads);
	});

	it('chooses the note that is clicked, and seeks where there is none', async () => {
		const { host, page, onselectnote, onseek, onaudition } = await bench(4);
		const head = host.querySelectorAll('.vf-notehead')[5];
		if (head === undefined) throw new Error('Two bars have eight heads.');
		const at = centre(head.querySelector('text') ?? head);
		const boxOf = head.getBoundingClientRect();
		click(page, { clientX: boxOf.left + 5, clientY: at.clientY });
		expect(onselectnote).toHaveBeenLastCalledWith('n5');
		expect(onaudition).toHaveBeenCalledTimes(1);
		click(page, { clientX: boxOf.left + 5, clientY: page.getBoundingClientRect().top + 6 });
		expect(onseek).toHaveBeenCalledTimes(1);
		const tick: unknown = onseek.mock.calls[0]?.[0];
		expect(Math.abs(Number(tick) - 5 * quarter)).toBeLessThan(quarter / 2);
	});

	it('chooses bars by dragging over them', async () => {
		const { host, page, onselectbars } = await bench(4);
		const heads = host.querySelectorAll('.vf-notehead');
		const [from, to] = [heads[1], heads[6]];
		if (from === undefined || to === undefined) throw new Error('Two bars have eight heads.');
		page.dispatchEvent(pointer('pointerdown', centre(from)));
		page.dispatchEvent(pointer('pointermove', centre(to)));
		page.dispatchEvent(pointer('pointerup', centre(to)));
		expect(onselectbars).toHaveBeenLastCalledWith({ first: 0, last: 1 });
	});

	it('goes by keyboard from note to note and bar to bar, and says where it is', async () => {
		const { host, page, onselectnote, onseek } = await bench(4);
		const press = (key: string, more: KeyboardEventInit = {}): void => {
			page.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
			flushSync();
		};
		press('ArrowRight');
		expect(onselectnote).toHaveBeenLastCalledWith('n5');
		expect(host.querySelector('[aria-live]')?.textContent).toBe('E 5 (string 1 fret 0) quarter, bar 2');
		press('PageDown');
		expect(onseek).toHaveBeenLastCalledWith(8 * quarter);
		expect(host.querySelector('[aria-live]')?.textContent).toContain('Bar 3. ');
	});

	it('puts the cursor over the note that sounds', async () => {
		const { host } = await bench(4);
		const [cursor, head] = [host.querySelector('.cursor'), host.querySelectorAll('.vf-notehead')[5]];
		if (cursor === null || head === undefined) throw new Error('There is a cursor, and a sixth note.');
		const [line, note] = [cursor.getBoundingClientRect(), head.getBoundingClientRect()];
		expect(line.left).toBeGreaterThan(note.left - 2);
		expect(line.left).toBeLessThan(note.right + 2);
		expect(line.height).toBeGreaterThan(60);
	});

	it('marks every chosen note, and says a bar in the key it is read in', async () => {
		const { host, page } = await bench(4, {
			selectedNoteIds: new Set(['n1', 'n2', 'n6']),
			look: { zoom: 1, staves: 'score', readings: { p: -14 } }
		});
		expect(host.querySelectorAll('.note')).toHaveLength(3);
		page.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', bubbles: true }));
		flushSync();
		expect(host.querySelector('[aria-live]')?.textContent).toContain('D major');
		expect(host.querySelectorAll('.vf-fret')).toHaveLength(0);
	});

	it('lies on sheets of paper as wide as the room, each with its number', async () => {
		const { host } = await bench(120, { look: { zoom: null, staves: 'both', paper: 'a4' } });
		const first = [...host.querySelectorAll('.paper')].find(({ textContent }) => textContent.includes('Study'));
		if (first === undefined) throw new Error('There is a sheet.');
		const box = first.getBoundingClientRect();
		expect(box.width).toBeGreaterThan(600);
		expect(box.width).toBeLessThan(700);
		expect(box.height / box.width).toBeCloseTo(297 / 210, 2);
		expect(first.textContent).toContain('1');
		expect(host.querySelector('.score')?.scrollHeight).toBeGreaterThan(2 * box.height);
	});

	it('asks for another size with Control and the wheel', async () => {
		const onzoom = vi.fn();
		const { host } = await bench(4, { onzoom, look: { zoom: 1, staves: 'score' } });
		const wheel = new WheelEvent('wheel', { deltaY: -240, ctrlKey: true, bubbles: true, cancelable: true });
		host.querySelector('.score')?.dispatchEvent(wheel);
		expect(wheel.defaultPrevented).toBe(true);
		await vi.waitFor(() => expect(onzoom).toHaveBeenCalledTimes(1));
		expect(onzoom.mock.calls[0]?.[0]).toBeCloseTo(2, 6);
		const plain = new WheelEvent('wheel', { deltaY: -240, bubbles: true, cancelable: true });
		host.querySelector('.score')?.dispatchEvent(plain);
		expect(plain.defaultPrevented).toBe(false);
	});

	it.each([4, 200])('offers to loop the bars that are chosen, within the pane, of %i', async (barCount) => {
		const onloop = vi.fn();
		const { host } = await bench(barCount, { onloop, selectedBars: { first: 0, last: 2 } });
		const offer = [...host.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Loop bars 1 to 3'));
		if (offer === undefined) throw new Error('A loop is offered.');
		const [box, pane] = [offer.getBoundingClientRect(), host.getBoundingClientRect()];
		expect([box.top >= pane.top, box.bottom <= pane.bottom, box.left >= pane.left, box.right <= pane.right]).toEqual(
			Array.from({ length: 4 }, () => true)
		);
		const { clientX, clientY } = centre(offer);
		expect(offer.contains(document.elementFromPoint(clientX, clientY))).toBe(true);
		// The first line of the music is free of it.
		expect(box.top).toBeGreaterThan(host.querySelector('.bars')?.getBoundingClientRect().bottom ?? Infinity);
		offer.click();
		expect(onloop).toHaveBeenLastCalledWith({ first: 0, last: 2 });
	});

	it('moves a loop to the bars that are dragged over', async () => {
		const onloop = vi.fn();
		const { host, page } = await bench(4, { onloop, loop: { first: 3, last: 3 } });
		const heads = host.querySelectorAll('.vf-notehead');
		const [from, to] = [heads[1], heads[6]];
		if (from === undefined || to === undefined) throw new Error('Two bars have eight heads.');
		expect(host.querySelectorAll('.loop')).toHaveLength(1);
		page.dispatchEvent(pointer('pointerdown', centre(from)));
		page.dispatchEvent(pointer('pointermove', centre(to)));
		page.dispatchEvent(pointer('pointerup', centre(to)));
		expect(onloop).toHaveBeenLastCalledWith({ first: 0, last: 1 });
	});
	it("moves the loop's ends by hand and by key, and lets neither pass the other", async () => {
		const onloop = vi.fn();
		const { host, onseek } = await bench(4, { onloop, loop: { first: 1, last: 2 } });
		const handle = (name: string): HTMLElement => {
			const found = host.querySelector<HTMLElement>(`[aria-label="${name}"]`);
			if (found === null) throw new Error(`No handle "${name}"`);
			return found;
		};
		const [from, to] = [handle('Loop from bar'), handle('Loop to bar')];
		expect([from.getAttribute('aria-valuetext'), to.getAttribute('aria-valuetext')]).toEqual(['Bar 2', 'Bar 3']);
		from.setPointerCapture = () => undefined;
		const first = host.querySelectorAll('.vf-notehead')[1];
		if (first === undefined) throw new Error('The first bar has heads.');
		from.dispatchEvent(pointer('pointerdown', centre(from)));
		from.dispatchEvent(pointer('pointermove', centre(first)));
		flushSync();
		expect(from.getAttribute('aria-valuetext')).toBe('Bar 1');
		expect(onloop).not.toHaveBeenCalled();
		from.dispatchEvent(pointer('pointerup', centre(first)));
		expect(onloop).toHaveBeenLastCalledWith({ first: 0, last: 2 });
		for (const [end, key, bars] of [
			[to, 'ArrowRight', { first: 1, last: 3 }],
			[to, 'PageDown', { first: 0, last: 0 }],
			[from, 'PageUp', { first: 3, last: 3 }]
		] as const) {
			end.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
			expect(onloop).toHaveBeenLastCalledWith(bars);
		}
		expect(onseek).not.toHaveBeenCalled();
	});
});
