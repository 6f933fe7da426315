import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { ScorePrinter } from '$contracts/notation/score-printer.ts';
import { ScoreLook, usualPaper } from '$lib/app/score/look/score-look.svelte.ts';
import { ScorePrint } from '$lib/app/score/look/score-print.svelte.ts';
import { MemoryLibraryStore } from '../../../../../../tests/fakes/memory-library-store.ts';
import { guitar, noteOf, partOf, scoreOf } from '../../../../../../tests/fixtures/scores/made-score.ts';
import '../../../tokens/base.css';
import '../../../tokens/tokens.css';
import LookBar from './LookBar.svelte';

const band = scoreOf([], {
	parts: [
		partOf([noteOf('a', 0, 10_080, 60)], { id: 'sax', name: 'Sax', staves: [{ clef: 'treble' }], transposeSemitones: -9 }),
		partOf([], { id: 'gtr', name: 'Guitar', staves: [{ clef: 'treble' }], fretboard: guitar }),
		partOf([], { id: 'drm', name: 'Drums', staves: [{ clef: 'percussion' }], isDrums: true })
	]
});

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;
afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

async function show(
	printer: ScorePrinter = { printScore: () => Promise.reject(new Error('no')) },
	send = vi.fn(async () => undefined)
) {
	const store = new MemoryLibraryStore();
	const look = new ScoreLook(store);
	await look.open('s1');
	const host = document.createElement('div');
	document.body.append(host);
	const app = mount(LookBar, { target: host, props: { look, score: band, print: new ScorePrint(printer, send) } });
	open = { host, app };
	flushSync();
	const button = (name: string): HTMLElement => {
		const found = [...host.querySelectorAll<HTMLElement>('button')].find(
			(one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name
		);
		if (found === undefined) throw new Error(`No button ${name}`);
		return found;
	};
	const press = (name: string): void => {
		button(name).click();
		flushSync();
	};
	return { store, look, host, button, press, send };
}

it('goes through the sizes, and back to the one that fits', async () => {
	const { look, press } = await show();
	look.noteShown(0.85);
	press('Larger');
	expect(look.engraving(band).zoom).toBe(1);
	look.noteShown(1);
	press('Smaller');
	expect(look.engraving(band).zoom).toBe(0.85);
	press('Fit the score to the room, now 100 percent');
	expect(look.engraving(band).zoom).toBeNull();
	look.setZoom(9);
	expect(look.engraving(band).zoom).toBe(2.5);
});

it('remembers how scores look, and of each song which parts and pitches', async () => {
	const { store, look, host, press } = await show();
	const select = host.querySelector('select');
	if (select === null) throw new Error('There is a choice of pages.');
	select.value = 'letter';
	select.dispatchEvent(new Event('change', { bubbles: true }));
	flushSync();
	press('All parts');
	press('Show Sax alone');
	look.setReading(band.parts[0] ?? partOf([]), 0);
	const wanted = { zoom: null, staves: 'both', paper: 'letter', partIds: ['sax'], readings: { sax: 0 } };
	expect(look.engraving(band)).toEqual(wanted);
	const again = new ScoreLook(store);
	await again.open('s1');
	expect(again.engraving(band)).toEqual(wanted);
	await again.open('s2');
	expect(again.engraving(band)).toEqual({ zoom: null, staves: 'both', paper: 'letter' });
});

it('keeps one part shown, and forgets parts that are gone', async () => {
	const { look } = await show();
	for (const id of ['sax', 'gtr', 'drm']) look.showPart(band, id, false);
	expect(look.shownParts(band).map(({ id }) => id)).toEqual(['drm']);
	expect(look.shownParts(scoreOf([])).map(({ id }) => id)).toEqual(['p1']);
});

it('prints what is shown, says how far it is, and stops when asked', async () => {
	const content = new Blob(['<svg/>']);
	let asked: Parameters<ScorePrinter['printScore']> | undefined;
	const printer: ScorePrinter = {
		printScore: async (...all) => {
			asked = all;
			all[2].onProgress(0.5);
			await new Promise((resolve) => all[2].signal.addEventListener('abort', resolve));
			all[2].signal.throwIfAborted();
			return [{ content, fileName: 'a.svg' }];
		}
	};
	const { host, press, send } = await show(printer);
	press('Print');
	await tick();
	flushSync();
	expect(host.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('50');
	expect(asked?.[1]).toMatchObject({ format: 'svg', look: { staves: 'both' } });
	press('Cancel');
	await vi.waitFor(() => expect(host.querySelector('[role=progressbar]')).toBeNull());
	expect(send).not.toHaveBeenCalled();
	expect(host.querySelector('[role=alert]')).toBeNull();
});

it.each([
	['en-US', 'letter'],
	['es-MX', 'letter'],
	['en-GB', 'a4'],
	['de', 'a4']
])('prints in %s on %s', (language, paper) => {
	expect(usualPaper(language)).toBe(paper);
});
