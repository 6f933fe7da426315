import type { MarkKind } from '$core/practice/marks/index.ts';
import type { Certainty } from '$lib/app/timeline/note-words.ts';

/** The colours a canvas draws with, resolved from the design tokens for the theme in force. */
export interface Palette {
	readonly paper: string;
	readonly lane: string;
	readonly octaveLine: string;
	readonly gridLine: string;
	readonly ink: string;
	readonly inkThird: string;
	readonly hairline: string;
	readonly wave: string;
	readonly waveCore: string;
	readonly overviewWave: string;
	readonly overviewNote: string;
	/** Quiet, middling and loud fills for each grade of certainty. */
	readonly notes: Readonly<Record<Certainty, readonly [string, string, string]>>;
	/** Of what became of a note in a take. */
	readonly marks: Readonly<Record<MarkKind, string>>;
	readonly noteEdge: string;
	readonly bend: string;
	readonly bendHalo: string;
	readonly keyWhite: string;
	readonly keyBlack: string;
	readonly keyLine: string;
	readonly keySounding: string;
	readonly keyText: string;
	readonly keyTextSounding: string;
	/** For canvas text: `600 12px Family`. */
	readonly font: (sizePx: number, weight?: number) => string;
}

const mix = (colour: string, percent: number, under: string): string => `color-mix(in srgb, ${colour} ${percent}%, ${under})`;
const note = 'var(--note, var(--accent))';
const sheet = 'var(--score-paper)';

/**
 * Reads the palette as it stands for `host`. Tokens are `light-dark()` pairs, which only a used property resolves, so a
 * probe wears each colour for a moment: call it when the theme changes, never in a frame.
 */
export function readPalette(host: HTMLElement): Palette {
	const probe = document.createElement('span');
	probe.hidden = true;
	host.append(probe);
	const style = getComputedStyle(probe);
	const colour = (css: string): string => {
		probe.style.color = css;
		return style.color;
	};
	const shades = (strong: number): readonly [string, string, string] => [
		colour(mix(note, strong * 0.74, sheet)),
		colour(mix(note, strong * 0.88, sheet)),
		colour(mix(note, strong, sheet))
	];
	const family = style.fontFamily;
	const palette: Palette = {
		paper: colour(sheet),
		lane: colour(mix('var(--ink)', 4.5, sheet)),
		octaveLine: colour(mix('var(--ink)', 20, sheet)),
		gridLine: colour(mix('var(--ink)', 9, sheet)),
		ink: colour('var(--ink)'),
		inkThird: colour('var(--ink-third)'),
		hairline: colour('var(--hairline-strong)'),
		wave: colour(mix(note, 52, sheet)),
		waveCore: colour(mix(note, 96, sheet)),
		overviewWave: colour(mix('var(--ink)', 17, sheet)),
		overviewNote: colour(mix(note, 92, sheet)),
		notes: { certain: shades(100), likely: shades(46), doubtful: shades(22) },
		marks: {
			right: colour('var(--success)'),
			wrong: colour('var(--danger)'),
			missed: colour('var(--danger)'),
			extra: colour('var(--danger)'),
			early: colour('var(--warning)'),
			late: colour('var(--warning)'),
			unsure: colour('var(--ink-second)')
		},
		noteEdge: colour(mix(note, 92, 'var(--ink)')),
		bend: colour('var(--ink)'),
		bendHalo: colour(mix(sheet, 70, 'transparent')),
		keyWhite: colour('light-dark(var(--score-paper), color-mix(in srgb, var(--ink) 60%, var(--paper)))'),
		keyBlack: colour('light-dark(color-mix(in srgb, var(--ink) 88%, var(--paper)), var(--paper-sunk))'),
		keyLine: colour(
			'light-dark(color-mix(in srgb, var(--ink) 24%, var(--paper)), color-mix(in srgb, var(--ink) 40%, var(--paper)))'
		),
		keySounding: colour(note),
		keyText: colour('light-dark(var(--ink-third), color-mix(in srgb, var(--ink) 12%, var(--paper)))'),
		keyTextSounding: colour('var(--on-accent)'),
		font: (sizePx, weight = 400) => `${weight} ${sizePx}px ${family}`
	};
	probe.remove();
	return palette;
}

/** Calls back when light, dark or contrast changes, by the system or by the switch. Gives the disposer. */
export function watchTheme(onchange: () => void): () => void {
	const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
	const observer = new MutationObserver(onchange);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style', 'class'] });
	for (const query of queries) query.addEventListener('change', onchange);
	return () => {
		observer.disconnect();
		for (const query of queries) query.removeEventListener('change', onchange);
	};
}
