import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoopRange } from '$contracts/player.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { Timeline } from '$lib/app/timeline/timeline.svelte.ts';
import '../../tokens/tokens.css';
import '../../tokens/base.css';
import type { FrameLoop } from '../drawing/frame-loop.ts';
import { blinkingPeaks, manyNotes, testNote } from './test-song.ts';
import TimelinePane from './TimelinePane.svelte';

const durationSeconds = 60;
const c4 = testNote(1.2, 0.8, 60);
const e4 = testNote(1.2, 0.8, 64, { confidence: 0.3 });
const g4 = testNote(3, 1, 67);
const song = [c4, e4, g4, testNote(50, 2, 62)];

interface Bench {
	readonly host: HTMLElement;
	readonly timeline: Timeline;
	readonly roll: HTMLElement;
	readonly waveform: HTMLElement;
	readonly onseek: ReturnType<typeof vi.fn>;
	readonly onloop: ReturnType<typeof vi.fn>;
	readonly onaudition: ReturnType<typeof vi.fn>;
	readonly frames: () => FrameLoop;
	/** Lets every frame that was asked for run. */
	readonly settle: () => Promise<void>;
}

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

async function bench(
	notes: readonly NoteEvidence[] = song,
	more: { loop?: LoopRange; isPlaying?: boolean; positionSeconds?: () => number } = {}
): Promise<Bench> {
	const host = document.createElement('div');
	host.style.cssText = 'position:fixed;inset:0;width:856px;height:620px;background:var(--paper)';
	document.body.append(host);
	const timeline = new Timeline();
	timeline.setSong(durationSeconds);
	const [onseek, onloop, onaudition] = [vi.fn(), vi.fn(), vi.fn()];
	let frames: FrameLoop | null = null;
	const app = mount(TimelinePane, {
		target: host,
		props: {
			timeline,
			peaks: blinkingPeaks(durationSeconds),
			notes,
			positionSeconds: more.positionSeconds ?? (() => 0),
			isPlaying: more.isPlaying ?? false,
			loop: more.loop ?? null,
			isLooping: true,
			onseek,
			onloop,
			onaudition,
			onready: (made: FrameLoop) => {
				frames = made;
			}
		}
	});
	open = { host, app };
	const settle = async (): Promise<void> => {
		flushSync();
		for (let count = 0; count < 8; count++) await new Promise((resolve) => requestAnimationFrame(resolve));
	};
	await settle();
	const find = (selector: string): HTMLElement => {
		const found = host.querySelector<HTMLElement>(selector);
		if (found === null) throw new Error(`no ${selector}`);
		return found;
	};
	return {
		host,
		timeline,
		roll: find('.roll'),
		waveform: find('.waveform'),
		onseek,
		onloop,
		onaudition,
		frames: () => {
			if (frames === null) throw new Error('no frames');
			return frames;
		},
		settle
	};
}

function pointer(on: HTMLElement, type: string, x: number, y: number, more: PointerEventInit = {}): void {
	const box = on.getBoundingClientRect();
	const at = { clientX: box.left + x, clientY: box.top + y, pointerId: 1, pointerType: 'mouse', bubbles: true, cancelable: true };
	on.dispatchEvent(new PointerEvent(type, { ...at, ...more }));
}

function press(on: HTMLElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
	const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
	on.dispatchEvent(event);
	return event;
}

const marksShown = (host: HTMLElement, kind: string): number =>
	[...host.querySelectorAll<HTMLElement>(`.mark${kind}`)].filter((mark) => mark.style.visibility === 'visible').length;

/** The colour a tile shows at a place of its plot, or null where no tile lies. */
function colourAt(plot: HTMLElement, x: number, y: number): readonly number[] | null {
	const box = plot.getBoundingClientRect();
	for (const canvas of plot.querySelectorAll('canvas')) {
		const tile = canvas.getBoundingClientRect();
		const left = box.left + x - tile.left;
		if (canvas.style.visibility === 'hidden' || left < 0 || left >= tile.width) continue;
		const scale = canvas.width / tile.width;
		const data = canvas.getContext('2d')?.getImageData(Math.floor(left * scale), Math.floor(y * scale), 1, 1).data;
		return data === undefined ? null : [...data.subarray(0, 3)];
	}
	return null;
}

const distance = (a: readonly number[] | null, b: readonly number[] | null): number =>
	Math.hypot(...(a ?? []).map((value, at) => value - (b?.[at] ?? 0)));

