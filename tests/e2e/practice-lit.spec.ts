import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { music, openStudy, playBadly, study } from './practice-page.ts';

/*
 * The practice room shows on the music what was played: with a keyboard in the browser's own door for them.
 */

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('a judged take is told on the score: every verdict has a head or a sign, and leads to it', async ({ page }) => {
	await openStudy(page);
	await playBadly(page);
	const sheet = music(page).locator('.sheet');
	await expect(sheet.locator('.vf-notehead.mark-wrong')).toHaveCount(1);
	await expect(sheet.locator('.vf-notehead.mark-missed')).toHaveCount(1);
	await expect(sheet.locator('.verdict-sign.mark-extra')).toHaveCount(1);
	await expect(sheet.locator('.vf-notehead[class*="mark-"]')).toHaveCount(study.length);
	await expect(sheet.locator('.verdict-sign')).toHaveCount(study.length + 1);
	await expect(sheet.locator('.verdict-sign.mark-wrong text')).toHaveText('C5');
	for (const kind of ['wrong', 'missed', 'extra'])
		await expect(music(page).getByRole('button', { name: `1 ${kind}` })).toBeVisible();
});
