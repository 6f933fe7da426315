import { seededRandom } from '../../bootstrap.ts';
import type { Piece, PieceNote } from '../../notes/fit/pieces.ts';
import { between, byWeight, gaussian, oneOf, type Random } from './chance.ts';
import { grooveNames, kick, snare, toGroove, type Bar } from './grooves.ts';
import { toArpeggio, toBassLine, toBlocks, toMelody, toStride, type Harmony, type Texture } from './textures.ts';

/** A made piece whose beats are known, for fitting what the tracker weighs. */
export interface BeatPiece {
	readonly piece: Piece;
	readonly beats: readonly number[];
	readonly downbeats: readonly number[];
	readonly beatsPerBar: number;
	readonly division: 2 | 3;
}

type Kind = 'band' | 'piano' | 'guitar' | 'bass' | 'drums' | 'ensemble' | 'lead';

const scales = [
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 3, 5, 7, 8, 10],
	[0, 2, 3, 5, 7, 9, 10],
	[0, 2, 3, 5, 7, 8, 11]
] as const;
const allBlocks = ['bars', 'halves', 'beats', 'parts', 'offbeats', 'backbeats', 'strum', 'charleston'] as const;

function toBar(random: Random, kind: Kind): Bar {
	const [beats, division] = byWeight<readonly [number, 2 | 3]>(random, [
		[[4, 2], 56],
		[[3, 2], kind === 'piano' ? 16 : 10],
		[[2, 2], kind === 'piano' ? 10 : 3],
		[[2, 3], 7],
		[[4, 3], 6],
		[[3, 3], 2],
		[[5, 2], 3],
		[[7, 2], 2],
		[[6, 2], 1]
	]);
	const isSwung = division === 2 && kind !== 'piano' && random() < 0.15;
	return { beats, division, swing: isSwung ? between(random, 0.56, 0.68) : 0.5 };
}

function toBpm(random: Random, kind: Kind, bar: Bar): number {
	const isFree = kind === 'piano' || kind === 'ensemble';
	const centre = isFree ? 88 : 112;
	const spread = isFree ? 0.6 : 0.33;
	const slower = bar.division === 3 ? 0.75 : bar.beats === 7 ? 1.3 : 1;
	const bpm = centre * slower * 2 ** (spread * gaussian(random));
	return Math.max(isFree ? 30 : 56, Math.min(isFree ? 240 : 205, bpm));
}

/** Times of beats: a steady click, a player, or rubato that slows at the ends of phrases. */
function toBeatTimes(random: Random, kind: Kind, bar: Bar, bpm: number, seconds: number): number[] {
	const isFree = kind === 'piano' || (kind === 'guitar' && random() < 0.3) || (kind === 'ensemble' && random() < 0.4);
	const wander = isFree
		? byWeight(random, [
				[0.005, 3],
				[0.02, 3],
				[0.05, 2]
			] as const)
		: byWeight(random, [
				[0, 6],
				[0.003, 3],
				[0.008, 1]
			] as const);
	const slowing = isFree && random() < 0.6 ? between(random, 0.05, 0.3) : 0;
	const phrase = bar.beats * oneOf(random, [4, 4, 8, 2]);
	const times = [between(random, 0.1, 0.9)];
	let drift = 0;
	while ((times.at(-1) ?? 0) < seconds + 1) {
		drift = 0.8 * drift + wander * gaussian(random);
		const left = phrase - (times.length % phrase);
		const ritard = left <= Math.min(4, phrase / 4) ? slowing / left : 0;
		times.push((times.at(-1) ?? 0) + (60 / bpm) * Math.exp(drift + ritard));
	}
	return times;
}

interface Track {
	readonly channel: number;
	readonly texture: Texture;
	readonly loudness: number;
}

