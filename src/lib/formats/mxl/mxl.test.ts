import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { fromMxl } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'tune.mxl' };
const container = (path: string): string =>
	`<?xml version="1.0"?><container><rootfiles><rootfile full-path="${path}"/></rootfiles></container>`;
const music =
	'<score-partwise><part-list><score-part id="P1"><part-name>x</part-name></score-part></part-list><part id="P1"><measure number="1"><attributes><divisions>1</divisions></attributes><note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration></note></measure></part></score-partwise>';

async function zip(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
	const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
	for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
	return writer.close();
}

describe('fromMxl', () => {
	it('reads the file that the container names, or the only one', async () => {
		const named = await zip({ 'META-INF/container.xml': container('a/b.xml'), 'a/b.xml': music, 'z.xml': '<no/>' });
		expect(await fromMxl(named, options)).toMatchObject({ kind: 'read', score: { bars: [{ ticks: 40_320 }] } });
		expect(await fromMxl(await zip({ 'only.musicxml': music }), options)).toMatchObject({ kind: 'read' });
	});

	it.each<[string, () => Promise<Uint8Array>, string]>([
		['nothing', async () => Promise.resolve(new Uint8Array()), 'fileEmpty'],
		['no archive', async () => Promise.resolve(new TextEncoder().encode('PK, or not')), 'scoreDamaged'],
		['a root file that is not there', async () => zip({ 'META-INF/container.xml': container('gone.xml') }), 'scoreDamaged'],
		['no music', async () => zip({ 'read.me': 'no' }), 'notScore'],
		[
			'a container with entities',
			async () => zip({ 'META-INF/container.xml': `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]>${container('a')}` }),
			'scoreUnsafe'
		],
		['a bomb', async () => zip({ 'only.xml': ' '.repeat(130 * 1024 ** 2) }), 'scoreTooLarge']
	])('answers a fault for %s', async (_, make, code) => {
		expect(await fromMxl(await make(), options)).toMatchObject({ kind: 'fault', fault: { code } });
	});

	it('answers a fault wherever an archive is cut', async () => {
		const whole = await zip({ 'META-INF/container.xml': container('a.xml'), 'a.xml': music });
		for (let length = 1; length < whole.length; length += 7) {
			expect((await fromMxl(whole.slice(0, length), options)).kind).toBe('fault');
		}
	});
});
