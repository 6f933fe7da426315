import { z } from 'zod';
import type { Part, Score } from '$core/score/index.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { EngravingLook } from '$contracts/notation/engraver.ts';
import { pageSizes, type PageSize } from '$contracts/notation/page-size.ts';

export const leastZoom = 0.5;
export const mostZoom = 2.5;

/** How every score looks: of the person, not of the song. */
export const scoreHabitSchema = z.object({
	/** 1 has staff lines 10 px apart; null fits the room. */
	zoom: z.number().min(leastZoom).max(mostZoom).nullable().catch(null),
	staves: z.enum(['score', 'tab', 'both']).catch('both'),
	layout: z.enum(['wrap', ...pageSizes]).catch('wrap'),
	/** Colours of the sheet: as the room has them, or always black on white, or white on black. */
	colours: z.enum(['room', 'paper', 'dark']).catch('room')
});
type Habit = z.infer<typeof scoreHabitSchema>;

/** And what is one song's. */
export const scoreChoiceSchema = z.object({
	/** Parts to show; null for all. */
	partIds: z.array(z.string().max(64)).max(100).nullable().catch(null),
	/** By part: semitones from the written to the sounding pitch. */
	readings: z.record(z.string().max(64), z.number().int().min(-36).max(36)).catch({})
});
type Choice = z.infer<typeof scoreChoiceSchema>;

/** Where they lie among the settings. */
export const scoreHabitKey = 'score-look';
export const scoreChoicePrefix = 'score-look/';
const choiceKey = (songId: string): string => scoreChoicePrefix + songId;
const orEmpty = (stored: unknown): unknown => (typeof stored === 'object' && stored !== null ? stored : {});
/** Percent that the buttons stop at. */
const stops = [50, 60, 70, 85, 100, 120, 140, 170, 200, 250] as const;

/** Letter in North America and its neighbours, A4 elsewhere. */
export const usualPaper = (language: string): PageSize => (/-(US|CA|MX|CL|CO|PH)$/i.test(language) ? 'letter' : 'a4');

/** How the open song's score is looked at; it is remembered. */
export class ScoreLook {
	readonly #store: Pick<LibraryStore, 'setting' | 'putSetting'>;
	#habit = $state.raw<Habit>(scoreHabitSchema.parse({}));
	#choice = $state.raw<Choice>(scoreChoiceSchema.parse({}));
	#songId: string | null = null;
	#shownZoom = $state(1);

	constructor(store: Pick<LibraryStore, 'setting' | 'putSetting'>) {
		this.#store = store;
	}

	get habit(): Habit {
		return this.#habit;
	}

	async open(songId: string): Promise<void> {
		if (this.#songId === songId) return;
		this.#songId = songId;
		const [habit, choice] = await Promise.all([this.#store.setting(scoreHabitKey), this.#store.setting(choiceKey(songId))]);
		if (this.#songId !== songId) return;
		this.#habit = scoreHabitSchema.parse(orEmpty(habit));
		this.#choice = scoreChoiceSchema.parse(orEmpty(choice));
	}

	change(change: Partial<Habit>): void {
		this.#habit = { ...this.#habit, ...change };
		void this.#store.putSetting(scoreHabitKey, this.#habit);
	}

	/** @param zoom kept between the least and the most */
	setZoom(zoom: number): void {
		this.change({ zoom: Math.min(mostZoom, Math.max(leastZoom, Math.round(zoom * 100) / 100)) });
	}

	/** The size that is seen, also where a fit has found it. */
	get shownZoom(): number {
		return this.#shownZoom;
	}
	noteShown(zoom: number): void {
		this.#shownZoom = zoom;
	}

	/** To the next stop. */
	stepZoom(direction: 1 | -1): void {
		const percent = Math.round(this.#shownZoom * 100);
		const next = direction === 1 ? stops.find((stop) => stop > percent) : stops.findLast((stop) => stop < percent);
		this.setZoom((next ?? (direction === 1 ? (stops[stops.length - 1] ?? 250) : stops[0])) / 100);
	}

	/** What it is printed on: the pages that are shown, else what the user's country prints on. */
	get paper(): PageSize {
		const { layout } = this.#habit;
		return layout === 'wrap' ? usualPaper(navigator.language) : layout;
	}

	/** The parts that are shown, in the score's order. */
	shownParts({ parts }: Score): readonly Part[] {
		const { partIds } = this.#choice;
		const shown = parts.filter(({ id }) => partIds?.includes(id) ?? true);
		return shown.length > 0 ? shown : parts;
	}

	/** The last part that is shown stays. */
	showPart(score: Score, partId: string, isShown: boolean): void {
		const now = new Set(this.shownParts(score).map(({ id }) => id));
		if (isShown) now.add(partId);
		else if (now.size > 1) now.delete(partId);
		this.#choose({ partIds: now.size === score.parts.length ? null : [...now] });
	}

	showOnly(partId: string): void {
		this.#choose({ partIds: [partId] });
	}

	showAllParts(): void {
		this.#choose({ partIds: null });
	}

	/** From the written to the sounding pitch of a part, semitones. */
	readingOf({ id, transposeSemitones }: Part): number {
		return this.#choice.readings[id] ?? transposeSemitones;
	}

	setReading({ id, transposeSemitones }: Part, semitones: number): void {
		const { [id]: _, ...others } = this.#choice.readings;
		this.#choose({ readings: semitones === transposeSemitones ? others : { ...others, [id]: semitones } });
	}

	/** What an engraver is told, but for the room it has. */
	engraving(score: Score): Omit<EngravingLook, 'widthPx'> {
		const { zoom, staves, layout } = this.#habit;
		const shown = this.shownParts(score);
		return {
			zoom,
			staves,
			...(layout === 'wrap' ? {} : { paper: layout }),
			...(shown.length === score.parts.length ? {} : { partIds: shown.map(({ id }) => id) }),
			...(Object.keys(this.#choice.readings).length === 0 ? {} : { readings: this.#choice.readings })
		};
	}

	#choose(change: Partial<Choice>): void {
		this.#choice = { ...this.#choice, ...change };
		if (this.#songId !== null) void this.#store.putSetting(choiceKey(this.#songId), this.#choice);
	}
}
