import { expose } from 'comlink';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createConvertClient } from '../../src/lib/adapters/workers/convert-client.ts';
import type { ConvertWorker } from '$contracts/workers/convert.contract.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { toAsciiTab } from '$formats/ascii-tab/index.ts';
import { toChordPro } from '$formats/chordpro/index.ts';
import { toGuitarPro } from '$formats/guitar-pro/index.ts';
import { toMusicXml } from '$formats/musicxml/index.ts';
import { toScoreJson } from '$formats/score-json/index.ts';
import { toScoreMidi } from '$formats/score-midi/index.ts';
import { madeBand } from '../../tests/fixtures/scores/made-scores.ts';
import { convertScore } from './pipeline.ts';
import { createConverter } from './service.ts';
import { sniffScore } from './sniff.ts';

const request = (
	file: Blob,
	fileName = 'a'
): { jobId: string; file: Blob; fileName: string; scoreId: string; songId: string } => ({
	jobId: 'job',
	file,
	fileName,
	scoreId: 'score',
	songId: 'song'
});
const quiet = { signal: new AbortController().signal, onProgress: (): void => undefined };

describe('convertScore', () => {
	const band = madeBand();
	it.each<[string, BlobPart]>([
		['midi', toScoreMidi(band, { playsSwing: false })],
		['musicxml', toMusicXml(band)],
		['guitar-pro', new Uint8Array(toGuitarPro(band))],
		['chordpro', toChordPro(band)],
		['abc', 'X:1\nK:C\nCDEF|\n'],
		['ascii-tab', band.parts.map((part) => toAsciiTab(band, part)).join('')],
		['score-json', toScoreJson(band)]
	])('knows %s by its bytes and reads it', async (format, content) => {
		const seen: Progress[] = [];
		const converted = await convertScore(request(new Blob([content])), {
			...quiet,
			onProgress: (progress) => seen.push(progress)
		});
		expect(converted).toMatchObject({ format, score: { id: 'score', songId: 'song', origin: 'imported' } });
		expect(seen.map(({ fraction }) => fraction)).toEqual([0, 1]);
	});

	it.each<[string, BlobPart, string]>([
		['nothing', '', 'fileEmpty'],
		['prose', 'Dear all, this is no music.', 'notScore'],
		['more than it may be', new Uint8Array(65 * 1024 ** 2), 'scoreTooLarge']
	])('throws a fault that names the file for %s', async (_, content, code) => {
		await expect(convertScore(request(new Blob([content]), 'b.mid'), quiet)).rejects.toMatchObject({
			fault: { code, params: { fileName: 'b.mid' } }
		});
	});

	it('tells archives and encodings apart', () => {
		const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
		const wide = Uint8Array.from([0xff, 0xfe, ...Array.from('<?xml?>').flatMap((letter) => [letter.charCodeAt(0), 0])]);
		expect(
			[
				'PK\u0003\u0004 META-INF/container.xml',
				'PK\u0003\u0004 Content/score.gpif',
				'\ufeff<?xml?>',
				'RIFF----RMIDdata----MThd'
			].map((text) => sniffScore(encode(text)))
		).toEqual(['mxl', 'guitar-pro', 'musicxml', 'midi']);
		expect(sniffScore(wide)).toBe('musicxml');
	});

	const folder = process.env['WOODSHED_DATA'] ?? '';
	const hasData = existsSync(join(folder, 'bad'));
	if (!hasData) console.log('skipped: files made by others (WOODSHED_DATA is not set)');
	it.runIf(hasData)('answers every file of scores and bad within three seconds', { timeout: 120_000 }, async () => {
		for (const part of ['scores', 'bad']) {
			for (const name of readdirSync(join(folder, part)).filter((one) => /\.(mid|xml|musicxml|mxl|gp|gp5|gpx)$/.test(one))) {
				const startMs = performance.now();
				const outcome = await createConverter().convert(
					request(new Blob([readFileSync(join(folder, part, name))]), name),
					() => undefined
				);
				expect([name, part === 'bad' || outcome.kind === 'done']).toEqual([name, true]);
				expect([name, performance.now() - startMs < 3000]).toEqual([name, true]);
			}
		}
	});
});

/** A worker in this thread. */
function fakeWorker(service: ConvertWorker, ended: { count: number }): Worker {
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

describe('the converter behind its client', () => {
	it('answers what the pipeline makes', async () => {
		const client = createConvertClient(() => fakeWorker(createConverter(), { count: 0 }));
		const { format } = await client.convert(request(new Blob(['X:1\nK:C\nCDEF|\n'])), quiet);
		expect(format).toBe('abc');
		client.close();
	});

	it('ends a parser that never ends, and says so', { timeout: 10_000 }, async () => {
		const ended = { count: 0 };
		const stuck: ConvertWorker = { ...createConverter(), convert: () => new Promise(() => undefined) };
		const client = createConvertClient(() => fakeWorker(stuck, ended), 50);
		await expect(client.convert(request(new Blob(['x']), 'slow.gp'), quiet)).rejects.toMatchObject({
			fault: { code: 'scoreTooSlow', params: { fileName: 'slow.gp' } }
		});
		expect(ended.count).toBe(1);
	});
});
