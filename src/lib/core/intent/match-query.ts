import { canFollow } from '../harmony/mixing/follow.ts';
import { foldText } from '../text/fold-text.ts';
import { toTimeSpan, type Calendar } from './periods.ts';
import type { Chip, Criterion, RelativeField } from './query.ts';
import type { SongFacts } from './song-facts.ts';

export interface MatchContext extends Calendar {
	/** The song that "this" is; null when none is chosen. */
	readonly thisSong: SongFacts | null;
}

export type SongTest = (song: SongFacts) => boolean;

/** How much more or less is meant, in the field's unit: from `least` on, and for "a bit" no further than `most`. */
const steps: Readonly<
	Record<Exclude<RelativeField, 'key'>, { least: number; little: number; lot: number; same: number; isShare: boolean }>
> = {
	energy: { least: 0.02, little: 0.2, lot: 0.2, same: 0.08, isShare: false },
	bpm: { least: 0.01, little: 0.1, lot: 0.15, same: 0.03, isShare: true },
	durationSeconds: { least: 0.02, little: 0.25, lot: 0.4, same: 0.1, isShare: true },
	integratedLufs: { least: 0.5, little: 3, lot: 4, same: 1, isShare: false }
};

/** The test a chip puts to a song; null when it puts none: an order, or a word about "this" while there is no such song. */
export function toTest({ criterion, isNegated }: Chip, context: MatchContext): SongTest | null {
	const test = toPlainTest(criterion, context);
	return test !== null && isNegated ? (song) => !test(song) : test;
}

/** The test of all chips together. */
export function toQueryTest(chips: readonly Chip[], context: MatchContext): SongTest {
	const tests = chips.map((chip) => toTest(chip, context)).filter((test) => test !== null);
	return (song) => tests.every((test) => test(song));
}

function toPlainTest(criterion: Criterion, context: MatchContext): SongTest | null {
	switch (criterion.kind) {
		case 'text':
			return toTextTest(criterion.words, criterion.where);
		case 'artist':
			return toWordsTest(criterion.name, (song) => song.artistText);
		case 'tag': {
			const tag = foldText(criterion.tag);
			return (song) => song.tagTexts.has(tag);
		}
		case 'genre':
		case 'mood':
			return toStyleTest(criterion.kind, criterion.name);
		case 'range': {
			const { field, min = -Infinity, max = Infinity } = criterion;
			return (song) => {
				const value = song[field];
				return value !== null && value >= min && value <= max;
			};
		}
		case 'key':
			return ({ key }) =>
				key !== null &&
				criterion.keys.some(({ tonic, mode }) => tonic === key.tonic && (mode === undefined || mode === key.mode));
		case 'mode':
			return ({ key }) => key?.mode === criterion.mode;
		case 'meter':
			return ({ beatsPerBar }) => beatsPerBar !== null && criterion.beatsPerBar.includes(beatsPerBar);
		case 'date':
			return toDateTest(criterion, context);
		case 'has':
			return presenceTests[criterion.what];
		case 'mixes':
			return toMixTest(criterion.direction, context.thisSong);
		case 'relative':
			return toRelativeTest(criterion, context.thisSong);
		case 'order':
			return null;
	}
}

const presenceTests: Readonly<Record<Extract<Criterion, { kind: 'has' }>['what'], SongTest>> = {
	notes: (song) => song.hasNotes,
	beat: (song) => song.bpm !== null,
	key: (song) => song.key !== null,
	rating: (song) => song.rating !== null,
	tags: (song) => song.tagTexts.size > 0,
	analysis: (song) => song.isAnalysed
};

function toTextTest(typed: string, where: 'anywhere' | 'title'): SongTest {
	return toWordsTest(typed, where === 'title' ? (song) => song.titleText : (song) => song.text);
}

/** Each word stands somewhere, in any order. */
function toWordsTest(typed: string, read: (song: SongFacts) => string): SongTest {
	const words = foldText(typed)
		.split(' ')
		.filter((word) => word !== '');
	return (song) => {
		const text = read(song);
		return words.every((word) => text.includes(word));
	};
}

/** A style is what was guessed, what a tag says, or a whole word of the title or file name. */
function toStyleTest(kind: 'genre' | 'mood', name: string): SongTest {
	const style = foldText(name);
	const isWord = new RegExp(`(?<![\\p{L}\\p{N}])${style.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}s?(?![\\p{L}\\p{N}])`, 'u');
	return (song) => {
		const guessed = kind === 'genre' ? song.genreText : song.moodText;
		return guessed?.includes(style) === true || isWord.test(song.text);
	};
}

function toDateTest(criterion: Extract<Criterion, { kind: 'date' }>, calendar: Calendar): SongTest {
	const { startMs, endMs } = toTimeSpan(criterion.period, calendar);
	const read = criterion.field === 'added' ? (song: SongFacts) => song.addedAtMs : (song: SongFacts) => song.practisedAtMs;
	return (song) => {
		const atMs = read(song);
		if (atMs === null) return false;
		if (criterion.relation === 'before') return atMs < startMs;
		return atMs >= startMs && (criterion.relation === 'since' || atMs < endMs);
	};
}

function toMixTest(direction: 'after' | 'before', thisSong: SongFacts | null): SongTest | null {
	if (thisSong === null) return null;
	return (song) => song.id !== thisSong.id && (direction === 'after' ? canFollow(thisSong, song) : canFollow(song, thisSong));
}

function toRelativeTest(criterion: Extract<Criterion, { kind: 'relative' }>, thisSong: SongFacts | null): SongTest | null {
	if (thisSong === null) return null;
	const { field, sense, amount } = criterion;
	if (field === 'key') {
		const { key } = thisSong;
		return (song) => song.id !== thisSong.id && key !== null && song.key?.tonic === key.tonic && song.key.mode === key.mode;
	}
	const from = thisSong[field];
	const step = steps[field];
	return (song) => {
		const value = song[field];
		if (from === null || value === null || song.id === thisSong.id) return false;
		const change = step.isShare ? value / from - 1 : value - from;
		if (sense === 'same') return Math.abs(change) <= step.same;
		const more = sense === 'more' ? change : -change;
		if (amount === 'lot') return more >= step.lot;
		return more >= step.least && (amount === 'any' || more <= step.little);
	};
}
