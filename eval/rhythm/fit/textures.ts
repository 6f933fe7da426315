import { between, oneOf, type Random } from './chance.ts';
import type { Bar } from './grooves.ts';

/** A note inside a bar: place and length in beats, pitch as MIDI. */
export interface Tone {
	readonly place: number;
	readonly beats: number;
	readonly pitch: number;
	readonly accent: number;
}

export interface Harmony {
	/** Pitch of a scale degree, the lowest at or above `lowest`. */
	readonly toPitch: (degree: number, lowest: number) => number;
	/** Degree of the chord at a beat of the bar. */
	readonly degreeAt: (beat: number) => number;
}

export type Texture = (bar: Bar, harmony: Harmony) => Tone[];

function chordAt(harmony: Harmony, beat: number, lowest: number, size: number): number[] {
	const root = harmony.degreeAt(beat);
	return Array.from({ length: size }, (_, i) => harmony.toPitch(root + 2 * i, lowest)).sort((a, b) => a - b);
}

const subdivide = (bar: Bar, parts: number): number[] => Array.from({ length: bar.beats * parts }, (_, i) => i / parts);

/** Chords struck at places that are chosen once: on every beat, on half bars, off the beat, in a strum, at the barline. */
export function toBlocks(random: Random, lowest: number, kinds: readonly string[]): Texture {
	const kind = oneOf(random, kinds);
	const size = oneOf(random, [3, 3, 4]);
	const hold = between(random, 0.3, 1);
	const strummed = Array.from({ length: 16 }, () => random() < 0.55);
	return (bar, harmony) => {
		const off = bar.division === 3 ? 2 / 3 : bar.swing;
		const beats = subdivide(bar, 1);
		const places =
			kind === 'bars'
				? [0]
				: kind === 'halves'
					? beats.filter((beat) => beat % 2 === 0)
					: kind === 'offbeats'
						? beats.map((beat) => beat + off)
						: kind === 'backbeats'
							? beats.filter((beat) => (bar.beats === 3 ? beat > 0 : beat % 2 === 1))
							: kind === 'strum'
								? beats.flatMap((beat) => [
										...(beat === 0 || strummed[2 * beat] === true ? [beat] : []),
										...(strummed[2 * beat + 1] === true ? [beat + off] : [])
									])
								: kind === 'parts'
									? subdivide(bar, bar.division)
									: kind === 'charleston'
										? [0, 1 + off]
										: beats;
		return places.flatMap((place, i) => {
			const next = places[i + 1] ?? bar.beats;
			return chordAt(harmony, Math.floor(place), lowest, size).map((pitch) => ({
				place,
				beats: Math.max(0.1, (next - place) * hold),
				pitch,
				accent: place === 0 ? 5 : place % 1 === 0 ? 0 : -4
			}));
		});
	};
}

/** Broken chords in equal parts of a beat. */
export function toArpeggio(random: Random, lowest: number): Texture {
	const order = oneOf(random, [
		[0, 2, 1, 2],
		[0, 1, 2, 3, 2, 1],
		[0, 1, 2],
		[0, 2, 3, 4],
		[0, 1, 2, 3, 4, 3, 2, 1]
	]);
	const fineness = oneOf(random, [1, 1, 2]);
	const hold = oneOf(random, [0.8, 1, 2, 4]);
	const isTriplet = random() < 0.15;
	return (bar, harmony) => {
		const parts = bar.division === 3 || isTriplet ? 3 : 2 * fineness;
		return subdivide(bar, parts).map((place, i) => ({
			place,
			beats: hold / parts,
			pitch: harmony.toPitch(harmony.degreeAt(Math.floor(place)) + 2 * (order[i % order.length] ?? 0), lowest),
			accent: i % parts === 0 ? 4 : -2
		}));
	};
}

