import { describe, expect, test } from 'vitest';
import type { Progress } from '$contracts/workers/progress.ts';
import { noCorrections, applyCorrections } from '$core/analysis/index.ts';
import { scoreFaults } from '$core/score/edit/index.ts';
import { madeAnalysis } from '../../tests/fixtures/made-analysis.ts';
import { countedIds, guitar } from '../../tests/fixtures/scores/made-score.ts';
import { notesOf, songOf } from '../../tests/fixtures/songs.ts';
import { writeHeardScore } from './pipeline.ts';
import { createScoreWriter } from './service.ts';

const song = songOf('a');
const request = {
	songId: 'a',
	title: 'Careless Love',
	artist: 'Trad.',
	notes: notesOf(song, 't').notes,
	preset: 'guitar',
	analysis: applyCorrections(madeAnalysis({ id: 'n', songId: 'a' }), noCorrections('a'))
} as const;
const quiet = (): void => undefined;

describe('the score worker', () => {
	test('writes a sound score with strings, and says how far it is', async () => {
		const told: Progress[] = [];
		const answer = await createScoreWriter().write({ ...request, jobId: 'j' }, (progress) => told.push(progress));
		if (answer.kind !== 'done') throw new Error(answer.kind);
		expect(scoreFaults(answer.value)).toEqual([]);
		expect(answer.value).toMatchObject({ songId: 'a', title: 'Careless Love', origin: 'heard' });
		expect(answer.value.parts[0]?.fretboard?.openMidi).toEqual(guitar.openMidi);
		expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['writing the score']));
		expect(told.map(({ fraction }) => fraction)).toEqual([0, 0.7, 1]);
	});
	test('stops between its steps', async () => {
		const worker = createScoreWriter();
		const told: number[] = [];
		const answer = worker.write({ ...request, jobId: 'j' }, ({ fraction }) => told.push(fraction));
		worker.cancel('j');
		expect((await answer).kind).toBe('aborted');
		expect(told).toEqual([0]);
	});
	test('writes a rhythm again and fingers a part, as the same work in this thread does', async () => {
		const score = await writeHeardScore(request, {
			signal: new AbortController().signal,
			onProgress: quiet,
			newId: countedIds()
		});
		const worker = createScoreWriter();
		const range = { startTick: 0, endTick: 1 };
		const again = await worker.requantise(
			{ jobId: 'q', score, evidence: request.notes, range, options: { feel: 'straight' } },
			quiet
		);
		expect(again.kind === 'done' && scoreFaults(again.value)).toEqual([]);
		const [part] = score.parts;
		if (part === undefined) throw new Error('no part');
		const options = { nearFret: 7 };
		const fingered = await worker.finger({ jobId: 'f', part, tempoMap: score.tempoMap, options }, quiet);
		if (fingered.kind !== 'done') throw new Error(fingered.kind);
		expect(fingered.value.notes.map(({ id }) => id)).toEqual(part.notes.map(({ id }) => id));
		expect(fingered.value.notes.some(({ fret = 0 }) => fret >= 4)).toBe(true);
	});
});
