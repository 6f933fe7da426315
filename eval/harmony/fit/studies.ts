import { chordIntervals } from '../../../src/lib/core/harmony/chord-tones.ts';
import type { Chord, ChordQuality } from '../../../src/lib/core/harmony/chord.ts';
import { seededRandom } from '../../bootstrap.ts';
import {
	atOrAbove,
	bassLine,
	basses,
	comp,
	guitars,
	keyboards,
	leads,
	melody,
	pads,
	Part,
	pick,
	stack,
	tonesOf,
	whole,
	type ChordPiece,
	type Random,
	type Stretch
} from './pieces.ts';

/** Kinds of music that a song's accompaniment has little of; each is studied as often as the others. */
const manners = ['steps', 'inversions', 'voices', 'solo', 'jazz', 'classical', 'power', 'clip'] as const;
type Manner = (typeof manners)[number];

const common: readonly ChordQuality[] = [
	'maj',
	'maj',
	'maj',
	'min',
	'min',
	'min',
	'7',
	'maj7',
	'min7',
	'dim',
	'hdim7',
	'aug',
	'sus4'
];
const jazz: readonly ChordQuality[] = ['maj7', 'maj7', '7', '7', '7', 'min7', 'min7', 'hdim7', 'dim7', 'maj', 'min'];
const triads: readonly ChordQuality[] = ['maj', 'maj', 'min'];
const scaleOf = { maj: [0, 2, 4, 5, 7, 9, 11], min: [0, 2, 3, 5, 7, 8, 10] } as const;
/** What stands on each degree of a scale, a triad and a seventh. */
const onDegrees: Readonly<Record<'maj' | 'min', readonly (readonly [ChordQuality, ChordQuality])[]>> = {
	maj: [
		['maj', 'maj7'],
		['min', 'min7'],
		['min', 'min7'],
		['maj', 'maj7'],
		['maj', '7'],
		['min', 'min7'],
		['dim', 'hdim7']
	],
	min: [
		['min', 'min7'],
		['dim', 'hdim7'],
		['maj', 'maj7'],
		['min', 'min7'],
		['maj', '7'],
		['maj', 'maj7'],
		['maj', '7']
	]
};

/** Chords without a key: each root lies one interval above the last, the same all through, or anywhere but on it. */
function toSteps(
	random: Random,
	beats: number,
	qualities: readonly ChordQuality[],
	inverted: number,
	paces: readonly number[]
): Stretch[] {
	const by = pick(random, [1, 1, 2, 3, 5, 7, 11, 0]);
	const isOne = random() < 0.3;
	const pace = pick(random, paces);
	let root = whole(random, 0, 11);
	const first = pick(random, qualities);
	const out: Stretch[] = [];
	for (let beat = 0; beat < beats;) {
		const length = Math.min(beats - beat, pace);
		const quality = isOne ? first : pick(random, qualities);
		const tones = chordIntervals[quality];
		const bass = random() < inverted ? (root + (tones[whole(random, 1, tones.length - 1)] ?? 0)) % 12 : root;
		out.push({ beat, beats: length, chord: { root, quality, ...(bass === root ? {} : { bass }) } });
		root = (root + (by === 0 ? whole(random, 1, 11) : by)) % 12;
		beat += length;
	}
	return out;
}

/** Chords on the degrees of one key, the tonic, the fourth and the fifth more often than the others. */
function toDegrees(random: Random, beats: number, sevenths: number, inverted: number, paces: readonly number[]): Stretch[] {
	const mode = random() < 0.6 ? 'maj' : 'min';
	const tonic = whole(random, 0, 11);
	const out: Stretch[] = [];
	for (let beat = 0; beat < beats;) {
		const length = Math.min(beats - beat, pick(random, paces));
		const degree = pick(random, [0, 0, 0, 1, 2, 3, 3, 4, 4, 4, 5, 6]);
		const isRaised = mode === 'min' && degree === 6;
		const root = (tonic + (scaleOf[mode][degree] ?? 0)) % 12;
		const [triad, seventh] = onDegrees[mode][degree] ?? ['maj', 'maj7'];
		const quality = isRaised && random() < 0.3 ? 'maj' : random() < sevenths ? seventh : triad;
		const tones = chordIntervals[quality];
		const bass = random() < inverted ? (root + (tones[whole(random, 1, Math.min(2, tones.length - 1))] ?? 0)) % 12 : root;
		out.push({ beat, beats: length, chord: { root, quality, ...(bass === root ? {} : { bass }) } });
		beat += length;
	}
	return out;
}

