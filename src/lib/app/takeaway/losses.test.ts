import { describe, expect, it } from 'vitest';
import type { Score } from '$core/score/index.ts';
import { fromGuitarPro, toGuitarPro } from '$formats/guitar-pro/index.ts';
import { fromMusicXml, toMusicXml } from '$formats/musicxml/index.ts';
import { fromScoreMidi, toScoreMidi } from '$formats/score-midi/index.ts';
import type { ScoreReading } from '$formats/score-draft/index.ts';
import { scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { madeBand } from '../../../../tests/fixtures/scores/made-scores.ts';
import { lostOf, scoreTraits, type ScoreTrait } from './losses.ts';
import { takeAwayChoiceSchema, takeAwayFormats, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';

const usual = takeAwayChoiceSchema.parse({});
const band = madeBand();
const lost = (choice: Partial<TakeAwayChoice>, score = band): ScoreTrait[] => lostOf(score, { ...usual, ...choice });

/** Every trait that a score has: what a format that keeps nothing would lose. */
const traitsOf = (score: Score): ScoreTrait[] => {
	const all = new Set(
		takeAwayFormats.flatMap((format) => lostOf(score, { ...usual, format, playsRepeats: false, playsBends: false }))
	);
	return (Object.keys(scoreTraits) as ScoreTrait[]).filter((trait) => all.has(trait));
};

const read = (reading: ScoreReading): Score => {
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
};
const options = { scoreId: 'score', songId: 'song', fileName: 'a' };

describe('what is said to be lost', () => {
	it('is nothing of a score that has nothing', () => {
		for (const format of takeAwayFormats) expect(lost({ format }, scoreOf([], { parts: [] })), format).toEqual([]);
	});

	it('names what a band has and MIDI has not, but what it plays on request', () => {
		expect(lost({ format: 'midi', playsRepeats: false })).toContain('repeats');
		expect(lost({ format: 'midi', playsRepeats: true, playsBends: true })).toEqual([
			'slurs',
			'articulations',
			'dynamics',
			'hairpins',
			'clefs',
			'ottavas',
			'strings',
			'technique',
			'verses',
			'tempoWords'
		]);
	});

	// Each trait that is said to be kept comes back from the file, each that is said to be lost does not.
	it.each<[TakeAwayChoice['format'], () => Score, readonly ScoreTrait[]]>([
		['musicxml', () => read(fromMusicXml(new TextEncoder().encode(toMusicXml(band)), options)), []],
		['guitar-pro', () => read(fromGuitarPro(toGuitarPro(band), options)), ['velocities']],
		['midi', () => read(fromScoreMidi(toScoreMidi(band, { playsSwing: false }), options)), ['swing', 'graces', 'stringless']]
	])('is true of %s', (format, back, unsaid) => {
		const traits = traitsOf(band).filter((trait) => !unsaid.includes(trait));
		const gone = lost({ format, playsRepeats: false, playsBends: false }).filter((trait) => !unsaid.includes(trait));
		const stayed = traitsOf(back());
		expect(traits.filter((trait) => !stayed.includes(trait))).toEqual(gone);
	});
});
