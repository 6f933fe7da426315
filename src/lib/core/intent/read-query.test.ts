import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '../text/fold-text.ts';
import { chipSchema, type Criterion } from './query.ts';
import { readQuery } from './read-query.ts';
import type { IntentContext } from './rules/rule.ts';
import { toTokens } from './tokens.ts';

/** A library of a few songs; Friday 20 November 2026, noon, one hour ahead of UTC. */
const titles = ['Blue in Green', 'Slow Hot Wind', 'Careless Love', 'Take 5', 'Opus 120', 'The Look of Love', 'Minor Swing'];
const artists = ['Bill Evans', 'Nina Simone', 'Trio in A'];
const tags = ['ballad', 'Sunday set', 'blues', 'wedding'];
const library = foldText([...titles, ...artists, ...tags].join('\n'));
const context: IntentContext = {
	nowMs: Date.UTC(2026, 10, 20, 11),
	utcOffsetMinutes: 60,
	artists,
	tags,
	occurs: (folded) => library.includes(folded),
	isInTitle: (folded) => titles.some((title) => foldText(title).includes(folded))
};

const show = (text: string): string => {
	const { chips, unclear } = readQuery(text, context);
	const said = chips.map(({ criterion, isNegated }) => (isNegated ? 'not ' : '') + write(criterion));
	return [...said, ...unclear.map((words) => `?${words.text}`)].join(' & ');
};

const names = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

function write(criterion: Criterion): string {
	switch (criterion.kind) {
		case 'text':
			return criterion.where === 'title' ? `title(${criterion.words})` : `text(${criterion.words})`;
		case 'artist':
		case 'genre':
		case 'mood':
			return `${criterion.kind}(${criterion.name})`;
		case 'tag':
			return `tag(${criterion.tag})`;
		case 'range':
			return `${criterion.field} ${criterion.min ?? ''}..${criterion.max ?? ''}`;
		case 'key':
			return criterion.keys.map(({ tonic, mode }) => names[tonic] + (mode === 'minor' ? 'm' : '')).join('|');
		case 'mode':
			return criterion.mode;
		case 'meter':
			return `meter ${criterion.beatsPerBar.join('|')}`;
		case 'has':
			return `has ${criterion.what}`;
		case 'mixes':
			return `mixes ${criterion.direction}`;
		case 'relative':
			return `${criterion.sense} ${criterion.field} (${criterion.amount})`;
		case 'order':
			return `by ${criterion.key} ${criterion.direction}`;
		case 'date': {
			const { period } = criterion;
			const when =
				period.kind === 'ever'
					? 'ever'
					: period.kind === 'named'
						? `${period.year}-${period.month ?? ''}`
						: period.kind === 'past'
							? `past ${period.count} ${period.unit}`
							: `${period.unit} -${period.back}`;
			return `${criterion.field} ${criterion.relation} ${when}`;
		}
	}
}

