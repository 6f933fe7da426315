import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ticksPerQuarter as quarter } from '$core/score/index.ts';
import { ScoreEditor } from '$lib/app/score/score-editor.svelte.ts';
import { ScoreSession } from '$lib/app/score/score-session.svelte.ts';
import { FakeLocks } from '../../../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../../../tests/fakes/memory-library-store.ts';
import { countedIds, noteOf, scoreOf } from '../../../../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../../../../tests/fixtures/songs.ts';
import TouchLayer from './TouchLayer.svelte';

/** A quarter is 100 px wide, each head 10 px high, all on one line from the left of the window. */
const quarterPx = 100;
const headPx = 10;
const linePx = 100;

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;
afterEach(async () => {
	if (open !== null) await unmount(open.app);
	open?.host.remove();
	open = null;
	vi.useRealTimers();
});

async function show() {
	const score = scoreOf([0, 1, 2, 3].map((at) => noteOf(`n${at}`, at * quarter, quarter, 60)));
	const store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: 'score' }), { score, edits: [] });
	const ports = { newId: countedIds(), nowMs: () => 0, evidenceOf: async () => null, onSongChanged: () => undefined };
	const session = new ScoreSession({ store, locks: new FakeLocks(), ...ports });
	await session.open('s1');
	const editor = new ScoreEditor(session, { hear: () => undefined, say: () => undefined });
	const headOf = (at: number): DOMRect => new DOMRect(at * quarterPx, linePx, headPx, headPx);
	const heads = (ids: ReadonlySet<string>): DOMRect[] => [0, 1, 2, 3].filter((at) => ids.has(`n${at}`)).map(headOf);
	const meet = (x: number, y: number) => {
		const at = [0, 1, 2, 3].find((each) => {
			const head = headOf(each);
			return x >= head.left && x <= head.right && y >= head.top && y <= head.bottom;
		});
		return { noteId: at === undefined ? null : `n${at}`, tick: (x / quarterPx) * quarter };
	};
	const host = document.createElement('div');
	host.style.cssText = 'position:fixed;inset:0';
	document.body.append(host);
	const inner = vi.fn();
	const children = createRawSnippet(() => ({
		render: () => '<div class="inner" style="height:300px"></div>',
		setup: (element) => void element.addEventListener('pointerdown', inner)
	}));
	open = { host, app: mount(TouchLayer, { target: host, props: { editor, score, meet, heads, children } }) };
	flushSync();
	const page = host.querySelector('.inner');
	if (page === null) throw new Error('no page');
	const pointer = (type: string, x: number, y: number, more: PointerEventInit = {}): void => {
		page.dispatchEvent(
			new PointerEvent(type, {
				bubbles: true,
				cancelable: true,
				clientX: x,
				clientY: y,
				pointerId: 1,
				button: 0,
				pointerType: 'mouse',
				...more
			})
		);
		flushSync();
	};
	const layer = host.querySelector<HTMLElement>('.layer');
	if (layer === null) throw new Error('no layer');
	// Pointers that no device has cannot be captured.
	layer.setPointerCapture = () => undefined;
	const pitches = (): number[] => (editor.score?.parts[0]?.notes ?? []).map(({ pitchMidi }) => pitchMidi);
	return { editor, pointer, page, inner, pitches, chosen: () => [...editor.cursor.noteIds] };
}

