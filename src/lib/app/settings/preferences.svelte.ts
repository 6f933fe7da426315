import { z } from 'zod';
import { orderKeys } from '$core/intent/query.ts';
import { snapSteps } from '$core/time/index.ts';
import { goalsSchema } from '$core/practice/progress/goals.ts';
import { bindingsSchema } from '../controls/binding-schema.ts';
import { metronomeSchema, usualMetronome } from '../practice/metronome.ts';
import { takeAwayChoiceSchema } from '$contracts/score/take-away-choice.ts';
import type { LibraryStore } from '$contracts/library-store.ts';

export const preferencesSchema = z.object({
	/** 0 to 1 */
	volume: z.number().min(0).max(1).catch(0.9),
	/** 0 recording alone, 1 notes alone */
	balance: z.number().min(0).max(1).catch(0.5),
	sound: z
		.discriminatedUnion('kind', [
			z.object({ kind: z.literal('grand') }),
			z.object({ kind: z.literal('gm'), programme: z.number().int().min(0).max(127) })
		])
		.catch({ kind: 'grand' }),
	librarySorts: z
		.array(z.object({ key: z.enum(orderKeys), direction: z.enum(['up', 'down']) }))
		.min(1)
		.max(4)
		.catch([{ key: 'added', direction: 'down' }]),
	/** Names of the columns chosen; null for as many as fit. */
	libraryColumns: z.array(z.string().max(40)).max(40).nullable().catch(null),
	/** Fret diagrams as on an instrument strung for the left hand. */
	isLeftHanded: z.boolean().catch(false),
	/** What loops are drawn to when their ends are dragged. */
	loopSnap: z.enum(snapSteps).catch('free'),
	/** Keys, foot switches and MIDI controls that were taught commands. */
	controls: bindingsSchema.catch({}),
	goals: goalsSchema.catch([]),
	/** How long today's practice is to take. */
	planMinutes: z.number().int().min(5).max(240).catch(30),
	metronome: metronomeSchema.catch(usualMetronome),
	/** In what form a song was taken away last. */
	takeAway: takeAwayChoiceSchema.catch(takeAwayChoiceSchema.parse({})),
	/** Set when the user said that engines may be fetched although data is dear. */
	fetchEngines: z.enum(['auto', 'always', 'never']).catch('auto')
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Where they lie among the settings. */
export const preferencesKey = 'preferences';

/** Small choices that outlive a visit. A value that cannot be read falls back to its default alone. */
export class PreferenceKeeper {
	readonly #store: Pick<LibraryStore, 'setting' | 'putSetting'>;
	#value = $state.raw<Preferences>(preferencesSchema.parse({}));

	constructor(store: Pick<LibraryStore, 'setting' | 'putSetting'>) {
		this.#store = store;
	}

	get value(): Preferences {
		return this.#value;
	}

	async load(): Promise<void> {
		const stored = await this.#store.setting(preferencesKey);
		this.#value = preferencesSchema.parse(typeof stored === 'object' && stored !== null ? stored : {});
	}

	async change(change: Partial<Preferences>): Promise<void> {
		this.#value = { ...this.#value, ...change };
		await this.#store.putSetting(preferencesKey, this.#value);
	}
}
