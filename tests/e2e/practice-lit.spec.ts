import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import { faultsOf } from './demo-page.ts';
import { music, openStudy, playAlongScript, playBadly, study, went } from './study-page.ts';

/*
 * The practice room shows on the music what was played: with a keyboard in the browser's own door for them.
 */

/** Once the colours of another theme have settled. */
const expectNoViolations = (page: Page): Promise<void> => expect.poll(() => faultsOf(page), { timeout: 30_000 }).toEqual([]);

/** What the legend counts of a kind; 0 where it has none. */
async function countOf(page: Page, kind: string): Promise<number> {
	const name = kind === 'right' ? 'right, in time' : kind;
	const button = music(page).getByRole('button', { name: new RegExp(`^\\d+ ${name}$`) });
	return (await button.count()) === 0 ? 0 : Number(/\d+/.exec(await button.innerText())?.[0]);
}

test('a judged take is told on the score: every verdict has a head or a sign, and leads to it', async ({ page }) => {
	await openStudy(page);
	await playBadly(page);
	const sheet = music(page).locator('.sheet');
	const counts = new Map<string, number>();
	for (const kind of ['right', 'wrong', 'missed', 'early', 'late', 'unsure', 'extra'])
		counts.set(kind, await countOf(page, kind));
	expect(counts.get('wrong')).toBeGreaterThan(0);
	expect(counts.get('missed')).toBeGreaterThan(0);
	expect(counts.get('extra')).toBeGreaterThan(0);
	for (const [kind, count] of counts) {
		await expect(sheet.locator(`.verdict-sign.mark-${kind}`)).toHaveCount(count);
		if (kind !== 'extra') await expect(sheet.locator(`.vf-notehead.mark-${kind}`)).toHaveCount(count);
	}
	await expect(sheet.locator('.vf-notehead[class*="mark-"]')).toHaveCount(study.length);
	await expect(sheet.locator('.verdict-sign.mark-wrong text').first()).toHaveText(/^[A-G][♯♭]?\d$/);

	// A kind leads to its note, a verdict to its own, and the bar says what became of it.
	await music(page)
		.getByRole('button', { name: / wrong$/ })
		.click();
	await expect(music(page).locator('.page > .note')).toHaveCount(1);
	await went(page)
		.getByRole('button', { name: / missed$/ })
		.click();
	await went(page)
		.getByRole('region', { name: 'Notes of the chosen bars' })
		.getByRole('button', { name: /^\w+ missed/ })
		.first()
		.click();
	await expect(music(page).locator('.page > .note')).toHaveCount(1);
	await music(page).getByRole('application', { name: 'Study' }).focus();
	await page.keyboard.press('d');
	await expect(music(page).locator('[aria-live=polite]').first()).toContainText(/Your take: .*missed/);

	for (const theme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme: theme });
		await expectNoViolations(page);
	}

	// The marks can be switched off, and are on the song's own score too.
	await music(page).getByRole('switch', { name: 'Marks' }).uncheck({ force: true });
	await expect(sheet.locator('.verdict-sign')).toHaveCount(0);
	await music(page).getByRole('switch', { name: 'Marks' }).check({ force: true });
	await page.getByRole('radio', { name: 'Score' }).check({ force: true });
	await expect(page.locator('.score-pane .sheet .vf-notehead[class*="mark-"]')).toHaveCount(study.length);
});

test('a take is counted alike above and below, and an edit that is taken back leaves it as it was', async ({ page }) => {
	await openStudy(page);
	await playBadly(page);
	const plain = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/\s+/g, ' ').trim());
	const above = (): Promise<string[]> =>
		music(page).getByRole('group', { name: 'Your take on the music' }).getByRole('button').allInnerTexts().then(plain);
	const below = (): Promise<string[]> =>
		went(page)
			.getByRole('list', { name: /^Notes by verdict/ })
			.getByRole('button')
			.allInnerTexts()
			.then(plain);
	const counted = await above();
	expect(counted.length).toBeGreaterThan(2);
	expect(await below()).toEqual(counted);

	await page.getByRole('radio', { name: 'Score', exact: true }).check({ force: true });
	const score = page.getByRole('application', { name: 'Study' });
	await score.focus();
	await page.keyboard.press('ArrowRight');
	const said = page.locator('.score-pane p[aria-live=polite]');
	const before = await said.innerText();
	await page.keyboard.press('ArrowUp');
	await expect(said).not.toHaveText(before);
	const practise = page.getByRole('radio', { name: 'Practise', exact: true });
	const changed = page.getByText('The song’s notes have changed since this was judged.');
	await practise.check({ force: true });
	await expect(changed).toBeVisible();
	await page.getByRole('radio', { name: 'Score', exact: true }).check({ force: true });
	await score.focus();
	await page.keyboard.press('Control+Z');
	// The marks are told again when the room has looked at the notes again.
	await expect(said).toHaveText(/^E 4 quarter, bar 1/);
	await practise.check({ force: true });
	await expect.poll(above).toEqual(counted);
	await expect(changed).toHaveCount(0);
});

test('notes light up on the score as keys hit them, at once and without drawing it anew', async ({ page }) => {
	await openStudy(page);
	const sheet = music(page).locator('.sheet');
	await expect(sheet.locator('.vf-notehead')).toHaveCount(study.length);
	await page.evaluate(`document.querySelectorAll('.sheet svg').forEach((svg) => { svg.wasThere = true; })`);
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	// The first and the fourth are left out, the third is played a semitone too low.
	const waits = z.array(z.number().nullable()).parse(
		await page.evaluate(
			playAlongScript([
				[1, 67],
				[2, 70],
				[4, 69],
				[5, 67]
			])
		)
	);
	const isAtOnce = (wait: number | null): boolean | null => (wait === null ? null : wait < 100);
	expect(waits.map(isAtOnce), waits.join(', ')).toEqual([true, null, true, true]);
	await expect(sheet.locator('.vf-notehead.light-hit')).toHaveCount(3);
	await expect(sheet.locator('.vf-notehead.light-passed')).toHaveCount(3);
	expect(await page.evaluate(`[...document.querySelectorAll('.sheet svg')].every((svg) => svg.wasThere === true)`)).toBe(true);
});

test('the worst bars are looped one after the other, with a word of where one is', async ({ page }) => {
	await openStudy(page);
	await playBadly(page);
	await went(page).getByRole('button', { name: 'Loop my three worst bars' }).click();
	const strip = page.getByRole('group', { name: 'My worst bars' });
	await expect(strip.getByText(/^Bars? .*, 1 of \d$/)).toBeVisible();
	await expect(strip.getByText(/^Time 1 of at most 12/)).toBeVisible();
	await expectNoViolations(page);
	await strip.getByRole('button', { name: 'Stop' }).click();
	await expect(strip).toHaveCount(0);
});
