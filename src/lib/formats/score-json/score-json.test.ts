import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '$core/score/index.ts';
import { scoreArbitrary } from '../../../../tests/fixtures/scores/drawn-score.ts';
import { madeBand } from '../../../../tests/fixtures/scores/made-scores.ts';
import { fromScoreJson, toScoreJson } from './index.ts';

const options = { scoreId: 'other', songId: 'another', fileName: 'tune.json' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): ReturnType<typeof fromScoreJson> => fromScoreJson(bytes(text), options);

/** The score as it is read: an import of its own. */
const imported = ({ evidenceKey: _, ...score }: Score): Score => ({
	...score,
	id: 'other',
	songId: 'another',
	revision: 0,
	origin: 'imported'
});

describe('score JSON', () => {
	it('reads back what was written, all of it', () => {
		expect(read(toScoreJson(madeBand()))).toEqual({ kind: 'read', score: imported(madeBand()), losses: {} });
	});

	it('reads back any sound score (property)', () => {
		fc.assert(
			fc.property(scoreArbitrary, (score) => {
				expect(read(toScoreJson({ ...score, evidenceKey: 'k' }))).toEqual({ kind: 'read', score: imported(score), losses: {} });
			})
		);
	});

	it('says what it is, and has a note on a line', () => {
		const text = toScoreJson(madeBand());
		expect(JSON.parse(text)).toMatchObject({ format: 'woodshed-score', version: 1, ticksPerQuarter: 10_080 });
		expect(text).not.toContain('songId');
		expect(text.split('\n').filter((line) => line.includes('"pitchMidi"')).length).toBeGreaterThan(20);
	});

	const whole = (): Record<string, unknown> => JSON.parse(toScoreJson(madeBand())) as Record<string, unknown>;
	it.each<[string, string, string]>([
		['nothing', '', 'fileEmpty'],
		['no JSON', '{"format":', 'scoreDamaged'],
		['a list', '[]', 'notScore'],
		['something else', '{"format":"woodshed-notes","version":1}', 'notScore'],
		['a version of tomorrow', JSON.stringify({ ...whole(), version: 2 }), 'scoreDamaged'],
		['no score', JSON.stringify({ ...whole(), score: null }), 'scoreDamaged'],
		['a pitch that no key has', toScoreJson(madeBand()).replace('"pitchMidi":67', '"pitchMidi":667'), 'scoreDamaged'],
		['a note behind the end', toScoreJson(madeBand()).replace('"tick":211680', '"tick":2116800'), 'scoreDamaged']
	])('refuses %s', (_, text, code) => {
		expect(read(text)).toMatchObject({ kind: 'fault', fault: { code, params: { fileName: 'tune.json' } } });
	});
});
