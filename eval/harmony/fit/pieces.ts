import { chordIntervals } from '../../../src/lib/core/harmony/chord-tones.ts';
import type { Chord, ChordQuality } from '../../../src/lib/core/harmony/chord.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { Piece, PieceNote } from '../../notes/fit/pieces.ts';

/** A made piece whose chords are known. */
export interface ChordPiece {
	readonly piece: Piece;
	readonly beatsSeconds: readonly number[];
	readonly chords: readonly { readonly startSeconds: number; readonly endSeconds: number; readonly chord: Chord | null }[];
}

export type Random = () => number;
export const pick = <T>(random: Random, from: readonly T[]): T => {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new RangeError('Nothing to choose from.');
	return chosen;
};
export const whole = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** Degrees in semitones with the triads on them, the commoner more often, and what they become with a seventh. */
type Step = readonly [number, ChordQuality, ChordQuality];
const majorSteps: readonly Step[] = [
	...Array.from({ length: 6 }, (): Step => [0, 'maj', 'maj7']),
	...Array.from({ length: 5 }, (): Step => [7, 'maj', '7']),
	...Array.from({ length: 4 }, (): Step => [5, 'maj', 'maj7']),
	...Array.from({ length: 4 }, (): Step => [9, 'min', 'min7']),
	...Array.from({ length: 3 }, (): Step => [2, 'min', 'min7']),
	[4, 'min', 'min7'],
	[4, 'min', 'min7'],
	[2, 'maj', '7'],
	[9, 'maj', '7'],
	[4, 'maj', '7'],
	[0, 'maj', '7'],
	[10, 'maj', 'maj7'],
	[11, 'dim', 'hdim7'],
	[6, 'dim', 'dim7'],
	[7, 'sus4', 'sus4'],
	[0, 'sus2', 'sus4'],
	[5, 'min', 'min7'],
	[0, 'aug', 'aug'],
	[8, 'maj', 'maj7']
];
const minorSteps: readonly Step[] = [
	...Array.from({ length: 6 }, (): Step => [0, 'min', 'min7']),
	...Array.from({ length: 4 }, (): Step => [7, 'maj', '7']),
	...Array.from({ length: 4 }, (): Step => [5, 'min', 'min7']),
	...Array.from({ length: 3 }, (): Step => [8, 'maj', 'maj7']),
	...Array.from({ length: 3 }, (): Step => [3, 'maj', 'maj7']),
	...Array.from({ length: 3 }, (): Step => [10, 'maj', '7']),
	[7, 'min', 'min7'],
	[2, 'dim', 'hdim7'],
	[11, 'dim', 'dim7'],
	[11, 'dim', 'dim7'],
	[0, 'maj', '7'],
	[5, 'maj', '7'],
	[7, 'sus4', 'sus4'],
	[3, 'aug', 'aug']
];

export interface Stretch {
	readonly beat: number;
	readonly beats: number;
	readonly chord: Chord | null;
}

function toProgression(random: Random, beatsPerBar: number, bars: number, isPower: boolean): Stretch[] {
	const tonic = whole(random, 0, 11);
	const steps = random() < 0.6 ? majorSteps : minorSteps;
	const sevenths = pick(random, [0, 0.1, 0.3, 0.9]);
	const pace = pick(random, [1, 1, 1, 2, 0.5, 0.25]);
	const inverted = pick(random, [0, 0.1, 0.3]);
	const out: Stretch[] = [];
	const total = beatsPerBar * bars;
	for (let beat = 0; beat < total;) {
		const wanted = Math.max(1, Math.round(beatsPerBar * (random() < 0.2 ? pace / 2 : pace)));
		const beats = Math.min(total - beat, wanted);
		const [degree, triad, seventh] = pick(random, steps);
		// Anything may follow anything once in a while, so that the key is no certainty.
		const root = (tonic + (random() < 0.06 ? whole(random, 0, 11) : degree)) % 12;
		const isSeventh = random() < (seventh === '7' ? Math.min(1, 1.5 * sevenths + 0.1) : sevenths);
		const quality = isPower && triad !== 'dim' ? '5' : isSeventh ? seventh : triad;
		const tones = chordIntervals[quality];
		const bass = random() < inverted ? (root + (tones[whole(random, 1, Math.min(2, tones.length - 1))] ?? 0)) % 12 : root;
		const isSilent = random() < 0.03;
		out.push({ beat, beats, chord: isSilent ? null : { root, quality, ...(bass === root ? {} : { bass }) } });
		beat += beats;
	}
	return out;
}