/** A left hand of single notes, chord tones from the bass up, as in two-part keyboard music. */
function leftHand(random: Random, part: Part, stretches: readonly Stretch[], lowest: number): void {
	const kind = pick(random, ['alberti', 'alberti', 'arpeggio', 'drum', 'octaves', 'tenths', 'held']);
	const value = pick(random, [0.25, 0.5, 0.5]);
	for (const { beat, beats, chord } of stretches) {
		if (chord === null) continue;
		const low = atOrAbove(chord.bass ?? chord.root, lowest);
		const [a = low, b = low, c = low] = stack(
			tonesOf(chord).filter((tone) => tone !== low % 12),
			low + 1
		);
		const orders: Readonly<Record<string, readonly number[]>> = {
			alberti: [low, b, a, b],
			arpeggio: [low, a, b, a + 12 > b ? low + 12 : c],
			drum: [low, low + 12],
			octaves: [low - 12, low],
			tenths: [low, a + 12],
			held: [low]
		};
		const order = orders[kind] ?? [low];
		const step = kind === 'held' ? beats : kind === 'tenths' || kind === 'octaves' ? 1 : value;
		for (let i = 0; i * step < beats; i++)
			part.play(beat + i * step, Math.min(step, beats - i * step), order[i % order.length] ?? low, i === 0 ? 3 : -2);
	}
}

/** Shells as a pianist or guitarist in a small group plays them: third and seventh, sometimes with a ninth or the fifth. */
function shells(random: Random, part: Part, stretches: readonly Stretch[], lowest: number): void {
	const hits = pick(random, [[0], [0, 1.5], [0, 2], [0.67, 2.67], [1, 3], [0, 1.67, 2]]);
	for (const { beat, beats, chord } of stretches) {
		if (chord === null) continue;
		const [, third = 0, fifth = 0, seventh] = tonesOf(chord);
		const classes = [
			third,
			seventh ?? chord.root,
			...(random() < 0.6 ? [fifth] : []),
			...(random() < 0.3 ? [(chord.root + 2) % 12] : [])
		];
		const pitches = stack(classes, lowest);
		for (const hit of hits)
			if (hit < beats)
				for (const pitch of pitches) part.play(beat + hit, Math.min(beats - hit, pick(random, [0.4, 1, 1.5])), pitch);
	}
}

const isMajorLike = (chord: Chord): boolean => chord.quality.startsWith('maj') || chord.quality === '7';

/** A lone tune over chords that are only thought: scale tones in steps, chord tones on the strong beats. */
function solo(random: Random, part: Part, stretches: readonly Stretch[], centre: number): void {
	const value = pick(random, [0.25, 0.5, 0.5, 1]);
	const isBroken = random() < 0.4;
	for (const { beat, beats, chord } of stretches) {
		if (chord === null) continue;
		const scale = [...(isMajorLike(chord) ? scaleOf.maj : scaleOf.min)].map((degree) => (chord.root + degree) % 12);
		const tones = tonesOf(chord);
		let pitch = atOrAbove(pick(random, tones), centre - 6);
		if (random() < 0.4) part.play(beat, Math.min(2, beats), atOrAbove(chord.root, centre - 20), 3);
		for (let at = 0; at < beats; at += value) {
			if (random() < 0.12) continue;
			const isStrong = at % 1 === 0;
			const classes = isStrong || isBroken ? tones : scale;
			const above = classes.map((pitchClass) => atOrAbove(pitchClass, pitch + 1));
			const below = classes.map((pitchClass) => atOrAbove(pitchClass, pitch - 12));
			pitch = random() < 0.5 ? Math.min(...above) : Math.max(...below.filter((other) => other < pitch));
			pitch = Math.max(centre - 10, Math.min(centre + 14, pitch));
			part.play(beat + at, value * pick(random, [0.9, 0.9, 2]), pitch, isStrong ? 3 : 0);
			if (random() < 0.1) part.play(beat + at, value, atOrAbove(pick(random, tones), pitch - 12));
		}
	}
}