describe('touching notes', () => {
	it('selects one, and with Shift or Control more', async () => {
		const { pointer, chosen } = await show();
		const tap = (at: number, more: PointerEventInit = {}): void => {
			pointer('pointerdown', at * quarterPx + 5, linePx + 5, more);
			pointer('pointerup', at * quarterPx + 5, linePx + 5, more);
		};
		tap(1);
		expect(chosen()).toEqual(['n1']);
		tap(3, { shiftKey: true });
		tap(2, { ctrlKey: true });
		expect(chosen().sort()).toEqual(['n1', 'n2', 'n3']);
		tap(1, { shiftKey: true });
		expect(chosen().sort()).toEqual(['n2', 'n3']);
		tap(0);
		expect(chosen()).toEqual(['n0']);
	});

	it('leaves to the score what is no note', async () => {
		const { pointer, inner } = await show();
		pointer('pointerdown', 50, 50);
		expect(inner).toHaveBeenCalledTimes(1);
		pointer('pointerdown', 105, 105);
		expect(inner).toHaveBeenCalledTimes(1);
	});

	it('drags a note up: it is drawn there, and written when it is let go', async () => {
		const { editor, pointer, pitches } = await show();
		pointer('pointerdown', 105, 105);
		pointer('pointermove', 105, 95);
		expect(editor.trial?.score.parts[0]?.notes[1]?.pitchMidi).toBe(64);
		expect(pitches()).toEqual([60, 60, 60, 60]);
		pointer('pointermove', 105, 100);
		expect(editor.trial?.score.parts[0]?.notes[1]?.pitchMidi).toBe(62);
		pointer('pointerup', 105, 100);
		expect([pitches(), editor.trial, editor.session.undoTitle]).toEqual([[60, 62, 60, 60], null, 'Drag up']);
		editor.undo();
		expect(pitches()).toEqual([60, 60, 60, 60]);
		expect(editor.canEdit).toBe(true);
	});

	it('drags all that is selected, in time, on a grid', async () => {
		const { editor, pointer } = await show();
		editor.select(['n2', 'n3']);
		pointer('pointerdown', 205, 105);
		pointer('pointermove', 258, 107);
		pointer('pointerup', 258, 107);
		expect(editor.score?.parts[0]?.notes.map(({ tick }) => (2 * tick) / quarter)).toEqual([0, 2, 5, 7]);
		expect(editor.session.undoTitle).toBe('Drag later');
	});

	it('puts notes back with Escape, and when the pointer is lost', async () => {
		const { editor, pointer, pitches } = await show();
		for (const leave of [
			() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
			() => pointer('pointercancel', 105, 80)
		]) {
			pointer('pointerdown', 105, 105);
			pointer('pointermove', 105, 80);
			expect(editor.trial).not.toBeNull();
			leave();
			flushSync();
			expect([editor.trial, editor.canEdit, pitches()]).toEqual([null, true, [60, 60, 60, 60]]);
			pointer('pointerup', 105, 80);
		}
		expect(editor.session.undoTitle).toBeNull();
	});

	it('lets a finger scroll over notes that are not selected, and select more by a long press', async () => {
		vi.useFakeTimers();
		const { editor, page, pointer, chosen } = await show();
		const finger = { pointerType: 'touch' };
		pointer('pointerdown', 5, 105, finger);
		pointer('pointermove', 5, 60, finger);
		expect([editor.trial, chosen()]).toEqual([null, []]);
		pointer('pointerup', 5, 60, finger);
		editor.select(['n0']);
		pointer('pointerdown', 105, 105, finger);
		vi.advanceTimersByTime(600);
		pointer('pointerup', 105, 105, finger);
		expect(chosen().sort()).toEqual(['n0', 'n1']);
		const touch = (x: number): TouchEvent => {
			const one = new Touch({ identifier: 1, target: page, clientX: x, clientY: 105 });
			const event = new TouchEvent('touchstart', { bubbles: true, cancelable: true, touches: [one] });
			page.dispatchEvent(event);
			return event;
		};
		expect([touch(105).defaultPrevented, touch(205).defaultPrevented]).toEqual([true, false]);
		pointer('pointerdown', 105, 105, finger);
		pointer('pointermove', 105, 90, finger);
		pointer('pointerup', 105, 90, finger);
		expect(editor.session.undoTitle).toBe('Drag up');
	});

	it('selects what a frame is drawn around', async () => {
		const { pointer, chosen } = await show();
		const held = { shiftKey: true };
		pointer('pointerdown', 90, 90, held);
		pointer('pointermove', 300, 150, held);
		expect(document.querySelector('.frame')).not.toBeNull();
		pointer('pointerup', 300, 150, held);
		expect(chosen()).toEqual(['n1', 'n2']);
		expect(document.querySelector('.frame')).toBeNull();
	});
});