// Synthetic pointers are not active, so the browser refuses to capture them.
beforeEach(() => {
	vi.spyOn(Element.prototype, 'setPointerCapture').mockImplementation(() => {});
});

afterEach(async () => {
	vi.restoreAllMocks();
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

describe('the timeline by pointer', () => {
	it('seeks to the very time that was clicked', async () => {
		const { waveform, onseek, timeline } = await bench();
		expect(timeline.time).toEqual({ startSeconds: 0, secondsPerPixel: 0.02 });
		pointer(waveform, 'pointerdown', 250, 60);
		pointer(waveform, 'pointerup', 250, 60);
		expect(onseek).toHaveBeenCalledExactlyOnceWith(5);
	});

	it('turns a drag into the loop that was dragged over, either way round', async () => {
		const { roll, waveform, onloop, onseek } = await bench();
		pointer(waveform, 'pointerdown', 400, 60);
		pointer(waveform, 'pointermove', 200, 60);
		expect(onloop).not.toHaveBeenCalled();
		pointer(waveform, 'pointerup', 100, 60);
		expect(onloop).toHaveBeenLastCalledWith({ startSeconds: 2, endSeconds: 8 });
		pointer(roll, 'pointerdown', 300, 200);
		pointer(roll, 'pointermove', 500, 210);
		pointer(roll, 'pointerup', 500, 210);
		expect(onloop).toHaveBeenLastCalledWith({ startSeconds: 6, endSeconds: 10 });
		expect(onseek).not.toHaveBeenCalled();
	});

	it('keeps the time under the pointer when it zooms', async () => {
		const { roll, timeline, settle } = await bench();
		timeline.panBy(700);
		const box = roll.getBoundingClientRect();
		const before = timeline.secondsAt(333);
		roll.dispatchEvent(
			new WheelEvent('wheel', { clientX: box.left + 333, clientY: box.top + 50, deltaY: -120, ctrlKey: true, cancelable: true })
		);
		await settle();
		expect(timeline.time.secondsPerPixel).toBeLessThan(0.02);
		expect(timeline.secondsAt(333)).toBeCloseTo(before, 9);
	});

	it('chooses and plays the note that is clicked, and lets go of it beside', async () => {
		const { roll, timeline, onaudition, onseek, host, settle } = await bench();
		const x = timeline.xAt(1.6);
		const y = timeline.rowTopPx(60) + timeline.pitch.semitonePx / 2;
		pointer(roll, 'pointerdown', x, y);
		pointer(roll, 'pointerup', x, y);
		await settle();
		expect(onaudition).toHaveBeenCalledExactlyOnceWith(60, 100);
		expect(onseek).not.toHaveBeenCalled();
		expect(host.querySelector('.readout')?.textContent).toMatch(/C4.*0:01\.20.*0\.80 s long.*certain\s*92%/s);
		expect(marksShown(host, '.selected')).toBe(1);
		pointer(roll, 'pointerdown', 700, y);
		pointer(roll, 'pointerup', 700, y);
		await settle();
		expect(onseek).toHaveBeenCalledExactlyOnceWith(14);
		expect(marksShown(host, '.selected')).toBe(0);
	});

	it('pans under one finger, zooms under two, and loops after a rest', async () => {
		const { roll, timeline, onloop, onseek } = await bench();
		const touch = { pointerType: 'touch' };
		pointer(roll, 'pointerdown', 400, 100, touch);
		pointer(roll, 'pointermove', 300, 100, touch);
		expect(timeline.time.startSeconds).toBeCloseTo(2, 6);
		pointer(roll, 'pointercancel', 300, 100, touch);

		pointer(roll, 'pointerdown', 300, 100, touch);
		pointer(roll, 'pointerdown', 500, 100, { ...touch, pointerId: 2 });
		pointer(roll, 'pointermove', 700, 100, { ...touch, pointerId: 2 });
		expect(timeline.time.secondsPerPixel).toBeCloseTo(0.01, 6);
		pointer(roll, 'pointerup', 700, 100, { ...touch, pointerId: 2 });
		pointer(roll, 'pointerup', 300, 100, touch);

		const from = timeline.secondsAt(200);
		const to = timeline.secondsAt(350);
		pointer(roll, 'pointerdown', 200, 100, touch);
		await new Promise((resolve) => setTimeout(resolve, 500));
		pointer(roll, 'pointermove', 350, 100, touch);
		pointer(roll, 'pointerup', 350, 100, touch);
		expect(onloop).toHaveBeenCalledOnce();
		expect(onloop.mock.calls[0]?.[0].startSeconds).toBeCloseTo(from, 6);
		expect(onloop.mock.calls[0]?.[0].endSeconds).toBeCloseTo(to, 6);
		expect(onseek).not.toHaveBeenCalled();
	});

	it('drags one end of the loop and leaves the other', async () => {
		const { host, onloop } = await bench(song, { loop: { startSeconds: 2, endSeconds: 6 } });
		const handle = host.querySelector<HTMLElement>('.handle.end');
		if (handle === null) throw new Error('no handle');
		pointer(handle, 'pointerdown', 5, 10);
		pointer(handle, 'pointermove', 105, 10);
		pointer(handle, 'pointerup', 105, 10);
		const dragged: LoopRange | undefined = onloop.mock.calls[0]?.[0];
		expect(dragged?.startSeconds).toBe(2);
		expect(dragged?.endSeconds).toBeCloseTo(8, 1);
		press(handle, 'ArrowLeft');
		expect(onloop.mock.lastCall?.[0]).toEqual({ startSeconds: 2, endSeconds: 5.9 });
	});
});

describe('the timeline by keyboard', () => {
	it('goes from note to note and says what it finds', async () => {
		const { roll, host, settle, onaudition } = await bench();
		const live = async (): Promise<string> => {
			await settle();
			return host.querySelector('[aria-live]')?.textContent ?? '';
		};
		press(roll, 'ArrowRight');
		expect(await live()).toBe('C4, 1.20 s, certain 92%, 0.80 s long');
		press(roll, 'ArrowUp');
		expect(await live()).toBe('E4, 1.20 s, doubtful 30%, 0.80 s long');
		press(roll, 'ArrowRight');
		expect(await live()).toBe('G4, 3.00 s, certain 92%, 1.00 s long');
		press(roll, 'Enter');
		expect(onaudition).toHaveBeenCalledExactlyOnceWith(67, 100);
		press(roll, 'ArrowUp');
		expect(await live()).toBe('No higher note near here');
		press(roll, 'Home');
		expect(await live()).toMatch(/^C4/);
	});

	it('brings a far note onto the screen', async () => {
		const { roll, timeline, settle } = await bench();
		press(roll, 'End');
		await settle();
		expect(timeline.xAt(50)).toBeGreaterThan(0);
		expect(timeline.xAt(52)).toBeLessThan(timeline.widthPx);
	});

	it('sets a loop around the chosen note and takes it away', async () => {
		const { roll, onloop } = await bench();
		press(roll, 'Home');
		flushSync();
		press(roll, '[');
		expect(onloop).toHaveBeenLastCalledWith({ startSeconds: 1.2, endSeconds: durationSeconds });
		press(roll, ']');
		expect(onloop).toHaveBeenLastCalledWith({ startSeconds: 0, endSeconds: 2 });
	});

	it('clears the note first and the loop after it', async () => {
		const { roll, onloop } = await bench(song, { loop: { startSeconds: 2, endSeconds: 6 } });
		press(roll, 'Home');
		flushSync();
		press(roll, 'Escape');
		flushSync();
		expect(onloop).not.toHaveBeenCalled();
		press(roll, 'Escape');
		expect(onloop).toHaveBeenCalledExactlyOnceWith(null);
	});

	it('leaves the keys of the app alone', async () => {
		const { roll } = await bench();
		expect(press(roll, ' ').defaultPrevented).toBe(false);
		expect(press(roll, 'k', { ctrlKey: true }).defaultPrevented).toBe(false);
		expect(press(roll, '+').defaultPrevented).toBe(true);
	});

	it('survives every key without a single note', async () => {
		const { roll, host, settle } = await bench([]);
		for (const key of ['ArrowRight', 'ArrowUp', 'Home', 'End', 'Enter', '[', ']', '\\', 'Escape', '+', '-', '0'])
			press(roll, key);
		await settle();
		expect(marksShown(host, '')).toBe(0);
	});

	it('seeks from the waveform by arrows', async () => {
		const { waveform, onseek } = await bench();
		press(waveform, 'ArrowRight');
		expect(onseek).toHaveBeenLastCalledWith(5);
		press(waveform, 'End');
		expect(onseek).toHaveBeenLastCalledWith(durationSeconds);
	});
});

describe('following the music', () => {
	it('turns to the playhead when play begins, and stays where the hand goes while it plays', async () => {
		const { timeline, settle } = await bench(song, { isPlaying: true, positionSeconds: () => 40 });
		expect(timeline.xAt(40)).toBeCloseTo(0.06 * timeline.widthPx, 3);
		timeline.panBy(-1500);
		const held = timeline.time.startSeconds;
		await settle();
		expect(timeline.isFollowing).toBe(false);
		expect(timeline.time.startSeconds).toBe(held);
	});
});

describe('what is drawn', () => {
	it('draws a note where it sounds, and a doubtful one otherwise', async () => {
		const { roll, timeline } = await bench();
		const row = timeline.pitch.semitonePx;
		const at = (seconds: number, midi: number): readonly number[] | null =>
			colourAt(roll, timeline.xAt(seconds), timeline.rowTopPx(midi) + row * 0.5);
		const certain = at(1.6, 60);
		const paper = at(1.6, 62);
		expect(distance(certain, paper)).toBeGreaterThan(80);
		expect(distance(at(0.9, 60), paper)).toBeLessThan(12);
		expect(distance(at(2.1, 60), paper)).toBeLessThan(12);
		expect(distance(certain, at(3.5, 67))).toBeLessThan(4);
		// Hatching: along a doubtful note light and dark take turns, along a certain one nothing changes.
		const along = (midi: number): number[] =>
			Array.from({ length: 12 }, (_, step) => distance(at(1.45 + step * 0.02, midi), certain));
		expect(Math.max(...along(60))).toBeLessThan(4);
		expect(Math.max(...along(64)) - Math.min(...along(64))).toBeGreaterThan(40);
	});

	it('draws the loud and the silent seconds of the waveform where they are', async () => {
		const { waveform, timeline } = await bench();
		const y = (28 + waveform.clientHeight) / 2;
		const loud = colourAt(waveform, timeline.xAt(2.5), y);
		const silent = colourAt(waveform, timeline.xAt(3.5), y);
		expect(distance(loud, silent)).toBeGreaterThan(60);
		expect(distance(loud, colourAt(waveform, timeline.xAt(4.5), y))).toBeLessThan(4);
	});

	it('still draws the right note after a scroll to the far end', async () => {
		const { roll, timeline, settle } = await bench();
		timeline.moveTo(46);
		await settle();
		const y = timeline.rowTopPx(62) + timeline.pitch.semitonePx / 2;
		expect(distance(colourAt(roll, timeline.xAt(51), y), colourAt(roll, timeline.xAt(48), y))).toBeGreaterThan(80);
	});

	it('lights the keys and notes under the playhead', async () => {
		const { host, settle } = await bench(song, { positionSeconds: () => 1.5 });
		await settle();
		expect(marksShown(host, '.sounding')).toBe(2);
		expect(host.querySelector<HTMLElement>('.playhead')?.style.transform).toBe('translate3d(75px, 0px, 0px)');
	});

	it('draws again in the colours of the other theme', async () => {
		document.documentElement.dataset['theme'] = 'light';
		const { roll, settle, timeline } = await bench();
		const y = timeline.rowTopPx(62) + 4;
		const light = colourAt(roll, 300, y);
		document.documentElement.dataset['theme'] = 'dark';
		await settle();
		const dark = colourAt(roll, 300, y);
		delete document.documentElement.dataset['theme'];
		expect(Math.min(...(light ?? [0]))).toBeGreaterThan(200);
		expect(Math.max(...(dark ?? [255]))).toBeLessThan(60);
	});
});

describe('what a frame costs', () => {
	it.each(['page', 'scroll', 'zoom'] as const)(
		'plays ten thousand notes, view moved by %s (reported, not judged)',
		async (mode) => {
			const beganMs = performance.now();
			const { timeline, frames, settle, roll } = await bench(manyNotes(10_000, durationSeconds), {
				isPlaying: true,
				positionSeconds: () => (((performance.now() - beganMs) / 1000) * 4) % durationSeconds
			});
			if (mode !== 'zoom') timeline.chooseFollow(mode);
			await settle();
			let turn = 0;
			const zooming = setInterval(() => {
				if (mode === 'zoom') timeline.zoomTimeAbout(turn++ % 60 < 30 ? 1.03 : 1 / 1.03, 400);
			}, 16);
			const before = frames().frameCount;
			await new Promise((resolve) => setTimeout(resolve, 2500));
			clearInterval(zooming);
			const costs = frames().sortedCostsMs();
			const at = (share: number): string => (costs[Math.floor((costs.length - 1) * share)] ?? 0).toFixed(2);
			console.info(
				`${mode}: ${frames().frameCount - before} frames, script a frame: median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`
			);
			expect(frames().frameCount - before).toBeGreaterThan(10);
			expect(roll.querySelectorAll('canvas').length).toBeLessThan(16);
		}
	);
});
