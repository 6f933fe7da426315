import type { ZodType } from 'zod';
import type { DeviceChoice } from '$contracts/devices/device-choice.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import { keptInputSchema } from '$contracts/recording/kept-input.ts';
import { latencyBookSchema } from '$contracts/recording/latency.ts';
import { isSameAim, mostGoals } from '$core/practice/progress/index.ts';
import { isSameBinding, type Bindings } from '../controls/binding.ts';
import { inputKey } from '../recorder/input-book.svelte.ts';
import { latenciesKey, mergeLatencies } from '../recorder/latency-book.svelte.ts';
import { scoreChoicePrefix, scoreChoiceSchema, scoreHabitKey, scoreHabitSchema } from '../score/look/score-look.svelte.ts';
import { preferencesKey, preferencesSchema, type Preferences } from '../settings/preferences.svelte.ts';
import { isThemeChoice, type ThemeChoice } from '../shell/theme.svelte.ts';
import { isEqual, type RestoreMode } from './merge-records.ts';

export interface ChoicePorts {
	readonly store: Pick<LibraryStore, 'settings' | 'setting' | 'putSetting'>;
	/** Kept apart, since it is read before the first paint. */
	readonly theme: { readonly read: () => ThemeChoice | null; readonly write: (choice: ThemeChoice) => void };
}

const themeChoiceKey = 'theme';

/** What was chosen on this device, as a backup holds it: of the settings those that are known here. */
export async function readChoices({ store, theme }: ChoicePorts): Promise<readonly DeviceChoice[]> {
	const settings = [...(await store.settings())].map(([key, value]) => ({ key, value }));
	const chosen = theme.read();
	const known = settings.filter(({ key }) => kindOf(key) !== null);
	return chosen === null ? known : [...known, { key: themeChoiceKey, value: chosen }];
}

/**
 * Takes over what was chosen elsewhere. Merging, only where nothing was chosen here: goals and taught controls are added to those that are
 * here, of delays the later measurement of the same devices counts. What cannot be read is passed over.
 * @returns how many changed something
 */
export async function takeOverChoices(
	{ store, theme }: ChoicePorts,
	choices: readonly DeviceChoice[],
	mode: RestoreMode
): Promise<number> {
	let takenCount = 0;
	for (const { key, value } of choices) {
		if (key === themeChoiceKey) {
			const here = theme.read();
			if (typeof value !== 'string' || !isThemeChoice(value) || value === here || (mode === 'merge' && here !== null)) continue;
			theme.write(value);
			takenCount++;
			continue;
		}
		const here = await store.setting(key);
		const merged = kindOf(key)?.(here, value, mode);
		if (merged === undefined || isEqual(merged, here)) continue;
		await store.putSetting(key, merged);
		takenCount++;
	}
	return takenCount;
}

/** What a setting is to be; undefined leaves it as it is. */
type TakeOver = (here: unknown, backedUp: unknown, mode: RestoreMode) => unknown;

/** @param merge of two that can be read; `replace` takes the backup's, unless `isAlwaysMerged` */
function kind<T>(schema: ZodType<T>, merge: (here: T, backedUp: T) => T, isAlwaysMerged = false): TakeOver {
	return (here, backedUp, mode) => {
		const theirs = schema.safeParse(backedUp);
		if (!theirs.success) return undefined;
		const ours = here === undefined ? null : schema.safeParse(here);
		if (ours === null || !ours.success || (mode === 'replace' && !isAlwaysMerged)) return theirs.data;
		return merge(ours.data, theirs.data);
	};
}

const keepOurs = <T>(here: T): T => here;
const preferences = kind(preferencesSchema, mergePreferences);
const input = kind(keptInputSchema, keepOurs);
const scoreHabit = kind(scoreHabitSchema, keepOurs);
const scoreChoice = kind(scoreChoiceSchema, keepOurs);
// Measurements are of devices, not of a library: none is made wrong by a backup.
const latencies = kind(latencyBookSchema, mergeLatencies, true);

function kindOf(key: string): TakeOver | null {
	if (key === preferencesKey) return preferences;
	if (key === inputKey) return input;
	if (key === latenciesKey) return latencies;
	if (key === scoreHabitKey) return scoreHabit;
	return key.startsWith(scoreChoicePrefix) ? scoreChoice : null;
}

/** What was changed from the usual here stays; the rest comes from the backup. */
function mergePreferences(here: Preferences, backedUp: Preferences): Preferences {
	const usual: Readonly<Record<string, unknown>> = preferencesSchema.parse({});
	const chosen = Object.fromEntries(Object.entries(here).filter(([name, value]) => !isEqual(value, usual[name])));
	return preferencesSchema.parse({
		...backedUp,
		...chosen,
		controls: mergeBindings(here.controls, backedUp.controls),
		goals: [...here.goals, ...backedUp.goals.filter((goal) => !here.goals.some((own) => isSameAim(own, goal)))].slice(
			0,
			mostGoals
		)
	});
}

/** Commands that were taught nothing here get what they were taught there, but no key that does something here. */
function mergeBindings(here: Bindings, backedUp: Bindings): Bindings {
	const taken = Object.values(here).flat();
	const added = Object.entries(backedUp)
		.filter(([command]) => (here[command] ?? []).length === 0)
		.map(([command, own]) => [command, own.filter((one) => !taken.some((ours) => isSameBinding(ours, one)))] as const)
		.filter(([, own]) => own.length > 0);
	return { ...here, ...Object.fromEntries(added) };
}
