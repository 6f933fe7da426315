import { expect, it } from 'vitest';
import { applyCorrections, noCorrections } from '$core/analysis/index.ts';
import { madeAnalysis } from '../../../../tests/fixtures/made-analysis.ts';
import { notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { createScoreClient } from './score-client.ts';

const request = {
	songId: 'a',
	title: 'Careless Love',
	artist: '',
	notes: notesOf(songOf('a'), 't').notes,
	preset: 'guitar',
	analysis: applyCorrections(madeAnalysis({ id: 'n', songId: 'a' }), noCorrections('a'))
} as const;

it('writes, writes again and fingers in its worker, and stops when it is told to', async () => {
	const client = createScoreClient();
	const context = { signal: new AbortController().signal, onProgress: () => undefined };
	const score = await client.write(request, context);
	const [part] = score.parts;
	if (part === undefined) throw new Error('no part');
	expect(part.notes.every(({ string }) => string !== undefined)).toBe(true);
	const range = { startTick: 0, endTick: 1 };
	const again = await client.requantise({ score, evidence: request.notes, range, options: { strength: 1 } }, context);
	expect(again.parts[0]?.notes.map(({ id }) => id)).toEqual(part.notes.map(({ id }) => id));
	const fretboard = { openMidi: [62, 57, 55, 50, 45, 38], capoFret: 0, fretCount: 22 };
	expect((await client.finger({ part, fretboard, tempoMap: score.tempoMap, options: {} }, context)).fretboard).toEqual(fretboard);
	const stopped = new AbortController();
	const writing = client.write(request, { ...context, signal: stopped.signal });
	stopped.abort();
	await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
	client.close();
});
