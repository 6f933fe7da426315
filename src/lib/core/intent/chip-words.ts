import { camelotOf } from '../harmony/camelot.ts';
import type { MusicalKey } from '../harmony/chord.ts';
import type { Chip, Criterion, KeyChoice, Period, RangeField } from './query.ts';

/** How keynotes are written in each mode, the spelling with fewer accidentals. */
const tonicNames = {
	major: ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B'],
	minor: ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'B♭', 'B']
} as const;

/** A key as musicians write it: `A♭ major`. */
export function keyWords({ tonic, mode }: MusicalKey): string {
	return `${tonicNames[mode][tonic] ?? '?'} ${mode}`;
}

/** A key as a table has room for: `A♭`, `Fm`. */
export function shortKeyWords({ tonic, mode }: MusicalKey): string {
	return `${tonicNames[mode][tonic] ?? '?'}${mode === 'minor' ? 'm' : ''}`;
}

/** What a chip says, such as `under 80 BPM` or `not in A♭ major`. */
export function chipWords({ criterion, isNegated }: Chip): string {
	const said = criterionWords(criterion);
	if (!isNegated) return said;
	if (criterion.kind === 'date' && criterion.period.kind === 'ever') return `never ${criterion.field}`;
	if (criterion.kind === 'has') return absenceWords[criterion.what];
	return `not ${said}`;
}

function criterionWords(criterion: Criterion): string {
	switch (criterion.kind) {
		case 'text':
			return criterion.where === 'title' ? `title has “${criterion.words}”` : `“${criterion.words}”`;
		case 'artist':
			return `by ${criterion.name}`;
		case 'tag':
			return `tagged ${criterion.tag}`;
		case 'genre':
		case 'mood':
			return criterion.name;
		case 'range':
			return rangeWords(criterion.field, criterion.min, criterion.max);
		case 'key':
			return `in ${criterion.keys.map(choiceWords).join(' or ')}`;
		case 'mode':
			return `${criterion.mode} key`;
		case 'meter':
			return `${criterion.beatsPerBar.join(' or ')} beats in a bar`;
		case 'date':
			return dateWords(criterion);
		case 'has':
			return presenceWords[criterion.what];
		case 'mixes':
			return criterion.direction === 'after' ? 'mixes out of this' : 'mixes into this';
		case 'relative':
			return relativeWords(criterion);
		case 'order':
			return orderWords[criterion.key][criterion.direction];
	}
}

function choiceWords({ tonic, mode }: KeyChoice): string {
	if (mode === undefined) return `${tonicNames.major[tonic] ?? '?'} major or minor`;
	return `${keyWords({ tonic, mode })} (${camelotOf({ tonic, mode })})`;
}

/** A value of a range field with its unit. */
export function valueWords(field: RangeField, value: number): string {
	const round = (digits: number): string => String(Math.round(value * 10 ** digits) / 10 ** digits);
	switch (field) {
		case 'bpm':
			return `${round(1)} BPM`;
		case 'durationSeconds':
			return clockWords(value);
		case 'energy':
			return `${Math.round(100 * value)}% energy`;
		case 'danceability':
			return `${Math.round(100 * value)}% danceability`;
		case 'integratedLufs':
			return `${round(1)} LUFS`;
		case 'rating':
			return `${round(0)} ${Math.round(value) === 1 ? 'star' : 'stars'}`;
	}
}

