import type { Criterion } from '../query.ts';
import type { Rule } from './rule.ts';

interface Entry {
	readonly criterion: Criterion;
	readonly confidence: number;
	readonly isNegated?: boolean;
}

const bpm = (min?: number, max?: number): Criterion => ({
	kind: 'range',
	field: 'bpm',
	...(min === undefined ? {} : { min }),
	...(max === undefined ? {} : { max })
});
const atLeast = (field: 'energy' | 'danceability' | 'integratedLufs' | 'durationSeconds' | 'rating', min: number): Criterion => ({
	kind: 'range',
	field,
	min
});
const atMost = (field: 'energy' | 'danceability' | 'integratedLufs' | 'durationSeconds' | 'rating', max: number): Criterion => ({
	kind: 'range',
	field,
	max
});
const has = (what: Extract<Criterion, { kind: 'has' }>['what']): Criterion => ({ kind: 'has', what });
const order = (key: Extract<Criterion, { kind: 'order' }>['key'], direction: 'up' | 'down'): Criterion => ({
	kind: 'order',
	key,
	direction
});

/** Words apart by `|`; the Italian tempo words with the ranges that metronomes print. */
const words: readonly (readonly [phrases: string, entry: Entry])[] = [
	['slow|slower ones|slow tempo|slow ones', { criterion: bpm(undefined, 90), confidence: 0.75 }],
	['very slow|really slow', { criterion: bpm(undefined, 66), confidence: 0.75 }],
	['fast|quick|fast tempo|up tempo|uptempo|upbeat', { criterion: bpm(120), confidence: 0.7 }],
	['very fast|really fast', { criterion: bpm(150), confidence: 0.75 }],
	['mid tempo|midtempo|medium tempo|medium|moderate|moderate tempo', { criterion: bpm(90, 120), confidence: 0.7 }],
	['largo', { criterion: bpm(40, 60), confidence: 0.8 }],
	['adagio', { criterion: bpm(55, 76), confidence: 0.8 }],
	['andante', { criterion: bpm(76, 108), confidence: 0.8 }],
	['moderato', { criterion: bpm(98, 120), confidence: 0.8 }],
	['allegro', { criterion: bpm(109, 156), confidence: 0.8 }],
	['vivace', { criterion: bpm(132, 176), confidence: 0.8 }],
	['presto', { criterion: bpm(168, 200), confidence: 0.8 }],
	[
		'energetic|high energy|driving|lively|powerful|intense|full of energy',
		{ criterion: atLeast('energy', 0.65), confidence: 0.8 }
	],
	['calm|mellow|low energy|gentle|chill|chilled|relaxed|peaceful', { criterion: atMost('energy', 0.35), confidence: 0.8 }],
	['medium energy', { criterion: { kind: 'range', field: 'energy', min: 0.35, max: 0.65 }, confidence: 0.8 }],
	['danceable|dancey|to dance to|for dancing', { criterion: atLeast('danceability', 0.6), confidence: 0.8 }],
	['loud|hot|compressed', { criterion: atLeast('integratedLufs', -10), confidence: 0.75 }],
	['quiet|soft|silent', { criterion: atMost('integratedLufs', -18), confidence: 0.75 }],
	['short|brief', { criterion: atMost('durationSeconds', 150), confidence: 0.7 }],
	['long', { criterion: atLeast('durationSeconds', 360), confidence: 0.7 }],
	['favourite|favourites|favorite|favorites|best|loved', { criterion: atLeast('rating', 4), confidence: 0.7 }],
	['unrated', { criterion: has('rating'), confidence: 0.95, isNegated: true }],
	['rated|with a rating|a rating|rating', { criterion: has('rating'), confidence: 0.85 }],
	['untagged', { criterion: has('tags'), confidence: 0.95, isNegated: true }],
	['tags|with tags|any tags', { criterion: has('tags'), confidence: 0.85 }],
	['transcribed|with notes|notes|transcription', { criterion: has('notes'), confidence: 0.85 }],
	['untranscribed', { criterion: has('notes'), confidence: 0.9, isNegated: true }],
	['analysed|analyzed|listened to', { criterion: has('analysis'), confidence: 0.9 }],
	['unanalysed|unanalyzed', { criterion: has('analysis'), confidence: 0.9, isNegated: true }],
	['a beat|with a beat|beat|a steady beat|steady beat|rhythm', { criterion: has('beat'), confidence: 0.8 }],
	['beatless|rubato|free time|out of time', { criterion: has('beat'), confidence: 0.85, isNegated: true }],
	['a key|tonal|with a key', { criterion: has('key'), confidence: 0.8 }],
	['atonal|keyless|no key|without a key|without key', { criterion: has('key'), confidence: 0.85, isNegated: true }],
	[
		'newest|newest first|latest|latest first|most recent|most recent first',
		{ criterion: order('added', 'down'), confidence: 0.85 }
	],
	['oldest|oldest first', { criterion: order('added', 'up'), confidence: 0.85 }],
	['longest|longest first', { criterion: order('duration', 'down'), confidence: 0.9 }],
	['shortest|shortest first', { criterion: order('duration', 'up'), confidence: 0.9 }],
	['fastest|fastest first', { criterion: order('bpm', 'down'), confidence: 0.9 }],
	['slowest|slowest first', { criterion: order('bpm', 'up'), confidence: 0.9 }],
	['loudest|loudest first', { criterion: order('loudness', 'down'), confidence: 0.9 }],
	['quietest|quietest first|softest', { criterion: order('loudness', 'up'), confidence: 0.9 }],
	['most energetic|most energetic first', { criterion: order('energy', 'down'), confidence: 0.9 }],
	['least energetic|calmest|calmest first', { criterion: order('energy', 'up'), confidence: 0.9 }],
	['best rated|highest rated|top rated|best first', { criterion: order('rating', 'down'), confidence: 0.9 }],
	['worst rated|lowest rated', { criterion: order('rating', 'up'), confidence: 0.9 }],
	['alphabetical|alphabetically|in alphabetical order|a to z', { criterion: order('title', 'up'), confidence: 0.9 }]
];

