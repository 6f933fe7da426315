import { chipWords } from '$core/intent/chip-words.ts';
import { chipOf, presences, type DateField, type Period, type Presence } from '$core/intent/query.ts';
import type { SelectOption } from '../../kit/inputs/Select.svelte';

/** The periods that a list offers; others can be said in words. */
const offered: readonly Period[] = [
	{ kind: 'calendar', unit: 'day', back: 0 },
	{ kind: 'calendar', unit: 'day', back: 1 },
	{ kind: 'calendar', unit: 'week', back: 0 },
	{ kind: 'calendar', unit: 'week', back: 1 },
	{ kind: 'calendar', unit: 'month', back: 0 },
	{ kind: 'calendar', unit: 'month', back: 1 },
	{ kind: 'calendar', unit: 'year', back: 0 },
	{ kind: 'past', unit: 'day', count: 7 },
	{ kind: 'past', unit: 'day', count: 30 },
	{ kind: 'past', unit: 'month', count: 3 },
	{ kind: 'past', unit: 'year', count: 1 }
];

const sayPeriod = (period: Period): string =>
	period.kind === 'ever'
		? 'ever'
		: chipWords(chipOf({ kind: 'date', field: 'added', relation: 'in', period })).replace(/^added (in )?/, '');

/** Options for a period, with the one that is set among them. Values are JSON, read back by `toPeriod`. */
export function periodOptions(field: DateField, set: Period | null): readonly SelectOption[] {
	const all = [...(field === 'practised' ? [{ kind: 'ever' } as const] : []), ...offered];
	const isThere = set === null || all.some((period) => JSON.stringify(period) === JSON.stringify(set));
	return (isThere ? all : [set, ...all]).map((period) => ({ value: JSON.stringify(period), label: sayPeriod(period) }));
}

/** The period of an option that `periodOptions` made. */
export function toPeriod(value: string, set: Period | null): Period | null {
	const all: readonly Period[] = [{ kind: 'ever' }, ...offered, ...(set === null ? [] : [set])];
	return all.find((period) => JSON.stringify(period) === value) ?? null;
}

export const presenceOptions = presences.map((what: Presence) => ({
	value: what,
	label: chipWords(chipOf({ kind: 'has', what }))
}));

export const meters = [2, 3, 4, 5, 6, 7, 9, 11, 12] as const;

/** Things to say in the search box, each of which works. */
export const examples: readonly string[] = [
	'slow gospel in A flat under 80 bpm',
	'something that mixes out of this, a bit more energy',
	'songs over 5 minutes I have not practised this month',
	'minor, between 90 and 110 bpm, not jazz',
	'8A or 9A, energetic, rated 4 or more',
	'by Bill Evans, in 3/4, added last week',
	'untagged, longest first'
];