function clockWords(seconds: number): string {
	const whole = Math.round(seconds);
	const hours = Math.floor(whole / 3600);
	const rest = `${hours > 0 ? String(Math.floor(whole / 60) % 60).padStart(2, '0') : Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}

function rangeWords(field: RangeField, min: number | undefined, max: number | undefined): string {
	if (min === undefined && max === undefined) return 'any ' + valueWords(field, 0).replace(/^\S+ ?/, '');
	if (min === undefined) return `at most ${valueWords(field, max ?? 0)}`;
	if (max === undefined) return `at least ${valueWords(field, min)}`;
	if (min === max) return valueWords(field, min);
	const [low, high] = [valueWords(field, min), valueWords(field, max)];
	const unit = /^\S+( .+)$/.exec(high)?.[1] ?? '';
	return `${unit !== '' && low.endsWith(unit) ? low.slice(0, -unit.length) : low} to ${high}`;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');

/** A period inside a sentence: `last week`, `in the past 3 days`, `in March 2026`. */
function periodWords(period: Period): { readonly bare: string; readonly within: string } {
	if (period.kind === 'ever') return { bare: 'ever', within: '' };
	if (period.kind === 'named') {
		const bare = period.month === undefined ? `${period.year}` : `${monthNames[period.month - 1] ?? ''} ${period.year}`;
		return { bare, within: `in ${bare}` };
	}
	if (period.kind === 'past') {
		const said = period.count === 1 ? `past ${period.unit}` : `past ${period.count} ${period.unit}s`;
		return { bare: `the ${said}`, within: `in the ${said}` };
	}
	const { unit, back } = period;
	if (unit === 'day' && back < 2)
		return back === 0 ? { bare: 'today', within: 'today' } : { bare: 'yesterday', within: 'yesterday' };
	const said = back === 0 ? `this ${unit}` : back === 1 ? `last ${unit}` : `${back} ${unit}s ago`;
	return { bare: said, within: said };
}

function dateWords({ field, relation, period }: Extract<Criterion, { kind: 'date' }>): string {
	const { bare, within } = periodWords(period);
	const said = relation === 'in' ? within : `${relation} ${bare}`;
	return said === '' ? field : `${field} ${said}`;
}

const presenceWords: Readonly<Record<Extract<Criterion, { kind: 'has' }>['what'], string>> = {
	notes: 'with notes',
	beat: 'with a beat',
	key: 'with a key',
	rating: 'rated',
	tags: 'tagged',
	analysis: 'listened to'
};

const absenceWords: typeof presenceWords = {
	notes: 'without notes',
	beat: 'without a beat',
	key: 'without a key',
	rating: 'not rated',
	tags: 'not tagged',
	analysis: 'not listened to yet'
};

const relativeFieldWords = {
	energy: { more: 'more energy', less: 'less energy', same: 'same energy' },
	bpm: { more: 'faster', less: 'slower', same: 'same tempo' },
	durationSeconds: { more: 'longer', less: 'shorter', same: 'same length' },
	integratedLufs: { more: 'louder', less: 'quieter', same: 'same loudness' },
	key: { more: 'same key', less: 'same key', same: 'same key' }
} as const;

function relativeWords({ field, sense, amount }: Extract<Criterion, { kind: 'relative' }>): string {
	const size = sense === 'same' || amount === 'any' ? '' : amount === 'little' ? 'a bit ' : 'much ';
	return `${size}${relativeFieldWords[field][sense]} ${sense === 'same' ? 'as' : 'than'} this`;
}

const orderWords: Readonly<Record<Extract<Criterion, { kind: 'order' }>['key'], { readonly up: string; readonly down: string }>> =
	{
		title: { up: 'by title', down: 'by title, Z first' },
		artist: { up: 'by artist', down: 'by artist, Z first' },
		duration: { up: 'shortest first', down: 'longest first' },
		bpm: { up: 'slowest first', down: 'fastest first' },
		key: { up: 'by key', down: 'by key, 12 first' },
		energy: { up: 'calmest first', down: 'most energy first' },
		loudness: { up: 'quietest first', down: 'loudest first' },
		rating: { up: 'fewest stars first', down: 'most stars first' },
		added: { up: 'oldest first', down: 'newest first' },
		practised: { up: 'longest unpractised first', down: 'last practised first' },
		size: { up: 'smallest files first', down: 'largest files first' }
	};
