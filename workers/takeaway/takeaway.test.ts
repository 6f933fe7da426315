import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import { createTakeAwayClient } from '../../src/lib/adapters/workers/take-away-client.ts';
import { takeAwayChoiceSchema, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';
import { fromPieces, toPieces } from '$contracts/workers/score-pieces.ts';
import type { MakeFileRequest, TakeAwayWorker } from '$contracts/workers/take-away.contract.ts';
import type { Score } from '$core/score/index.ts';
import { fromScoreJson } from '$formats/score-json/index.ts';
import { madeBand } from '../../tests/fixtures/scores/made-scores.ts';
import { noteOf, scoreOf } from '../../tests/fixtures/scores/made-score.ts';
import { createFileMaker } from './service.ts';

const band = madeBand();
const requestOf = (score: Score | null, choice: Partial<TakeAwayChoice>): Omit<MakeFileRequest, 'jobId'> => ({
	song: { title: 'Band', artist: 'Nobody' },
	score,
	transcription: null,
	isScoreOfNotes: false,
	isScoreEdited: false,
	music: null,
	choice: { ...takeAwayChoiceSchema.parse({}), ...choice },
	range: null,
	partIds: null
});
const quiet = { signal: new AbortController().signal, onProgress: (): void => undefined };
const longScore = scoreOf(Array.from({ length: 4500 }, (_, at) => noteOf(`n${at}`, at, 1, 60 + (at % 12))));

/** A worker in this thread. */
function fakeWorker(service: TakeAwayWorker, ended: { count: number }): Worker {
	const { port1, port2 } = new MessageChannel();
	expose(service, port2);
	port1.start();
	return Object.assign(port1, {
		onerror: null,
		onmessage: null,
		onmessageerror: null,
		terminate: (): void => {
			ended.count++;
			port1.close();
			port2.close();
		}
	});
}

describe('a score in pieces', () => {
	it.each([
		['of many parts', band],
		['of thousands of notes', longScore],
		['without notes', scoreOf([])],
		['without parts', scoreOf([], { parts: [] })]
	])('is whole again: %s', (_, score) => {
		const { frame, pieces } = toPieces(score);
		expect(frame.parts.every(({ notes }) => notes.length === 0)).toBe(true);
		expect(Math.max(0, ...pieces.map(({ notes }) => notes.length))).toBeLessThanOrEqual(2000);
		expect(fromPieces(frame, pieces)).toEqual(score);
	});
});

describe('the file maker behind its client', () => {
	it('makes a file of all notes of a long score', async () => {
		const client = createTakeAwayClient(() => fakeWorker(createFileMaker(), { count: 0 }));
		const { content, ending } = await client.make(requestOf(longScore, { format: 'json' }), quiet);
		const read = fromScoreJson(new Uint8Array(await content.arrayBuffer()), { scoreId: 'score', songId: 's1', fileName: 'a' });
		expect(read.kind === 'read' && read.score.parts).toEqual(longScore.parts);
		expect(ending).toBe(' (score).json');
		client.close();
	});

	it('says how far the steps of a Guitar Pro file and the parts of a tab are', async () => {
		const toldOf = async (format: TakeAwayChoice['format']): Promise<number[]> => {
			const [maker, { frame, pieces }, told] = [createFileMaker(), toPieces(band), [] as number[]];
			for (const piece of pieces) maker.give('j', piece);
			await maker.make({ ...requestOf(frame, { format }), jobId: 'j' }, ({ fraction }) => void told.push(fraction));
			return told;
		};
		expect(await toldOf('guitar-pro')).toEqual([0.15, 0.7]);
		expect(await toldOf('ascii-tab')).toEqual(band.parts.map((_, at) => (at + 1) / band.parts.length));
	});

	it('is ended by a cancel at once, and another makes the next file', async () => {
		const ended = { count: 0 };
		const stuck: TakeAwayWorker = { ...createFileMaker(), make: () => new Promise(() => undefined) };
		const services = [stuck, createFileMaker()];
		const client = createTakeAwayClient(() => fakeWorker(services.shift() ?? stuck, ended));
		const abort = new AbortController();
		const making = client.make(requestOf(band, { format: 'guitar-pro' }), { ...quiet, signal: abort.signal });
		await new Promise((resolve) => setTimeout(resolve, 20));
		const startedMs = performance.now();
		abort.abort();
		await expect(making).rejects.toMatchObject({ name: 'AbortError' });
		expect(performance.now() - startedMs).toBeLessThan(1000);
		expect(ended.count).toBe(1);
		expect((await client.make(requestOf(band, { format: 'csv' }), quiet)).ending).toBe(' (score).csv');
		client.close();
	});

	it('tells what cannot be made', async () => {
		const client = createTakeAwayClient(() => fakeWorker(createFileMaker(), { count: 0 }));
		await expect(client.make(requestOf(null, { format: 'musicxml' }), quiet)).rejects.toThrow('no score to take');
		await expect(client.make(requestOf(band, { format: 'pdf' }), quiet)).rejects.toThrow('pdf is printed');
		client.close();
	});
});