function toTracks(random: Random, kind: Kind, programmes: Map<number, number>): Track[] {
	const add = (channel: number, from: readonly number[], texture: Texture, loudness = between(random, 62, 96)): Track => {
		programmes.set(channel, oneOf(random, from));
		return { channel, texture, loudness };
	};
	const pianos = [0, 0, 1, 2, 4, 5];
	const guitars = [24, 25, 25, 26, 27, 28];
	const basses = [32, 33, 34, 35, 38];
	const leads = [53, 56, 65, 66, 73, 80, 40, 71, 52];
	const busy = random();
	if (kind === 'piano') {
		const left = byWeight<Texture>(random, [
			[toArpeggio(random, 43), 4],
			[toStride(random, 45), 3],
			[toBlocks(random, 48, ['bars', 'halves', 'beats', 'parts']), 4],
			[toBassLine(random, 36), 2]
		]);
		const right = byWeight<Texture>(random, [
			[toMelody(random, 60, busy), 8],
			[toArpeggio(random, 60), 2],
			[toBlocks(random, 58, ['offbeats', 'beats', 'halves', 'parts', 'strum']), 2]
		]);
		return [add(0, [0, 0, 0, 1], left, between(random, 40, 78)), add(1, [0], right, between(random, 60, 92))];
	}
	if (kind === 'guitar') {
		const texture = byWeight<Texture>(random, [
			[toBlocks(random, 45, ['strum', 'strum', 'parts', 'halves', 'beats', 'offbeats', 'backbeats', 'charleston']), 5],
			[toArpeggio(random, 43), 3],
			[toMelody(random, 55, busy), 3]
		]);
		return [add(0, guitars, texture)];
	}
	if (kind === 'bass') return [add(0, basses, toBassLine(random, 28))];
	if (kind === 'lead') return [add(0, leads, toMelody(random, 58, busy))];
	if (kind === 'drums') return [];
	if (kind === 'ensemble')
		return [
			add(0, [48, 49, 19, 52, 42], random() < 0.5 ? toBassLine(random, 36) : toBlocks(random, 43, ['bars', 'halves', 'beats'])),
			add(1, [48, 49, 19, 40, 73], toMelody(random, 55, busy)),
			...(random() < 0.6 ? [add(2, [48, 49, 41, 68, 71], toMelody(random, 60, random()))] : [])
		];
	const tracks = [add(0, basses, toBassLine(random, 28), between(random, 75, 105))];
	if (random() < 0.85) tracks.push(add(1, [...pianos, ...guitars, 16], toBlocks(random, 48, allBlocks)));
	if (random() < 0.35) tracks.push(add(2, [...pianos, ...guitars, 46], toArpeggio(random, 52), between(random, 50, 80)));
	if (random() < 0.4) tracks.push(add(3, [48, 50, 52, 89], toBlocks(random, 52, ['bars', 'halves']), between(random, 45, 80)));
	if (random() < 0.65) tracks.push(add(4, leads, toMelody(random, 60, busy)));
	return tracks;
}

