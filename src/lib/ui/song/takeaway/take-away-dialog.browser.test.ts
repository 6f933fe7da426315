import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { takeAwayChoiceSchema, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';
import { TakeAwayDesk } from '$lib/app/takeaway/take-away-desk.svelte.ts';
import { createTakeAwayClient } from '../../../adapters/workers/take-away-client.ts';
import type { TakeAwaySources } from '$lib/app/takeaway/take-away.ts';
import type { BarStretch } from '$core/score/index.ts';
import { madeBand } from '../../../../../tests/fixtures/scores/made-scores.ts';
import '../../tokens/tokens.css';
import '../../tokens/base.css';
import { keptChoice } from './kept-choice.fixture.svelte.ts';
import TakeAwayDialog from './TakeAwayDialog.svelte';

const band = madeBand();
const sources: TakeAwaySources = {
	song: { title: 'Band', artist: 'Nobody' },
	score: band,
	transcription: null,
	isScoreOfNotes: false,
	isScoreEdited: false,
	music: null,
	printer: null,
	maker: createTakeAwayClient(),
	newId: () => crypto.randomUUID()
};

let close: (() => void) | null = null;

async function open(
	given: Partial<TakeAwaySources> = {},
	choice: Partial<TakeAwayChoice> = {},
	marked: BarStretch | null = null
) {
	const kept = keptChoice({ ...takeAwayChoiceSchema.parse({}), ...choice });
	const save = vi.fn();
	const desk = new TakeAwayDesk({
		sources: () => ({ ...sources, ...given }),
		writeScore: () => Promise.resolve(),
		markedBars: () => marked,
		choice: () => kept.value,
		keepChoice: (next) => (kept.value = next),
		save,
		say: () => undefined
	});
	const host = document.createElement('div');
	document.body.append(host);
	const app = mount(TakeAwayDialog, { target: host, props: { desk } });
	close = () => {
		void unmount(app);
		host.remove();
	};
	await desk.open();
	flushSync();
	return { desk, save, kept };
}

afterEach(() => {
	close?.();
	close = null;
});

const form = (name: string) => page.getByRole('radiogroup', { name: 'Form' }).getByRole('radio', { name, exact: true });
const saveButton = () => page.getByRole('button', { name: 'Save file' });

describe('the take-away dialog', () => {
	it('saves the bars that are marked, in the form chosen, and closes', async () => {
		await page.viewport(1280, 900);
		const { save, desk } = await open({}, {}, { fromBar: 1, count: 2 });
		await expect.element(page.getByRole('spinbutton', { name: 'From bar' })).toHaveValue('1');
		await form('Data (JSON)').click({ force: true });
		await saveButton().click();
		await vi.waitFor(() => expect(save).toHaveBeenCalledOnce(), { timeout: 8000 });
		expect(save.mock.calls[0]?.[1]).toBe('Band, bars 1 to 2 (score).json');
		expect(desk.isOpen).toBe(false);
	});

	it('goes by the keyboard: arrows through the forms, Enter saves', async () => {
		await page.viewport(1280, 900);
		const { save, kept } = await open();
		((await form('MusicXML').element()) as HTMLInputElement).focus();
		await userEvent.keyboard('{ArrowDown}');
		expect(kept.value.format).toBe('mxl');
		await userEvent.keyboard('{Enter}');
		await vi.waitFor(() => expect(save.mock.calls[0]?.[1]).toBe('Band.mxl'), { timeout: 8000 });
	});

	it('says beforehand what is lost, and what stands in the way', async () => {
		await page.viewport(1280, 900);
		await open();
		await expect.element(page.getByText('Everything in this score fits.')).toBeVisible();
		await form('Guitar Pro').click({ force: true });
		await expect.element(page.getByText(/^Without slurs, .*: this form has no room for them\.$/)).toBeVisible();
		await form('PDF').click({ force: true });
		await expect.element(page.getByText('Pages cannot be made here yet.')).toBeVisible();
		await expect.element(saveButton()).toBeDisabled();
		await form('MIDI').click({ force: true });
		for (const name of ['Piano', 'Guitar', 'Trumpet & <friends>', 'Drums'])
			await page.getByRole('checkbox', { name, exact: true }).click();
		await expect.element(page.getByText('Every part is left out. Choose one at least.')).toBeVisible();
		await expect.element(saveButton()).toBeDisabled();
	});

	it('shows how far the printer is, stops it, and tells what failed', async () => {
		await page.viewport(1280, 900);
		let fail: (error: unknown) => void = () => undefined;
		const printScore = vi.fn(
			(_score: unknown, _request: unknown, context: { signal: AbortSignal; onProgress: (fraction: number) => void }) => {
				context.onProgress(0.25);
				return new Promise<never>((_, reject) => {
					fail = reject;
					context.signal.addEventListener('abort', () => reject(context.signal.reason));
				});
			}
		);
		const { desk, save } = await open({ printer: { printScore } }, { format: 'pdf' });
		await saveButton().click();
		await expect.element(page.getByText(/25 %/)).toBeVisible();
		await page.getByRole('button', { name: 'Stop' }).click();
		expect(printScore.mock.calls[0]?.[2].signal.aborted).toBe(true);
		expect(desk.work).toBeNull();
		expect(desk.isOpen).toBe(true);
		await saveButton().click();
		await vi.waitFor(() => expect(printScore).toHaveBeenCalledTimes(2));
		fail(new Error('no ink'));
		await expect.element(page.getByRole('alert')).toBeVisible();
		expect(save).not.toHaveBeenCalled();
		expect(desk.isOpen).toBe(true);
	});

	it('offers forms in a list on a phone, and bars by their numbers', async () => {
		await page.viewport(390, 844);
		const { save } = await open();
		await page.getByRole('combobox', { name: 'Form' }).selectOptions('csv');
		await page.getByRole('radio', { name: 'Some bars' }).click({ force: true });
		const from = page.getByRole('spinbutton', { name: 'From bar' });
		await from.fill('99');
		await userEvent.keyboard('{Tab}');
		await expect.element(from).toHaveValue('6');
		await saveButton().click();
		await vi.waitFor(() => expect(save.mock.calls[0]?.[1]).toBe('Band, bar 6 (score).csv'), { timeout: 8000 });
	});
});
