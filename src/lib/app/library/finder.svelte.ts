import type { Song } from '$contracts/song.ts';
import type { MatchContext } from '$core/intent/match-query.ts';
import type { Calendar } from '$core/intent/periods.ts';
import { chipOf, maxChips, type Chip, type Criterion } from '$core/intent/query.ts';
import { readQuery, type QueryReading, type UnclearWords } from '$core/intent/read-query.ts';
import { findBlockers, orderByChips, searchSongs, toIntentContext, type Blocker } from './search.ts';
import { factsOf } from './song-facts.ts';
import { newestFirst, sortSongs, type SongSort } from './sort-songs.ts';

const nothingRead: QueryReading = { chips: [], unclear: [] };

/**
 * A search as the user builds it: words still in the box, chips that were set, and an order. What is typed is read as
 * chips at once; a chip that is touched by hand, or Enter, sets them all, and only unclear words stay in the box.
 */
export class Finder {
	readonly #songs: () => readonly Song[];
	readonly #calendar: () => Calendar;
	#text = $state('');
	#set = $state.raw<readonly Chip[]>([]);
	#sorts = $state.raw<readonly SongSort[]>(newestFirst);
	#thisId = $state<string | null>(null);

	readonly #intent = $derived.by(() => toIntentContext(this.#songs(), this.#calendar()));
	readonly #reading = $derived(
		this.#text.trim() === '' ? nothingRead : readQuery(this.#text, { ...this.#intent, isOneOfSeveral: this.#set.length > 0 })
	);
	readonly #chips = $derived.by(() => [...this.#set, ...this.#reading.chips.map(toPlainChip)].slice(0, maxChips));
	readonly #thisSong = $derived.by(() => this.#songs().find((song) => song.id === this.#thisId) ?? null);
	readonly #context = $derived.by((): MatchContext => ({
		...this.#calendar(),
		thisSong: this.#thisSong === null ? null : factsOf(this.#thisSong)
	}));
	readonly #sorted = $derived.by(() => sortSongs(this.#songs(), this.#sorts));
	readonly #found = $derived.by(() =>
		orderByChips(searchSongs(this.#sorted, this.#chips, this.#context), this.#chips, this.#context)
	);

	constructor(songs: () => readonly Song[], calendar: () => Calendar) {
		this.#songs = songs;
		this.#calendar = calendar;
	}

	/** What is in the box. */
	get text(): string {
		return this.#text;
	}

	/** Chips set by hand first, then those read from the box. */
	get chips(): readonly Chip[] {
		return this.#chips;
	}

	/** Words in the box that mean nothing here; they exclude no song. */
	get unclear(): readonly UnclearWords[] {
		return this.#reading.unclear;
	}

	get sorts(): readonly SongSort[] {
		return this.#sorts;
	}

	/** The song that "this" means; null while none was chosen. */
	get thisSong(): Song | null {
		return this.#thisSong;
	}

	/** Whether some chip speaks of "this". */
	get needsThis(): boolean {
		return this.#chips.some(({ criterion }) => criterion.kind === 'mixes' || criterion.kind === 'relative');
	}

	/** The songs that fit, in order. */
	get found(): readonly Song[] {
		return this.#found;
	}

	get isNarrowed(): boolean {
		return this.#chips.length > 0;
	}

	/** For when nothing fits: what stands in the way. */
	blockers(): readonly Blocker[] {
		return findBlockers(this.#songs(), this.#chips, this.#context);
	}

	type(text: string): void {
		this.#text = text;
	}

	/** Sets what was read, so that the box is free for more. */
	keep(): void {
		this.#setAll(this.#chips);
	}

	/** Replaces a chip by what the user made of it. */
	change(index: number, criterion: Criterion, isNegated: boolean): void {
		this.#setAll(this.#chips.with(index, chipOf(criterion, isNegated)));
	}

	remove(index: number): void {
		this.#setAll(this.#chips.toSpliced(index, 1));
	}

	/** Puts one condition in the place of those that `isMeant` picks; null takes them away. */
	put(isMeant: (chip: Chip) => boolean, criterion: Criterion | null): void {
		const at = this.#chips.findIndex(isMeant);
		const rest = this.#chips.filter((chip) => !isMeant(chip));
		if (criterion === null) this.#setAll(rest);
		else this.#setAll(at === -1 ? [...rest, chipOf(criterion)] : rest.toSpliced(at, 0, chipOf(criterion)));
	}

	sortBy(sorts: readonly SongSort[]): void {
		this.#sorts = sorts;
		// An order asked for in words would win over the column pressed.
		if (this.#chips.some(({ criterion }) => criterion.kind === 'order'))
			this.put((chip) => chip.criterion.kind === 'order', null);
	}

	choose(thisId: string | null): void {
		this.#thisId = thisId;
	}

	/** Begins from these chips, as of a saved search. */
	load(chips: readonly Chip[]): void {
		this.#set = chips;
		this.#text = '';
	}

	clear(): void {
		this.load([]);
	}

	#setAll(chips: readonly Chip[]): void {
		const isText = this.#reading.chips.some(
			({ criterion }) => criterion.kind === 'text' && criterion.words === this.#text.trim()
		);
		// Words that nothing has are a chip of their own when nothing else was said.
		this.#text = isText ? '' : this.#reading.unclear.map(({ text }) => text).join(' ');
		this.#set = chips.slice(0, maxChips);
	}
}

function toPlainChip({ criterion, isNegated, confidence }: Chip): Chip {
	return { criterion, isNegated, confidence };
}