/** A study of a manner from a seed: same seed, same notes. */
export function toStudy(seed: number, seconds = 16): ChordPiece {
	const random = seededRandom(seed * 7919 + 101);
	const manner: Manner = manners[seed % manners.length] ?? 'steps';
	const beatSeconds = 60 / (60 + 110 * random());
	const length = manner === 'clip' ? 2 + 4 * random() : seconds;
	const beats = Math.max(4, Math.floor(length / beatSeconds));
	const lead = manner === 'clip' ? 0 : 0.3 * random();
	const toSeconds = (beat: number): number => lead + beat * beatSeconds;
	const programmes = new Map<number, number>();
	const parts: Part[] = [];
	const open = (programme: number, loudness: number): Part => {
		const channel = programmes.size;
		programmes.set(channel, programme);
		const part = new Part(random, channel, loudness, toSeconds);
		parts.push(part);
		return part;
	};
	const any = [...keyboards, ...keyboards, ...guitars, ...pads];
	let stretches: Stretch[];
	if (manner === 'steps') {
		stretches = toSteps(random, beats, random() < 0.5 ? triads : common, 0.05, [1, 1, 2]);
		comp(random, open(pick(random, any), 75), stretches, whole(random, 46, 60), ['block', 'block', 'broken'], random() < 0.5);
	} else if (manner === 'inversions') {
		stretches = random() < 0.5 ? toSteps(random, beats, common, 0.7, [2, 4]) : toDegrees(random, beats, 0.3, 0.7, [2, 4]);
		const isApart = random() < 0.5;
		comp(random, open(pick(random, any), 72), stretches, whole(random, 52, 60), ['block', 'strum', 'stride'], !isApart);
		if (isApart) bassLine(random, open(pick(random, basses), 85), stretches);
	} else if (manner === 'voices' || manner === 'classical') {
		stretches = toDegrees(
			random,
			beats,
			manner === 'classical' ? 0.25 : 0.1,
			0.3,
			manner === 'classical' ? [1, 1, 2, 2, 3] : [2, 2, 4]
		);
		const hand = open(pick(random, [0, 0, 0, 1, 6]), 72);
		leftHand(random, hand, stretches, whole(random, 40, 52));
		melody(random, hand, stretches, whole(random, 68, 78), random());
	} else if (manner === 'solo') {
		stretches = toDegrees(random, beats, 0.2, 0, [4, 4, 8]);
		solo(random, open(pick(random, [...guitars, ...guitars, ...leads, 0]), 80), stretches, whole(random, 55, 72));
	} else if (manner === 'jazz') {
		stretches = random() < 0.5 ? toSteps(random, beats, jazz, 0, [2, 3, 4]) : toDegrees(random, beats, 0.9, 0, [2, 3, 4]);
		shells(random, open(pick(random, [0, 0, 1, 4, 26, 27]), 75), stretches, whole(random, 50, 58));
		if (random() < 0.85) bassLine(random, open(32, 85), stretches);
		if (random() < 0.5) melody(random, open(pick(random, leads), 78), stretches, whole(random, 66, 76), random());
	} else if (manner === 'power') {
		stretches = toSteps(random, beats, ['5'], 0, [2, 4, 8]);
		const isPicked = random() < 0.5;
		comp(
			random,
			open(pick(random, [25, 26, 27, 28, 29, 30]), 78),
			stretches,
			whole(random, 40, 50),
			isPicked ? ['strum', 'broken', 'ring'] : ['block'],
			true
		);
	} else {
		stretches = toDegrees(random, beats, 0.4, 0.05, [beats, 4]);
		const hand = open(pick(random, [...keyboards, ...guitars, ...guitars]), 76);
		if (random() < 0.4) solo(random, hand, stretches, whole(random, 55, 70));
		else comp(random, hand, stretches, whole(random, 46, 55), ['strum', 'broken', 'ring', 'block'], true);
	}
	const end = toSeconds(beats);
	const isPedalled = (manner === 'classical' || manner === 'voices') && random() < 0.4;
	return {
		piece: {
			id: `made_study_${manner}_${seed}`,
			group: (programmes.get(0) ?? 0) < 8 && programmes.size === 1 ? 'piano' : 'band',
			durationSeconds: end + (manner === 'clip' ? 0 : 0.5),
			programmes,
			notes: parts.flatMap(({ notes }) => notes).sort((a, b) => a.onset - b.onset),
			drums: [],
			pedal: isPedalled
				? stretches.flatMap(({ beat, beats: held }) => [
						{ seconds: toSeconds(beat) + 0.05, isDown: true },
						{ seconds: toSeconds(beat + held) - 0.02, isDown: false }
					])
				: []
		},
		beatsSeconds: Array.from({ length: beats + 1 }, (_, beat) => toSeconds(beat)),
		chords: stretches.map(({ beat, beats: held, chord }) => ({
			startSeconds: toSeconds(beat),
			endSeconds: toSeconds(beat + held),
			chord
		}))
	};
}