describe('what people type', () => {
	test.each([
		// Those of the issue
		['slow gospel in A flat under 80 bpm', 'bpm ..90 & genre(gospel) & Ab & bpm ..80'],
		['something that mixes out of this, a bit more energy', 'mixes after & more energy (little)'],
		['songs over 5 minutes I have not practised this month', 'durationSeconds 300.. & not practised in month -0'],
		// Keys
		['minor', 'minor'],
		['major songs', 'major'],
		['in a minor key', 'minor'],
		['in a minor', 'Am'],
		['in Ab or F minor', 'Ab|Fm'],
		['A flat', 'Ab'],
		['f sharp minor', 'F#m'],
		['in F#m', 'F#m'],
		['key of D', 'D'],
		['in B♭', 'Bb'],
		['in C, G or D major', 'C|G|D'],
		['8A', 'Am'],
		['8a or 9b', 'Am|G'],
		['camelot 12B', 'E'],
		['compatible with 8A', 'Am|C|Em|Dm'],
		['in D or compatible with 8A', 'D|Am|C|Em|Dm'],
		['waltz or 5/4', 'meter 3|5'],
		['in D or loud', 'D & integratedLufs -10..'],
		['bb major', 'Bb'],
		['not in C major', 'not C'],
		['no key', 'not has key'],
		// Tempo
		['around 120', 'bpm 114..126'],
		['between 90 and 110 bpm', 'bpm 90..110'],
		['90-110 bpm', 'bpm 90..110'],
		['from 90 to 110', 'bpm 90..110'],
		['120bpm', 'bpm 118..122'],
		['tempo 72', 'bpm 70..74'],
		['faster than 130', 'bpm 130..'],
		['slower than ninety five', 'bpm ..95'],
		['at least a hundred and twenty bpm', 'bpm 120..'],
		['100 bpm or more', 'bpm 100..'],
		['<= 76 bpm', 'bpm ..76'],
		['allegro', 'bpm 109..156'],
		['fast jazz', 'bpm 120.. & genre(jazz)'],
		['not fast', 'not bpm 120..'],
		['without a beat', 'not has beat'],
		// Length
		['under 4 minutes', 'durationSeconds ..240'],
		['longer than 3:30', 'durationSeconds 210..'],
		['3 to 5 minutes', 'durationSeconds 180..300'],
		['between 2:30 and 4:00', 'durationSeconds 150..240'],
		['over an hour', 'durationSeconds 3600..'],
		['at most 1h20', 'durationSeconds ..4800'],
		['2 minutes and 30 seconds or less', 'durationSeconds ..150'],
		['short', 'durationSeconds ..150'],
		// Energy, loudness, dance
		['loud', 'integratedLufs -10..'],
		['energetic', 'energy 0.65..'],
		['energy over 60%', 'energy 0.6..'],
		['energy between 0.2 and 0.5', 'energy 0.2..0.5'],
		['over -14 lufs', 'integratedLufs -14..'],
		['quieter than 18 lufs', 'integratedLufs ..-18'],
		['danceable house', 'danceability 0.6.. & genre(house)'],
		// Stars
		['rated 4 or more', 'rating 4..'],
		['at least 3 stars', 'rating 3..'],
		['more than three stars', 'rating 4..'],
		['★★★★', 'rating 4..4'],
		['4+ stars', 'rating 4..'],
		['unrated', 'not has rating'],
		// Dates
		['added last week', 'added in week -1'],
		['added in the last week', 'added in past 1 week'],
		['added today', 'added in day -0'],
		['imported 3 days ago', 'added in day -3'],
		['added in March', 'added in 2026-3'],
		['added in December', 'added in 2025-12'],
		['added before 2024', 'added before 2024-'],
		['recently added', 'added in past 30 day'],
		['never practised', 'not practised in ever'],
		['not practised for two weeks', 'not practised in past 2 week'],
		['practiced since Monday', 'practised since day -4'],
		["I haven't played these lately", 'not practised in past 30 day'],
		['last practised more than 2 weeks ago', 'practised before past 2 week'],
		// Names
		['by Bill Evans', 'artist(Bill Evans)'],
		['by bill evans in minor', 'artist(Bill Evans) & minor'],
		['by Hank Jones under 4 min', 'artist(Hank Jones) & durationSeconds ..240'],
		['by trio in a', 'artist(Trio in A)'],
		['tagged ballad', 'tag(ballad)'],
		['tagged sunday set and wedding', 'tag(Sunday set) & tag(wedding)'],
		['not tagged blues', 'not tag(blues)'],
		['#wedding', 'tag(wedding)'],
		['untagged', 'not has tags'],
		['called Blue in Green', 'title(Blue in Green)'],
		['"minor swing"', 'text(minor swing)'],
		// Meter
		['3/4', 'meter 3'],
		['waltz', 'meter 3'],
		['6/8 time', 'meter 2|6'],
		['in 7/8', 'meter 7'],
		['not in 4/4', 'not meter 4'],
		// "This"
		['goes well with this one', 'mixes after'],
		['leads into this', 'mixes before'],
		['slightly faster than this', 'more bpm (little)'],
		['in the same key, a lot less energy', 'same key (any) & less energy (lot)'],
		// Order and the rest
		['longest first', 'by duration down'],
		['jazz sorted by tempo descending', 'genre(jazz) & by bpm down'],
		['not jazz, not minor', 'not genre(jazz) & not minor'],
		['with notes', 'has notes'],
		// Words on the songs, and words on none
		['careless love', 'text(careless love)'],
		['slow hot wind', 'text(slow hot wind)'],
		['the look of love', 'text(the look of love)'],
		['take 5', 'text(take 5)'],
		['slow careless songs', 'bpm ..90 & text(careless)'],
		['slow fluffy gospel', 'bpm ..90 & genre(gospel) & ?fluffy'],
		['xyzzy', 'text(xyzzy) & ?xyzzy'],
		['', ''],
		['   ', '']
	])('%s → %s', (text, chips) => {
		expect(show(text)).toBe(chips);
	});

	test('beside other conditions a word that no song has is named and excludes nothing', () => {
		const { chips, unclear } = readQuery('careless xyzzy', { ...context, isOneOfSeveral: true });
		expect(chips.map(({ criterion }) => write(criterion))).toEqual(['text(careless)']);
		expect(unclear.map(({ text }) => text)).toEqual(['xyzzy']);
	});

	test('what stands plainly is surer than what was guessed', () => {
		const sure = (text: string): number => Math.min(...readQuery(text, context).chips.map(({ confidence }) => confidence));
		expect(sure('under 80 bpm')).toBeGreaterThan(sure('under 80'));
		expect(sure('F# minor')).toBeGreaterThan(sure('in F'));
		expect(sure('by Bill Evans')).toBeGreaterThan(sure('by Somebody Else'));
		expect(sure('careless')).toBeGreaterThan(sure('xyzzy'));
	});
});

describe('whatever is typed', () => {
	const word = fc.oneof(
		fc.constantFrom(
			...'slow gospel in A flat under 80 bpm not or and between the this mixes with energy tagged by minor 8A 3/4 4 stars last week month practised added "x y" , - + % # over 5:30 120bpm ★ ½ ♭ 🎹 日本 ñandú'.split(
				' '
			)
		),
		fc.string({ maxLength: 8 }),
		fc.string({ unit: 'grapheme', maxLength: 6 })
	);
	const sentence = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));

	test('nothing is thrown, chips fit their schema, and every word is in a chip or named', () => {
		fc.assert(
			fc.property(sentence, fc.boolean(), (text, isOneOfSeveral) => {
				const { chips, unclear } = readQuery(text, { ...context, isOneOfSeveral });
				for (const { criterion, isNegated, confidence } of chips) {
					expect(chipSchema.safeParse({ criterion, isNegated, confidence }).success).toBe(true);
				}
				const spans = [...chips, ...unclear];
				for (const token of toTokens(text)) {
					expect(spans.some(({ start, end }) => start <= token.start && end >= token.end)).toBe(true);
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('a very long text is read as far as it goes, and the rest is named', () => {
		const { unclear } = readQuery('slow '.repeat(200), context);
		expect(unclear.at(-1)?.end).toBe(1000);
	});
});
