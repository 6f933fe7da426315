import { expect, test } from 'vitest';
import { judgedTake } from '../../../tests/fixtures/recording/judged.ts';
import { takeRecordOf } from '../../../tests/fixtures/recording/takes.ts';
import { fromPracticeText, toPracticeTexts } from './practice-entry.ts';
import { fromTakeEntryText, toTakeEntryText } from './take-entry.ts';

const { judgement, record } = judgedTake('t', 's');

test('a history is cut into pieces of about the length that is wanted, and none of it is lost', () => {
	const records = Array.from({ length: 40 }, (_, at) => ({ ...record, id: `t${at}` }));
	const one = JSON.stringify(record).length;
	const texts = [...toPracticeTexts(records, 7 * one)];
	expect(texts.length).toBeGreaterThanOrEqual(6);
	expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(8 * one);
	expect(texts.flatMap((text, at) => fromPracticeText(`practice/${at + 1}.json`, text))).toEqual(records);
});

test('no history makes no entry, and one record longer than is wanted makes one', () => {
	expect([...toPracticeTexts([])]).toEqual([]);
	expect([...toPracticeTexts([record], 1)]).toHaveLength(1);
});

test('a take comes back as it went in; where it would be too long, without the judgement, which can be made anew', () => {
	const take = takeRecordOf('t', { songId: 's' });
	const text = toTakeEntryText({ take, judgement });
	expect(fromTakeEntryText('takes/t.json', text)).toEqual({ take, judgement });
	expect(fromTakeEntryText('takes/t.json', toTakeEntryText({ take, judgement }, text.length - 1))).toEqual({
		take,
		judgement: null
	});
});
