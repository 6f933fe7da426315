import { orderKeys, type Criterion, type OrderKey, type RelativeField } from '../query.ts';
import type { Reader } from '../tokens.ts';
import type { Match, Rule } from './rule.ts';

const thisSong = ['this song', 'this one', 'this track', 'this', 'it', 'the open song', 'the current song', 'current song'];
const mixVerbs = 'mix|mixes|mixing|goes|go|going|fits|fit|works|work|blends|blend|flows|flow|transitions|transition|segues'.split(
	'|'
);

/** What follows or leads into "this": `mixes out of this`, `goes well with this one`, `what comes next`. */
export const mixes: Rule = (reader, at) => {
	const set = reader.afterAny(at, ['what comes next', 'what next', 'play next', 'next song', 'next track', 'what follows']);
	if (set !== null) return toMix(reader.skip(set, ['after this song', 'after this', ...thisSong]), 'after', 0.85);
	const verb = mixVerbs.includes(reader.word(at)) ? reader.skip(at + 1, ['well', 'nicely', 'best']) : null;
	const follows = reader.afterAny(at, ['follows', 'follow', 'following', 'comes after', 'come after', 'to play after', 'after']);
	const leads = reader.afterAny(at, ['leads into', 'lead into', 'to play before', 'comes before', 'before']);
	const after = verb === null ? follows : reader.afterAny(verb, ['out of', 'on from', 'from', 'with', 'after']);
	const before = verb === null ? leads : reader.afterAny(verb, ['into', 'in to', 'before', 'to']);
	const object = after ?? before;
	if (object === null) return null;
	const end = reader.afterAny(object, thisSong);
	return end === null ? null : toMix(end, after !== null ? 'after' : 'before', 0.9);
};

function toMix(end: number, direction: 'after' | 'before', confidence: number): Match {
	return { end, criteria: [{ kind: 'mixes', direction }], confidence };
}

const little = ['a little bit', 'a little', 'a bit', 'slightly', 'somewhat', 'a touch', 'bit', 'little', 'just'];
const lot = ['a lot', 'much', 'way', 'far', 'a great deal', 'lots'];

const steps: readonly (readonly [phrases: string, field: RelativeField, sense: 'more' | 'less' | 'same'])[] = [
	['more energy|more energetic|higher energy|livelier|more driving|more intense', 'energy', 'more'],
	['less energy|less energetic|lower energy|calmer|mellower|gentler', 'energy', 'less'],
	['same energy|the same energy|similar energy|equal energy', 'energy', 'same'],
	['faster|quicker|more tempo|higher tempo', 'bpm', 'more'],
	['slower|less tempo|lower tempo', 'bpm', 'less'],
	['same tempo|the same tempo|similar tempo|a similar tempo|same bpm|same speed|the same speed', 'bpm', 'same'],
	['louder', 'integratedLufs', 'more'],
	['quieter|softer', 'integratedLufs', 'less'],
	['same loudness|as loud', 'integratedLufs', 'same'],
	['longer', 'durationSeconds', 'more'],
	['shorter', 'durationSeconds', 'less'],
	['same length|as long', 'durationSeconds', 'same'],
	['same key|the same key|in the same key', 'key', 'same']
];

/** Compared with "this": `a bit more energy`, `slightly slower than this`, `in the same key`. */
export const relative: Rule = (reader, at) => {
	const amountEnd = reader.afterAny(at, little) ?? reader.afterAny(at, lot);
	const amount = amountEnd === null ? 'any' : reader.afterAny(at, little) !== null ? 'little' : 'lot';
	const from = reader.skip(amountEnd ?? at, ['with', 'of', 'in']);
	for (const [phrases, field, sense] of steps) {
		const end = reader.afterAny(from, phrases.split('|'));
		if (end === null) continue;
		const compared = reader.afterAny(end, ['than', 'as']);
		const object = compared === null ? null : reader.afterAny(compared, thisSong);
		const criterion: Criterion = { kind: 'relative', field, sense, amount: sense === 'same' ? 'any' : amount };
		return { end: object ?? end, criteria: [criterion], confidence: object === null ? 0.8 : 0.95 };
	}
	return null;
};

const orderWords: Readonly<Record<string, OrderKey>> = {
	...Object.fromEntries(orderKeys.map((key) => [key, key])),
	name: 'title',
	length: 'duration',
	tempo: 'bpm',
	speed: 'bpm',
	stars: 'rating',
	camelot: 'key',
	date: 'added',
	volume: 'loudness'
};

/** `sorted by tempo`, `order by energy descending`. */
export const order: Rule = (reader, at) => {
	const start = reader.afterAny(at, ['sorted by', 'sort by', 'ordered by', 'order by', 'arranged by', 'by order of']);
	const key = start === null ? undefined : orderWords[reader.word(start)];
	if (start === null || key === undefined) return null;
	const down = reader.afterAny(start + 1, ['descending', 'desc', 'down', 'highest first', 'reversed']);
	const up = reader.afterAny(start + 1, ['ascending', 'asc', 'up', 'lowest first']);
	const usual = key === 'added' || key === 'practised' || key === 'rating' ? 'down' : 'up';
	const direction = down !== null ? 'down' : up !== null ? 'up' : usual;
	return { end: down ?? up ?? start + 1, criteria: [{ kind: 'order', key, direction }], confidence: 0.95 };
};

/** Whether a place begins the end of a name: a comma, or a word that starts another condition. */
export function endsName(reader: Reader, at: number): boolean {
	const stops = [
		'in',
		'under',
		'over',
		'below',
		'above',
		'with',
		'without',
		'that',
		'which',
		'tagged',
		'rated',
		'around',
		'between'
	];
	const more = [
		'not',
		'but',
		'added',
		'practised',
		'practiced',
		'sorted',
		'longer',
		'shorter',
		'slower',
		'faster',
		'from',
		'at',
		','
	];
	const word = reader.word(at);
	return reader.token(at) === null || stops.includes(word) || more.includes(word) || word === ';';
}
