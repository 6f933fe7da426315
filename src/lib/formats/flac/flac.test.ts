import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flacBlockFrames, FlacEncoder } from './index.ts';
import { hasPeer } from '../../../../tests/fixtures/scores/has-peer.ts';

const full = 2 ** 23;

function encode(planes: readonly Int32Array[], title = 'A take'): Uint8Array<ArrayBuffer> {
	const frames = planes[0]?.length ?? 0;
	const encoder = new FlacEncoder({ sampleRateHz: 44_100, channels: planes.length === 2 ? 2 : 1, frames, title });
	const parts = [encoder.header()];
	for (let at = 0; at < frames; at += flacBlockFrames) {
		const count = Math.min(flacBlockFrames, frames - at);
		parts.push(
			encoder.block(
				planes.map((plane) => plane.subarray(at, at + count)),
				count
			)
		);
	}
	return Uint8Array.from(Buffer.concat(parts));
}

function made(frames: number, sampleAt: (i: number) => number): Int32Array {
	return Int32Array.from({ length: frames }, (_, i) => Math.max(-full, Math.min(full - 1, Math.round(sampleAt(i)))));
}

let seed = 1;
const noise = (): number => {
	seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
	return seed / 2 ** 31;
};
const sine = (i: number): number => 0.4 * full * Math.sin(i / 17) + 300 * noise();

const cases: readonly (readonly [string, readonly Int32Array[]])[] = [
	['a tone', [made(20_000, sine)]],
	['a tone on both sides', [made(20_000, sine), made(20_000, sine)]],
	['one side louder', [made(9000, sine), made(9000, (i) => 0.5 * sine(i))]],
	['sides against each other', [made(9000, sine), made(9000, (i) => -sine(i))]],
	['silence', [new Int32Array(10_000)]],
	['full-scale noise', [made(9000, () => full * noise())]],
	[
		'jumps between the extremes',
		[made(9000, (i) => (i % 2 === 0 ? full : -full)), made(9000, (i) => (i % 2 === 0 ? -full : full))]
	],
	['a single frame', [Int32Array.of(-5)]],
	['three frames', [Int32Array.of(1, -8_388_608, 8_388_607)]],
	['more blocks than one byte counts', [made(flacBlockFrames * 130, (i) => 1000 * Math.sin(i / 50))]]
];

describe.skipIf(!hasPeer('ffmpeg'))('FlacEncoder, read by ffmpeg', () => {
	let folder = '';
	beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'woodshed-flac-'))));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it.each(cases)('%s comes back bit by bit', (_, planes) => {
		const path = join(folder, 'take.flac');
		writeFileSync(path, encode(planes));
		const output = execFileSync(
			'ffmpeg',
			['-v', 'error', '-xerror', '-err_detect', 'crccheck+bitstream+explode', '-i', path, '-f', 's32le', '-'],
			{
				maxBuffer: 2 ** 28
			}
		);
		const samples = new Int32Array(output.buffer.slice(output.byteOffset, output.byteOffset + output.byteLength));
		planes.forEach((plane, channel) => {
			const back = Array.from(plane, (_sample, i) => (samples[i * planes.length + channel] ?? 0) >> 8);
			expect(back.findIndex((value, i) => value !== plane[i])).toBe(-1);
		});
		expect(samples.length).toBe((planes[0]?.length ?? 0) * planes.length);
	});

	it('carries its title', () => {
		const path = join(folder, 'title.flac');
		writeFileSync(path, encode([made(100, sine)], 'Größe 🎸'));
		expect(
			execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags=title', '-of', 'csv=p=0', path], {
				encoding: 'utf8'
			}).trim()
		).toBe('Größe 🎸');
	});
});

describe('FlacEncoder', () => {
	it('is a good deal shorter than the samples', () => {
		expect(encode([made(44_100, sine)]).length).toBeLessThan(0.7 * 44_100 * 3);
		expect(encode([new Int32Array(44_100)]).length).toBeLessThan(400);
	});

	it('refuses what FLAC cannot say', () => {
		expect(() => new FlacEncoder({ sampleRateHz: 2 ** 20, channels: 1, frames: 1, title: '' })).toThrow(RangeError);
		expect(() => new FlacEncoder({ sampleRateHz: 44_100, channels: 1, frames: 2 ** 36, title: '' })).toThrow(RangeError);
	});
});
