const rules: readonly (readonly [string, RegExp])[] = [
	['band', /band|\bmix\b|orchestra/],
	['drums', /drum|percussion|samba/],
	['bass', /\bbass\b/],
	['guitar', /guitar|ukulele|banjo/],
	['violin', /violin|fiddle|viola|cello/],
	['voice', /voice|singer|vocal|sung|choir/],
	['piano', /piano/]
];

/** The instrument group of a manifest's free-text `instrument`, by the first rule that fits; 'other' when none does. */
export function toInstrumentGroup(instrument: string): string {
	const words = instrument.toLowerCase();
	return rules.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