/** A piece of about `seconds`, the same for the same seed; the recording may begin anywhere in a bar. */
export function toBeatPiece(seed: number, seconds: number): BeatPiece {
	const random = seededRandom(seed * 7919 + 13);
	const kind = byWeight<Kind>(random, [
		['band', 42],
		['piano', 30],
		['guitar', 10],
		['bass', 4],
		['drums', 7],
		['ensemble', 5],
		['lead', 2]
	]);
	const bar = toBar(random, kind);
	const bpm = toBpm(random, kind, bar);
	const times = toBeatTimes(random, kind, bar, bpm, seconds);
	const firstBeat = random() < 0.7 ? 0 : Math.floor(between(random, 0, bar.beats));
	const programmes = new Map<number, number>();
	const tracks = toTracks(random, kind, programmes);
	const hasDrums = kind === 'drums' || (kind === 'band' && random() < 0.8);
	const scale = oneOf(random, scales);
	const tonic = Math.floor(between(random, 0, 12));
	const toPitch = (degree: number, lowest: number): number => {
		const pitchClass = (tonic + (scale[((degree % 7) + 7) % 7] ?? 0)) % 12;
		return lowest + ((pitchClass - (lowest % 12) + 12) % 12);
	};
	const isFast = bpm > 150 || bar.beats === 2;
	const chordsPerBar = byWeight(random, [
		[0.5, isFast ? 4 : 2],
		[1, 6],
		[2, !isFast && bar.beats % 2 === 0 && bar.beats > 2 ? 4 : 0],
		[0.25, 1],
		[bar.beats, bpm < 100 ? 1 : 0.2]
	] as const);
	const progression = Array.from({ length: oneOf(random, [2, 4, 4, 8]) }, (_, i) =>
		i === 0 ? 0 : oneOf(random, [0, 3, 4, 5, 1, 2, 3, 4])
	);
	const looseness = kind === 'band' || kind === 'drums' ? oneOf(random, [0, 0.003, 0.008]) : between(random, 0.002, 0.016);
	const notes: PieceNote[] = [];
	const drums: PieceNote[] = [];
	const timeOf = (beat: number): number => {
		const index = Math.floor(beat);
		const from = times[index] ?? Infinity;
		return from + (beat - index) * ((times[index + 1] ?? Infinity) - from);
	};
	const play = (into: PieceNote[], beat: number, beats: number, pitch: number, velocity: number, channel: number): void => {
		if (beat < 0 || pitch < 21 || pitch > 108) return;
		const onset = timeOf(beat) + looseness * gaussian(random);
		if (!(onset > 0.01 && onset < seconds)) return;
		const length = beats * ((times[Math.floor(beat) + 1] ?? 0) - (times[Math.floor(beat)] ?? 0));
		const loud = Math.round(Math.max(12, Math.min(124, velocity + 6 * gaussian(random))));
		into.push({ onset, offset: onset + Math.max(0.04, Math.min(8, length)), pitch, velocity: loud, channel });
	};
	const groove = hasDrums ? toGroove(oneOf(random, grooveNames), bar, random) : [];
	const drumLoudness = between(random, 78, 108);
	const quietest = random() < 0.3 ? between(random, 0.2, 0.6) : 0;
	const entries = tracks.map(() => (random() < 0.25 ? Math.floor(between(random, 0, 6)) : 0));
	const drumEntry = random() < 0.2 && kind === 'band' ? Math.floor(between(random, 1, 6)) : 0;
	const accents = between(random, 0.2, 1.4);
	const pedal: { seconds: number; isDown: boolean }[] = [];
	const hasPedal = kind === 'piano' && random() < 0.6;
	// A bar that began before the recording has beats in it too.
	for (let index = 0; timeOf(Math.max(0, index * bar.beats - firstBeat + 1)) < seconds; index++) {
		const start = index * bar.beats - firstBeat;
		const harmony: Harmony = {
			toPitch,
			degreeAt: (beat) =>
				progression[
					Math.floor(index * chordsPerBar + (chordsPerBar > 1 ? (beat * chordsPerBar) / bar.beats : 0)) % progression.length
				] ?? 0
		};
		for (const [i, track] of tracks.entries()) {
			if (index < (entries[i] ?? 0)) continue;
			for (const tone of track.texture(bar, harmony))
				play(notes, start + tone.place, tone.beats, tone.pitch, track.loudness + accents * tone.accent, track.channel);
		}
		if (index >= drumEntry && !(random() < quietest * 0.2))
			for (const { place, pitch, accent } of groove) play(drums, start + place, 0.2, pitch, drumLoudness + accent, 9);
		if (hasDrums && index % 4 === 0 && random() < 0.4) play(drums, start, 1, 49, drumLoudness - 4, 9);
		if (hasDrums && index % 4 === 3 && random() < 0.4)
			for (let place = bar.beats - 1; place < bar.beats; place += 0.25)
				play(drums, start + place, 0.2, oneOf(random, [snare, 45, 47, kick]), drumLoudness - 4, 9);
		if (hasPedal) {
			const down = Math.max(0.02, timeOf(Math.max(0, start)) + 0.06);
			pedal.push({ seconds: down - 0.05, isDown: false }, { seconds: down, isDown: true });
		}
	}
	const beats = times.filter((time) => time < seconds);
	const piece = { id: `beats-${seed}`, group: kind, durationSeconds: seconds, programmes, notes, drums, pedal };
	return {
		piece,
		beats,
		downbeats: beats.filter((_, i) => (i + firstBeat) % bar.beats === 0),
		beatsPerBar: bar.beats,
		division: bar.division
	};
}