/** Bass on the strong beats, chords on the weak ones: stride, march, waltz. */
export function toStride(random: Random, lowest: number): Texture {
	const isEighths = random() < 0.3;
	return (bar, harmony) => {
		const parts = bar.division === 3 ? 3 : isEighths ? 2 : 1;
		const cycle = bar.division === 3 || bar.beats % 3 === 0 ? 3 : 2;
		return subdivide(bar, parts).flatMap((place, i) => {
			const beat = Math.floor(place);
			if (i % cycle === 0)
				return [
					{
						place,
						beats: 0.8 / parts,
						pitch: harmony.toPitch(harmony.degreeAt(beat) + (i % (2 * cycle) === 0 ? 0 : 4), lowest - 12),
						accent: 5
					}
				];
			return chordAt(harmony, beat, lowest + 4, 3).map((pitch) => ({ place, beats: 0.5 / parts, pitch, accent: -6 }));
		});
	};
}

export function toBassLine(random: Random, lowest: number): Texture {
	const kind = oneOf(random, ['roots', 'halves', 'parts', 'walking', 'syncopated', 'beats', 'reggae']);
	const sounds = Array.from({ length: 32 }, () => random());
	const hold = between(random, 0.5, 1);
	return (bar, harmony) => {
		const off = bar.division === 3 ? 2 / 3 : bar.swing;
		const beats = subdivide(bar, 1);
		const all = beats.flatMap((beat) => [beat, beat + off]);
		const places =
			kind === 'roots'
				? [0]
				: kind === 'halves'
					? beats.filter((beat) => beat % 2 === 0)
					: kind === 'parts'
						? subdivide(bar, bar.division)
						: kind === 'syncopated'
							? all.filter((place, i) => place === 0 || (sounds[i] ?? 0) < 0.45)
							: kind === 'reggae'
								? all.filter((place, i) => place > 0 && (sounds[i] ?? 0) < 0.5)
								: beats;
		return places.map((place, i) => {
			const degree = harmony.degreeAt(Math.floor(place));
			const step = place % 2 === 0 ? 0 : kind === 'walking' ? oneOf(random, [2, 4, 1, 6]) : (sounds[i + 16] ?? 0) < 0.7 ? 0 : 4;
			return {
				place,
				beats: ((places[i + 1] ?? bar.beats) - place) * hold,
				pitch: harmony.toPitch(degree + step, lowest),
				accent: place === 0 ? 5 : 0
			};
		});
	};
}

/** A line whose rhythm comes from a few cells; chord notes on strong beats, steps between them. */
export function toMelody(random: Random, lowest: number, busy: number): Texture {
	const cells =
		busy > 0.66 ? [[4], [4], [2], [3], [1, 2]] : busy > 0.33 ? [[2], [1], [1.5, 0.5], [4], [2], [0]] : [[1], [1], [0], [2], [-1]];
	let degree = Math.floor(between(random, 5, 10));
	const motif = Array.from({ length: 8 }, () => oneOf(random, cells));
	const varied = between(random, 0, 0.5);
	const isSyncopated = random() < 0.3;
	return (bar, harmony) => {
		const out: Tone[] = [];
		const off = bar.division === 3 ? 2 / 3 : bar.swing;
		for (let beat = 0; beat < bar.beats; beat++) {
			const cell = random() < varied ? oneOf(random, cells) : (motif[beat % motif.length] ?? [1]);
			const [first = 1, second = 0] = cell;
			const parts = bar.division === 3 && first >= 2 ? 3 : first;
			let places: number[];
			if (first === 0) places = random() < 0.5 ? [] : [off];
			else if (first === -1) places = [];
			else if (first === 1.5) places = [0, second === 0.5 && bar.division === 2 ? 0.75 : 2 / 3];
			else if (parts === 2) places = [0, off];
			else places = Array.from({ length: parts }, (_, i) => i / parts);
			if (isSyncopated && places.length === 1 && random() < 0.5) places = [off];
			for (const [i, place] of places.entries()) {
				if (i === 0 && random() < 0.4) degree = harmony.degreeAt(beat) + oneOf(random, [0, 2, 4, 7]);
				else degree += oneOf(random, [-1, 1, -1, 1, 2, -2, 0, 3, -4]);
				degree = Math.max(0, Math.min(14, degree));
				const octave = 12 * Math.floor(degree / 7);
				const length = (places[i + 1] ?? 1 + (random() < 0.3 ? 1 : 0)) - place;
				out.push({
					place: beat + place,
					beats: length * 0.95,
					pitch: harmony.toPitch(degree % 7, lowest) + octave,
					accent: place === 0 ? 6 : 2
				});
			}
		}
		return out;
	};
}
