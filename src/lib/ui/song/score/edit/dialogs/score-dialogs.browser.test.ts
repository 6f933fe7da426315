import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ticksPerQuarter as quarter, type Score } from '$core/score/index.ts';
import { ScoreEditor } from '$lib/app/score/score-editor.svelte.ts';
import { ScoreSession } from '$lib/app/score/score-session.svelte.ts';
import type { ScoreDialog, ScoreTools } from '$lib/app/score/tools/score-tools.svelte.ts';
import { FakeLocks } from '../../../../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../../../../tests/fakes/memory-library-store.ts';
import { toolsFor } from '../../../../../../../tests/fakes/score-tools.ts';
import { barOf, countedIds, noteOf, scoreOf } from '../../../../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../../../../tests/fixtures/songs.ts';
import '../../../../tokens/tokens.css';
import '../../../../tokens/base.css';
import ScoreDialogs from './ScoreDialogs.svelte';

const made = scoreOf(
	Array.from({ length: 16 }, (_, at) => noteOf(`n${at}`, at * quarter, quarter, 60 + (at % 5))),
	{ bars: ['b1', 'b2', 'b3', 'b4'].map((id) => barOf(id)) }
);

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

async function show(
	score: Score = made
): Promise<{ tools: ScoreTools; store: MemoryLibraryStore; onlefthanded: ReturnType<typeof vi.fn> }> {
	const store = new MemoryLibraryStore();
	await store.putSongWithScore(songOf('s1', { scoreId: score.id }), { score, edits: [] });
	const ports = { newId: countedIds(), nowMs: () => 0, evidenceOf: async () => null, onSongChanged: () => undefined };
	const session = new ScoreSession({ store, locks: new FakeLocks(), ...ports });
	await session.open('s1');
	const tools = toolsFor(new ScoreEditor(session, { hear: () => undefined, say: () => undefined }));
	const host = document.createElement('div');
	document.body.append(host);
	const onlefthanded = vi.fn();
	const app = mount(ScoreDialogs, { target: host, props: { tools, isLeftHanded: false, onlefthanded } });
	open = { host, app };
	flushSync();
	return { tools, store, onlefthanded };
}