const genres = [
	'gospel|worship|praise|hymn|hymns|spiritual|spirituals|jazz|blues|rock|pop|funk|soul|hip hop|hiphop|rap|trap|house|deep house',
	'techno|trance|dubstep|drum and bass|jungle|reggae|ska|dub|country|folk|bluegrass|americana|classical|baroque|romantic era',
	'opera|latin|bossa nova|bossa|samba|salsa|tango|flamenco|metal|punk|disco|edm|electronic|electronica|ambient|swing|bebop',
	'ragtime|stride|boogie|boogie woogie|afrobeat|highlife|lo fi|lofi|soundtrack|film music|ballad|ballads|r b|rnb|neo soul|march',
	'singer songwriter|indie|alternative|grunge|fusion|big band|chanson|fado|klezmer|celtic|irish|choral|choir|a cappella'
].flatMap((line) => line.split('|'));

/** What a style is looked for by, where people say it in several ways. */
const sameGenre: Readonly<Record<string, string>> = {
	hymns: 'hymn',
	spirituals: 'spiritual',
	ballads: 'ballad',
	hiphop: 'hip hop',
	rnb: 'r&b',
	'r b': 'r&b',
	lofi: 'lo-fi',
	'lo fi': 'lo-fi'
};

const moods = 'happy|sad|dark|bright|aggressive|angry|romantic|melancholic|melancholy|uplifting|joyful|dreamy|tense|epic'.split(
	'|'
);

const entries = new Map<string, Entry>([
	...moods.map((name): [string, Entry] => [name, { criterion: { kind: 'mood', name }, confidence: 0.7 }]),
	...genres.map((name): [string, Entry] => [
		name,
		{ criterion: { kind: 'genre', name: sameGenre[name] ?? name }, confidence: 0.85 }
	]),
	...words.flatMap(([phrases, entry]) => phrases.split('|').map((phrase): [string, Entry] => [phrase, entry]))
]);
const mostWords = Math.max(...[...entries.keys()].map((phrase) => phrase.split(' ').length));

/** Single words and set phrases that each mean one condition; the longest that stands here. */
export const vocabulary: Rule = (reader, at) => {
	for (let count = mostWords; count > 0; count--) {
		const phrase = Array.from({ length: count }, (_, offset) => reader.word(at + offset)).join(' ');
		const entry = entries.get(phrase);
		if (entry === undefined) continue;
		const { criterion, confidence, isNegated } = entry;
		return { end: at + count, criteria: [criterion], confidence, ...(isNegated === true ? { isNegated } : {}) };
	}
	return null;
};
