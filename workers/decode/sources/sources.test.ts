import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { tune } from '../../../tests/fixtures/tune.ts';
import { adpcmFrames, decodeAdpcmBlock, standardCoefficients } from './adpcm.ts';
import { AlacDecoder } from './alac/alac-decoder.ts';
import { readMp3Padding } from './mp3-gapless.ts';
import { hasProtectedEntry, readMoov } from './mp4-index.ts';
import { readOggEnd } from './ogg-end.ts';
import { openSource } from './open-source.ts';
import { sniff } from './sniff.ts';

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(readFileSync(new URL(`../../../tests/fixtures/sound/${name}`, import.meta.url)));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function decoded(name: string): Promise<number[][]> {
	const source = await openSource(new Blob([fixture(name)]), name, new AbortController().signal);
	const planes: number[][] = Array.from({ length: source.channels }, () => []);
	for await (const chunk of source.chunks()) {
		chunk.planes.forEach((plane, channel) => planes[channel]?.push(...plane.subarray(0, chunk.frames)));
	}
	source.close();
	return planes;
}

describe('Apple Lossless', () => {
	it('comes back to the bit, 16 bits', async () => {
		const [plane] = await decoded('tune-alac.m4a');
		expect(plane).toEqual([...tune(16_000)].map((y) => Math.round(y * 32_768) / 32_768 + 0));
	});

	it('comes back to the bit, 24 bits in two mixed channels', async () => {
		const exact = (y: number): number => Math.round(y * 8_388_608) / 8_388_608 + 0;
		const [left, right] = await decoded('tune-alac-24.m4a');
		expect(left).toEqual([...tune(8000)].slice(0, 4000).map(exact));
		expect(right).toEqual([...tune(8000)].toReversed().slice(0, 4000).map(exact));
	});

	it('ends on any bytes, with sound or a RangeError', () => {
		const cookie = {
			frameLength: 4096,
			bitDepth: 16,
			historyRate: 40,
			startMean: 10,
			maxBits: 14,
			channels: 2,
			sampleRateHz: 44_100
		};
		const decoder = new AlacDecoder(cookie);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (packet) => {
				try {
					expect(decoder.decode(packet).frames).toBeLessThanOrEqual(4096);
				} catch (error) {
					expect(error).toBeInstanceOf(RangeError);
				}
			}),
			{ numRuns: 300 }
		);
	});
});

describe('ADPCM', () => {
	it.each(['ms', 'ima'] as const)('%s blocks of any bytes and length stay in range', (kind) => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 4 }), (bytes, channels) => {
				const layout = { kind, channels, blockBytes: bytes.length, coefficients: standardCoefficients };
				const frames = adpcmFrames(layout, bytes.length);
				const planes = Array.from({ length: channels }, () => new Float32Array(frames));
				const view = new DataView(bytes.slice().buffer);
				expect(decodeAdpcmBlock(layout, view, planes, 0)).toBe(frames);
				expect(planes.every((plane) => plane.every((y) => y >= -1 && y < 1))).toBe(true);
			})
		);
	});

	it('decodes a block worked out by hand', () => {
		// Coefficients (256, 0), delta 16, samples 100 then 50: 100 + 1 x 16, then the nibble -1.
		const block = new DataView(new Uint8Array([0, 16, 0, 100, 0, 50, 0, 0x1f]).buffer);
		const layout = { kind: 'ms', channels: 1, blockBytes: 8, coefficients: standardCoefficients } as const;
		const plane = new Float32Array(4);
		decodeAdpcmBlock(layout, block, [plane], 0);
		expect([...plane].map((y) => y * 32_768)).toEqual([50, 100, 116, 100]);
	});
});

describe('what a file is', () => {
	it.each([
		['RIFF....WAVEfmt ', { kind: 'wave' }],
		['RF64\xff\xff\xff\xffWAVEds64', { kind: 'wave' }],
		['FORM....AIFC', { kind: 'aiff' }],
		['\x30\x26\xb2\x75\x8e\x66\xcf\x11', { kind: 'unsupported', codec: 'Windows Media Audio (WMA)' }],
		['  <HTML><body>', { kind: 'other', what: 'a web page' }],
		['<?xml version="1.0"?>', { kind: 'other', what: 'an XML document' }],
		['%PDF-1.7', { kind: 'other', what: 'a PDF document' }],
		['plain words', { kind: 'other', what: 'a text file' }],
		['ID3\x04\x00', { kind: 'unknown' }],
		['fLaC\x00\x00', { kind: 'unknown' }],
		['\x00\x00\x00\x20ftypM4A ', { kind: 'unknown' }],
		['\x00\x00\x00\x20ftypM4P ', { kind: 'protected', scheme: 'iTunes' }],
		['', { kind: 'unknown' }]
	])('%j', (head, found) => expect(sniff(bytesOf(head))).toEqual(found));
});

describe('the ends of files', () => {
	it('finds the padding of an MP3, tags before it or not', async () => {
		const padding = await readMp3Padding(new Blob([fixture('tune.mp3')]));
		expect(padding).toEqual({ leadFrames: 1105, musicFrames: 88_200, isOtherLength: false });
		expect(await readMp3Padding(new Blob([fixture('tagged.mp3')]))).toMatchObject({ leadFrames: 1105, musicFrames: 88_200 });
		expect(await readMp3Padding(new Blob([fixture('tune.ogg')]))).toBeNull();
		expect(await readMp3Padding(new Blob([]))).toBeNull();
	});

	it('sees whether an Ogg file is whole', async () => {
		const bytes = fixture('tune.ogg');
		expect(await readOggEnd(new Blob([bytes]))).toMatchObject({ isCut: false, wholeBytes: bytes.length, frames: 88_200 });
		const end = await readOggEnd(new Blob([bytes.slice(0, -5)]));
		expect(end?.isCut).toBe(true);
		expect(end?.wholeBytes).toBeLessThan(bytes.length - 5);
		expect(String.fromCharCode(...bytes.slice(end?.wholeBytes, (end?.wholeBytes ?? 0) + 4))).toBe('OggS');
		expect(await readOggEnd(new Blob([fixture('tune.mp3')]))).toBeNull();
	});

	it('sees what is protected', async () => {
		const isProtected = async (name: string): Promise<boolean> => {
			const moov = await readMoov(new Blob([fixture(name)]));
			return moov !== null && hasProtectedEntry(moov);
		};
		expect(await isProtected('protected.mp4')).toBe(true);
		expect(await isProtected('tune.m4a')).toBe(false);
		expect(await isProtected('picture-and-tune.mp4')).toBe(false);
		expect(await readMoov(new Blob([new Uint8Array(5000)]))).toBeNull();
	});
});
