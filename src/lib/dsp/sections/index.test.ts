import { describe, expect, it } from 'vitest';
import { createHarmonyListener } from '../harmony/index.ts';
import { toMadeDrums, toMadeSound, toNoise, type MadeChord } from '../harmony/made-sound.ts';
import { findSections } from './index.ts';

const chord = (root: number, third: number): number[] => [root - 12, root, root + third, root + 7];
/** Two bars of four beats at 120: four chords of a second each. */
const verse: MadeChord[] = [chord(60, 4), chord(57, 3), chord(65, 4), chord(67, 4)].map((pitchesMidi) => ({
	seconds: 1,
	pitchesMidi
}));
const bridge: MadeChord[] = [chord(63, 3), chord(59, 4), chord(54, 4), chord(61, 4)].map((pitchesMidi) => ({
	seconds: 1,
	pitchesMidi: pitchesMidi.map((pitch) => pitch + 12)
}));
const times = (count: number, part: readonly MadeChord[]): MadeChord[] => Array.from({ length: count }, () => part).flat();
const beats = Array.from({ length: 128 }, (_, i) => i * 0.5);
const downbeats = beats.flatMap((_, i) => (i % 4 === 0 ? i : []));

function listen(samples: Float32Array): ReturnType<ReturnType<typeof createHarmonyListener>['finish']> {
	const listener = createHarmonyListener();
	listener.push(samples);
	return listener.finish();
}

describe('findSections', () => {
	const song = listen(toMadeSound([...times(5, verse), ...times(6, bridge), ...times(5, verse)]));

	it('hears a form that comes back, on its downbeats', () => {
		const sections = findSections(song, beats, downbeats);
		expect(sections.map(({ label }) => label)).toEqual(['A', 'B', 'A']);
		expect(sections.map(({ startSeconds }) => startSeconds)).toEqual([0, 20, 44]);
		expect(sections[sections.length - 1]?.endSeconds).toBeCloseTo(64, 3);
	});

	it('hears it without beats, within a grid step or two', () => {
		const sections = findSections(song, [], []);
		expect(sections.map(({ label }) => label)).toEqual(['A', 'B', 'A']);
		expect(Math.abs((sections[1]?.startSeconds ?? 0) - 20)).toBeLessThanOrEqual(2);
		expect(Math.abs((sections[2]?.startSeconds ?? 0) - 44)).toBeLessThanOrEqual(2);
	});

	it('says little of a song that does not change', () => {
		const sections = findSections(listen(toMadeSound(times(16, verse))), beats, downbeats);
		expect(sections.map(({ label }) => label)).toEqual(['A']);
		expect(sections[0]?.confidence).toBeLessThan(0.5);
	});

	describe('of a song whose chords change every bar', () => {
		const loops: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
			verse: [
				[60, 4],
				[57, 3],
				[65, 4],
				[67, 4]
			],
			chorus: [
				[65, 4],
				[67, 4],
				[64, 3],
				[57, 3]
			],
			bridge: [
				[62, 3],
				[58, 4],
				[63, 4],
				[60, 4]
			]
		};
		/** Eight bars of two seconds; a full part is an octave up, louder, and has a kit. */
		const play = (loop: string, isFull: boolean): Float32Array => {
			const chords = [...(loops[loop] ?? []), ...(loops[loop] ?? [])].map(([root, third]) => ({
				seconds: 2,
				pitchesMidi: [root - 24, ...[0, third, 7].map((step) => root + step + (isFull ? 12 : 0))]
			}));
			const kit = toMadeDrums(16, 0.5);
			return toMadeSound(chords).map((value, i) => (isFull ? value + 0.3 * (kit[i] ?? 0) : 0.6 * value));
		};
		const form = (parts: readonly (readonly [string, boolean])[]): ReturnType<typeof findSections> => {
			const listener = createHarmonyListener();
			for (const [loop, isFull] of parts) listener.push(play(loop, isFull));
			const all = Array.from({ length: parts.length * 32 }, (_, i) => i * 0.5);
			return findSections(
				listener.finish(),
				all,
				all.flatMap((_, i) => (i % 4 === 0 ? i : []))
			);
		};

		it.each<[string, readonly (readonly [string, boolean])[], readonly string[], readonly number[]]>([
			[
				'A A B A',
				[
					['verse', false],
					['verse', false],
					['bridge', false],
					['verse', false]
				],
				['A', 'B', 'A'],
				[0, 32, 48]
			],
			[
				'verse, chorus and bridge',
				[
					['verse', false],
					['chorus', true],
					['verse', false],
					['chorus', true],
					['bridge', false],
					['chorus', true]
				],
				['A', 'B', 'A', 'B', 'C', 'B'],
				[0, 16, 32, 48, 64, 80]
			],
			[
				'a verse that comes back fuller',
				[
					['verse', false],
					['bridge', false],
					['verse', true]
				],
				['A', 'B', "A'"],
				[0, 16, 32]
			]
		])('hears %s within a bar (regression)', (_, parts, labels, starts) => {
			const sections = form(parts);
			expect(sections.map(({ label }) => label)).toEqual(labels);
			sections.forEach(({ startSeconds }, i) => expect(Math.abs(startSeconds - (starts[i] ?? -99))).toBeLessThanOrEqual(2));
		});
	});

	it.each([
		['nothing', new Float32Array(0)],
		['silence', new Float32Array(44_100 * 20)],
		['what is too short', toNoise(44_100 * 3)]
	])('finds none in %s', (_, samples) => expect(findSections(listen(samples), [], [])).toEqual([]));
});