/** Writes notes into one channel, a little off the grid as people play. */
export class Part {
	readonly notes: PieceNote[] = [];
	readonly #random: Random;
	readonly #channel: number;
	readonly #loudness: number;
	readonly #toSeconds: (beat: number) => number;

	constructor(random: Random, channel: number, loudness: number, toSeconds: (beat: number) => number) {
		this.#random = random;
		this.#channel = channel;
		this.#loudness = loudness;
		this.#toSeconds = toSeconds;
	}

	play(beat: number, beats: number, pitch: number, accent = 0): void {
		if (pitch < 24 || pitch > 104) return;
		const onset = Math.max(0.01, this.#toSeconds(beat) + 0.012 * (this.#random() - 0.5));
		const offset = Math.max(onset + 0.05, this.#toSeconds(beat + beats) - 0.02);
		const velocity = Math.round(Math.max(20, Math.min(120, this.#loudness + accent + 14 * (this.#random() - 0.5))));
		this.notes.push({ onset, offset, pitch, velocity, channel: this.#channel });
	}
}

export const tonesOf = (chord: Chord): number[] => chordIntervals[chord.quality].map((interval) => (chord.root + interval) % 12);
export const atOrAbove = (pitchClass: number, lowest: number): number => lowest + ((((pitchClass - lowest) % 12) + 12) % 12);

/** Tones stacked from a lowest note up in the order given, each above the one before. */
export function stack(classes: readonly number[], lowest: number): number[] {
	let floor = lowest;
	return classes.map((pitchClass) => {
		const pitch = atOrAbove(pitchClass, floor);
		floor = pitch + 1;
		return pitch;
	});
}

function rotated<T>(values: readonly T[], by: number): T[] {
	return [...values.slice(by % values.length), ...values.slice(0, by % values.length)];
}

export function comp(
	random: Random,
	part: Part,
	stretches: readonly Stretch[],
	lowest: number,
	kinds: readonly string[],
	withBass: boolean
): void {
	const kind = pick(random, kinds);
	const size = kind === 'strum' ? whole(random, 4, 6) : whole(random, 3, 5);
	const hold = pick(random, [0.4, 0.8, 1]);
	const value = pick(random, [0.5, 0.5, 1, 0.25]);
	const rhythm = Array.from({ length: 8 }, (_, i) => (i === 0 ? true : random() < 0.55));
	for (const { beat, beats, chord } of stretches) {
		if (chord === null) continue;
		const classes = tonesOf(chord);
		const voiced = withBass ? classes : rotated(classes, whole(random, 0, 2));
		const doubled = Array.from({ length: Math.max(size, classes.length) }, (_, i) => voiced[i % voiced.length] ?? 0);
		const pitches = stack(doubled, lowest);
		const low = atOrAbove(chord.bass ?? chord.root, withBass ? lowest - 12 : lowest);
		if (kind === 'block') {
			const every = pick(random, [1, 2, beats]);
			for (let at = 0; at < beats; at += every) {
				const length = Math.min(every, beats - at) * hold;
				for (const pitch of pitches.slice(0, classes.length + 1)) part.play(beat + at, length, pitch);
				if (withBass) part.play(beat + at, length, low, 4);
			}
		} else if (kind === 'strum') {
			for (let eighth = 0; eighth < 2 * beats; eighth++) {
				if (rhythm[eighth % 8] !== true) continue;
				const isDown = eighth % 2 === 0;
				const played = [...(withBass && low < (pitches[0] ?? 0) ? [low] : []), ...pitches].slice(isDown ? 0 : 2);
				played.forEach((pitch, i) =>
					part.play(beat + eighth / 2 + 0.02 * (isDown ? i : played.length - i), 0.6 * hold + 0.2, pitch)
				);
			}
		} else if (kind === 'stride') {
			for (let at = 0; at < beats; at++) {
				if (at === 0 || (beats > 3 && at % 2 === 0)) part.play(beat + at, 0.8, low, 6);
				else for (const pitch of pitches.slice(0, 3)) part.play(beat + at, 0.6 * hold, pitch);
			}
		} else {
			const order = kind === 'alberti' ? [0, 2, 1, 2] : [0, 1, 2, 3, 2, 1];
			const ring = kind === 'ring' ? 3 : 1;
			if (withBass) part.play(beat, beats * hold, low, 5);
			for (let i = 0; i * value < beats; i++) {
				const pitch = pitches[(order[i % order.length] ?? 0) % Math.min(pitches.length, 4)];
				if (pitch !== undefined) part.play(beat + i * value, Math.min(beats - i * value, value * ring), pitch);
			}
		}
	}
}

export function bassLine(random: Random, part: Part, stretches: readonly Stretch[]): void {
	const kind = pick(random, ['held', 'roots', 'eighths', 'fifths', 'walking']);
	const lowest = whole(random, 28, 36);
	for (const [i, { beat, beats, chord }] of stretches.entries()) {
		if (chord === null) continue;
		const low = atOrAbove(chord.bass ?? chord.root, lowest);
		const tones = tonesOf(chord).map((pitchClass) => atOrAbove(pitchClass, lowest));
		const next = stretches[i + 1]?.chord;
		const value = kind === 'held' ? beats : kind === 'eighths' ? 0.5 : 1;
		for (let at = 0; at < beats; at += value) {
			const isLast = at + value >= beats;
			let pitch = low;
			if (kind === 'fifths' && at % 2 === 1) pitch = tones[2] ?? low;
			if (kind === 'walking' && at > 0)
				pitch = isLast && next ? atOrAbove(next.bass ?? next.root, lowest) + pick(random, [-1, 1, -2]) : pick(random, tones);
			if (kind === 'roots' && at > 0 && random() < 0.4) continue;
			part.play(beat + at, value * 0.9, pitch, 4);
		}
	}
}

/** A tune of chord tones on beats, mostly, and steps between them. */
export function melody(random: Random, part: Part, stretches: readonly Stretch[], centre: number, busy: number): void {
	let pitch = centre;
	for (const { beat, beats, chord } of stretches) {
		if (chord === null) continue;
		const tones = tonesOf(chord);
		for (let at = 0; at < beats;) {
			const value = Math.min(
				beats - at,
				busy > 0.6 ? pick(random, [0.25, 0.5, 0.5]) : busy > 0.3 ? pick(random, [0.5, 0.5, 1]) : pick(random, [1, 2])
			);
			const isStrong = at % 1 === 0;
			if (random() > 0.1) {
				if (isStrong ? random() < 0.8 : random() < 0.45) {
					const near = tones.map((tone) => atOrAbove(tone, pitch - 6));
					pitch = pick(random, near);
				} else pitch += pick(random, [-2, -1, 1, 2]);
				pitch = Math.max(centre - 9, Math.min(centre + 12, pitch));
				part.play(beat + at, value * 0.9, pitch, 2);
			}
			at += value;
		}
	}
}

function drumKit(random: Random, part: Part, total: number): void {
	const isBusy = random() < 0.5;
	for (let eighth = 0; eighth < 2 * total; eighth++) {
		part.play(eighth / 2, 0.2, isBusy || eighth % 2 === 0 ? 42 : 44, -15);
		if (eighth % 4 === 0 || (isBusy && eighth % 8 === 5)) part.play(eighth / 2, 0.2, 36, 6);
		if (eighth % 4 === 2) part.play(eighth / 2, 0.2, 38, 2);
		if (eighth % 32 === 0) part.play(eighth / 2, 1, 49, -5);
	}
}

export const keyboards = [0, 0, 0, 1, 2, 4, 5, 6, 11];
export const guitars = [24, 25, 25, 26, 27, 28];
export const pads = [16, 19, 48, 49, 50, 52, 61, 89];
export const leads = [40, 56, 65, 66, 68, 71, 73, 80, 81, 22];
export const basses = [32, 33, 33, 34, 35, 36, 38];
const manners = ['piano', 'piano', 'piano', 'guitar', 'guitar', 'band', 'band', 'band', 'pad', 'line', 'power'] as const;

/** A piece made from a seed: same seed, same notes. */
export function toChordPiece(seed: number, seconds = 24): ChordPiece {
	const random = seededRandom(seed * 6007 + 29);
	const manner = manners[seed % manners.length] ?? 'piano';
	const beatsPerBar = random() < 0.25 ? 3 : 4;
	const beatSeconds = 60 / (60 + 110 * random());
	const bars = Math.max(2, Math.floor(seconds / beatSeconds / beatsPerBar));
	const stretches = toProgression(random, beatsPerBar, bars, manner === 'power');
	const lead = 0.2 + 0.5 * random();
	const toSeconds = (beat: number): number => lead + beat * beatSeconds;
	const programmes = new Map<number, number>();
	const notes: PieceNote[] = [];
	const open = (channel: number, programme: number, loudness: number): Part => {
		programmes.set(channel, programme);
		return new Part(random, channel, loudness, toSeconds);
	};
	const close = (part: Part): void => void notes.push(...part.notes);
	const drums: PieceNote[] = [];
	const total = bars * beatsPerBar;
	const pianoKinds = ['block', 'alberti', 'broken', 'stride', 'ring', 'stride'];
	const guitarKinds = ['strum', 'strum', 'ring', 'broken', 'block'];
	if (manner === 'piano' || manner === 'guitar') {
		const isPiano = manner === 'piano';
		const hand = open(0, pick(random, isPiano ? keyboards : guitars), 75);
		comp(
			random,
			hand,
			stretches,
			isPiano ? whole(random, 48, 55) : whole(random, 43, 50),
			isPiano ? pianoKinds : guitarKinds,
			true
		);
		if (random() < (isPiano ? 0.75 : 0.3)) melody(random, hand, stretches, whole(random, 70, 80), random());
		close(hand);
	} else if (manner === 'line') {
		const line = open(0, pick(random, [...leads, ...guitars, ...keyboards]), 80);
		melody(random, line, stretches, whole(random, 58, 72), 0.4 + 0.6 * random());
		close(line);
	} else {
		const isPower = manner === 'power';
		const chordsPart = open(
			0,
			pick(random, isPower ? [29, 30, 28, 27] : manner === 'pad' ? pads : [...keyboards, ...guitars]),
			72
		);
		comp(
			random,
			chordsPart,
			stretches,
			whole(random, isPower ? 40 : 50, isPower ? 46 : 58),
			isPower || manner === 'pad' ? ['block'] : [...pianoKinds, ...guitarKinds],
			manner === 'pad' || isPower
		);
		close(chordsPart);
		if (manner === 'band' || random() < 0.3) {
			const bass = open(1, pick(random, basses), 85);
			bassLine(random, bass, stretches);
			close(bass);
		}
		if (manner === 'band' && random() < 0.7) {
			const tune = open(2, pick(random, leads), 80);
			melody(random, tune, stretches, whole(random, 66, 76), random());
			close(tune);
		}
		if (manner === 'band' && random() < 0.4) {
			const pad = open(3, pick(random, pads), 60);
			comp(random, pad, stretches, 55, ['block'], false);
			close(pad);
		}
		if (random() < (manner === 'pad' ? 0.15 : 0.75)) {
			const kit = new Part(random, 9, 82, toSeconds);
			drumKit(random, kit, total);
			drums.push(...kit.notes);
		}
	}
	const end = toSeconds(total);
	const isPedalled = manner === 'piano' && random() < 0.4;
	return {
		piece: {
			id: `made_${manner}_${seed}`,
			group: manner === 'guitar' ? 'guitar' : manner === 'piano' ? 'piano' : 'band',
			durationSeconds: end + 0.5,
			programmes,
			notes: notes.sort((a, b) => a.onset - b.onset),
			drums,
			pedal: isPedalled
				? stretches.flatMap(({ beat, beats }) => [
						{ seconds: toSeconds(beat) + 0.05, isDown: true },
						{ seconds: toSeconds(beat + beats) - 0.02, isDown: false }
					])
				: []
		},
		beatsSeconds: Array.from({ length: total + 1 }, (_, beat) => toSeconds(beat)),
		chords: stretches.map(({ beat, beats, chord }) => ({
			startSeconds: toSeconds(beat),
			endSeconds: toSeconds(beat + beats),
			chord
		}))
	};
}