async function dialogOf(tools: ScoreTools, name: ScoreDialog): Promise<HTMLDialogElement> {
	tools.open(name);
	flushSync();
	await tick();
	const dialog = document.querySelector<HTMLDialogElement>('dialog[open]');
	if (dialog === null) throw new Error(`no dialog for ${name}`);
	return dialog;
}
const named = <T extends HTMLElement>(root: ParentNode, kind: string, name: string): T => {
	const found = [...root.querySelectorAll<T>(kind)].find(
		(each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === name
	);
	if (found === undefined) throw new Error(`no ${kind} named ${name}`);
	return found;
};
const field = <T extends HTMLElement>(root: HTMLElement, label: string): T => {
	const found = [...root.querySelectorAll('label')].find((each) => each.textContent?.trim() === label);
	const control = found === undefined ? null : document.getElementById(found.htmlFor);
	if (control === null) throw new Error(`no field named ${label}`);
	return control as T;
};
const press = (root: ParentNode, name: string): void => {
	named<HTMLButtonElement>(root, 'button', name).click();
	flushSync();
};
const choose = (select: HTMLSelectElement, value: string): void => {
	select.value = value;
	select.dispatchEvent(new Event('change', { bubbles: true }));
	flushSync();
};

describe('the dialogs of a score', () => {
	it('write a key from the bar of the cursor, and transpose to one', async () => {
		const { tools } = await show();
		const { editor } = tools;
		editor.select(['n8']);
		const dialog = await dialogOf(tools, 'key');
		expect(dialog.textContent).toContain('From bar 3');
		choose(field<HTMLSelectElement>(dialog, 'Key'), '2');
		press(dialog, 'Write the key');
		expect(editor.score?.bars.map(({ key }) => key.fifths)).toEqual([0, 0, 2, 2]);
		expect(tools.dialog).toBeNull();
		editor.undo();
		editor.cursor.moveTo(0);
		const again = await dialogOf(tools, 'key');
		choose(field<HTMLSelectElement>(again, 'Key'), '-3');
		press(again, 'Transpose to it');
		expect(editor.score?.bars[0]?.key.fifths).toBe(-3);
		expect(editor.score?.parts[0]?.notes[0]?.pitchMidi).toBe(63);
	});

	it('write a meter with the keyboard alone', async () => {
		const { tools } = await show();
		await dialogOf(tools, 'meter');
		for (let steps = 0; steps < 20 && document.activeElement?.textContent?.trim() !== '3/4'; steps++) await userEvent.tab();
		await userEvent.keyboard('{Enter}');
		flushSync();
		for (let steps = 0; steps < 20 && document.activeElement?.textContent?.trim() !== 'Write 3/4'; steps++) await userEvent.tab();
		await userEvent.keyboard('{Enter}');
		flushSync();
		expect(tools.editor.score?.bars.slice(0, 5).every(({ meter }) => meter.beats === 3)).toBe(true);
		expect(tools.editor.session.undoTitle).toBe('Change the meter');
	});

	it('write and remove a tempo', async () => {
		const { tools } = await show();
		const { editor } = tools;
		const dialog = await dialogOf(tools, 'tempo');
		expect(named<HTMLButtonElement>(dialog, 'button', 'Remove the mark').disabled).toBe(true);
		const words = field<HTMLInputElement>(dialog, 'In words');
		words.value = 'Slow blues';
		words.dispatchEvent(new Event('input', { bubbles: true }));
		flushSync();
		press(dialog, 'Write the tempo');
		expect(editor.score?.tempoMarks).toMatchObject([{ tick: 0, bpm: 100, words: 'Slow blues', beatTicks: quarter }]);
		press(await dialogOf(tools, 'tempo'), 'Remove the mark');
		expect(editor.score?.tempoMarks).toEqual([]);
	});

	it('read chord symbols as they are typed, and say what cannot be read', async () => {
		const { tools } = await show();
		const { editor } = tools;
		editor.select(['n4']);
		const dialog = await dialogOf(tools, 'chord');
		const name = field<HTMLInputElement>(dialog, 'Name');
		expect(document.activeElement).toBe(name);
		await userEvent.keyboard('Hm');
		flushSync();
		expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('Not a chord');
		await userEvent.clear(name);
		await userEvent.keyboard('F#m7b5/A{Enter}');
		flushSync();
		expect(editor.score?.chords).toMatchObject([{ tick: 4 * quarter, chord: { root: 6, quality: 'hdim7', bass: 9 } }]);
		press(await dialogOf(tools, 'chord'), 'N.C.');
		expect(editor.score?.chords[0]?.chord).toBeNull();
		press(await dialogOf(tools, 'chord'), 'Remove the symbol');
		expect(editor.score?.chords).toEqual([]);
	});

	it('name a section where its bar begins', async () => {
		const { tools } = await show();
		tools.editor.select(['n6']);
		press(await dialogOf(tools, 'section'), 'Chorus');
		expect(tools.editor.score?.sections).toMatchObject([{ tick: 4 * quarter, label: 'Chorus' }]);
		press(await dialogOf(tools, 'section'), 'Remove the name');
		expect(tools.editor.score?.sections).toEqual([]);
	});

	it('transpose by intervals that have names, and say when notes would leave the range', async () => {
		const { tools } = await show();
		const { editor } = tools;
		const dialog = await dialogOf(tools, 'transpose');
		const diminished = [...field<HTMLSelectElement>(dialog, 'Interval').options].find(({ text }) => text === 'Diminished fifth');
		choose(field<HTMLSelectElement>(dialog, 'Interval'), diminished?.value ?? '');
		expect(dialog.textContent).toContain('G♭ major');
		press(dialog, 'Transpose');
		expect(editor.score?.bars[0]?.key.fifths).toBe(-6);
		editor.undo();
		editor.select(['n0']);
		for (let octaves = 0; octaves < 5; octaves++) editor.movePitch('octave', 1);
		const again = await dialogOf(tools, 'transpose');
		expect(again.textContent).toContain('The note selected');
		choose(field<HTMLSelectElement>(again, 'Interval'), '13');
		press(again, 'Transpose');
		expect(again.querySelector('[role="alert"]')?.textContent).toContain('too high or too low');
	});

	it('string a part, with strings of its own', async () => {
		const { tools, onlefthanded } = await show();
		const { editor } = tools;
		const dialog = await dialogOf(tools, 'strings');
		const strings = field<HTMLInputElement>(dialog, 'Open strings, from the lowest');
		expect(strings.value).toBe('E2 A2 D3 G3 B3 E4');
		choose(field<HTMLSelectElement>(dialog, 'Tuning'), 'dadgad');
		expect(strings.value).toBe('D2 A2 D3 G3 A3 D4');
		await userEvent.fill(strings, 'C2 G9x');
		flushSync();
		expect(dialog.querySelector('[role="alert"]')?.textContent).toContain('letter and its octave');
		await userEvent.fill(strings, 'C2 G2 C3 G3 C4 E4');
		flushSync();
		expect(field<HTMLSelectElement>(dialog, 'Tuning').value).toBe('custom');
		named<HTMLInputElement>(
			dialog,
			'label',
			'Left-handed diagrams Fret diagrams are mirrored, here and in the chord sheet.'
		).click();
		expect(onlefthanded).toHaveBeenCalledWith(true);
		press(dialog, 'Play it on these');
		await vi.waitFor(() => expect(editor.part?.fretboard?.openMidi).toEqual([64, 60, 55, 48, 43, 36]));
		expect(editor.part?.notes.every(({ string }) => string !== undefined)).toBe(true);
		await vi.waitFor(() => expect(tools.dialog).toBeNull());
		press(await dialogOf(tools, 'strings'), 'Take the strings away');
		await vi.waitFor(() => expect(editor.part?.fretboard).toBeUndefined());
	});

	it('list the scores of a song, delete one and bring it back', async () => {
		const { tools, store } = await show();
		await store.putScore({ ...made, id: 'older', bars: made.bars.slice(0, 2), parts: [] }, { fromSeq: 0, edits: [] });
		const dialog = await dialogOf(tools, 'kept');
		await vi.waitFor(() => expect(dialog.textContent).toContain('4 bars, 16 notes (open)'));
		press(dialog, 'Delete the score of 2 bars, 0 notes');
		await vi.waitFor(() => expect(dialog.textContent).toContain('Deleted.'));
		expect(await store.score('older')).toBeNull();
		press(dialog, 'Undo');
		await vi.waitFor(() => expect(dialog.textContent).toContain('2 bars, 0 notes'));
		press(dialog, 'Open this one');
		await vi.waitFor(() => expect(tools.editor.score?.id).toBe('older'));
	});

	it('are left by Escape without a change, the focus back where it was', async () => {
		const { tools } = await show();
		const before = document.createElement('button');
		document.body.append(before);
		before.focus();
		for (const name of ['key', 'meter', 'tempo', 'chord', 'section', 'transpose', 'strings', 'kept'] as const) {
			const dialog = await dialogOf(tools, name);
			await vi.waitFor(() => expect(document.activeElement?.closest('.content')).toBe(dialog.querySelector('.content')));
			await userEvent.keyboard('{Escape}');
			flushSync();
			await vi.waitFor(() => expect(tools.dialog).toBeNull());
			expect(document.activeElement).toBe(before);
		}
		expect(tools.editor.session.undoTitle).toBeNull();
		before.remove();
	});
});
