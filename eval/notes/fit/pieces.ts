import { seededRandom } from '../../bootstrap.ts';

/** One note of a made piece; `offset` is when the key or string is let go, whatever a pedal holds on. */
export interface PieceNote {
	readonly onset: number;
	readonly offset: number;
	readonly pitch: number;
	readonly velocity: number;
	readonly channel: number;
}

export interface Piece {
	readonly id: string;
	readonly group: string;
	readonly durationSeconds: number;
	/** General MIDI programme of each channel used; channel 9 is the kit. */
	readonly programmes: ReadonlyMap<number, number>;
	readonly notes: readonly PieceNote[];
	readonly drums: readonly PieceNote[];
	/** Times at which a sustain pedal on channel 0 goes down and up. */
	readonly pedal: readonly { readonly seconds: number; readonly isDown: boolean }[];
}

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new RangeError('Nothing to choose from.');
	return chosen;
};
const between = (random: Random, low: number, high: number): number => low + random() * (high - low);
const whole = (random: Random, low: number, high: number): number => Math.floor(between(random, low, high + 1));
const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const scales = [
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 3, 5, 7, 8, 10],
	[0, 2, 3, 5, 7, 9, 10],
	[0, 2, 3, 5, 7, 8, 11]
] as const;
const progressions = [
	[0, 4, 5, 3],
	[0, 3, 4, 0],
	[1, 4, 0, 5],
	[0, 5, 3, 4],
	[5, 3, 0, 4],
	[0, 2, 3, 4]
] as const;

/** What the parts of one piece share: its grid, its harmony and its players' looseness. */
interface Frame {
	readonly random: Random;
	readonly beatSeconds: number;
	readonly bars: number;
	readonly degreeOfBar: readonly number[];
	readonly toPitch: (degree: number, lowest: number) => number;
	readonly looseness: number;
	readonly loudness: number;
}

function toFrame(random: Random, seconds: number): Frame {
	const scale = pick(random, scales);
	const tonic = whole(random, 0, 11);
	// Slow pieces matter as much as fast ones: without them long notes would look like an oddity.
	const beatSeconds = 60 / (random() < 0.35 ? between(random, 34, 70) : between(random, 62, 172));
	const bars = Math.max(2, Math.floor((seconds - 1) / (4 * beatSeconds)));
	const progression = pick(random, progressions);
	return {
		random,
		beatSeconds,
		bars,
		degreeOfBar: Array.from({ length: bars }, (_, bar) => progression[bar % progression.length] ?? 0),
		toPitch: (degree, lowest) => {
			const steps = ((degree % 7) + 7) % 7;
			const pitchClass = (tonic + (scale[steps] ?? 0)) % 12;
			const above = (pitchClass - (lowest % 12) + 12) % 12;
			return lowest + above;
		},
		looseness: between(random, 0.002, 0.014),
		loudness: between(random, 55, 95)
	};
}

interface Voice {
	readonly channel: number;
	readonly lowest: number;
	readonly highest: number;
}

class Part {
	readonly notes: PieceNote[] = [];
	readonly #frame: Frame;
	readonly #channel: number;

	constructor(frame: Frame, channel: number) {
		this.#frame = frame;
		this.#channel = channel;
	}

	play(beat: number, beats: number, pitch: number, accent = 0): void {
		const { random, beatSeconds, looseness, loudness } = this.#frame;
		if (pitch < 21 || pitch > 108) return;
		const onset = Math.max(0.02, 0.4 + beat * beatSeconds + gaussian(random) * looseness);
		const velocity = Math.round(Math.max(18, Math.min(122, loudness + accent + gaussian(random) * 10)));
		this.notes.push({ onset, offset: onset + Math.max(0.04, beats * beatSeconds), pitch, velocity, channel: this.#channel });
	}
}

/** A line in steps and leaps, with rests, repeats and runs; `legato` is the held share of each note. */
function melody(frame: Frame, voice: Voice, busy: number): PieceNote[] {
	const { random } = frame;
	const part = new Part(frame, voice.channel);
	const legato = pick(random, [0.4, 0.7, 0.9, 0.98, 1]);
	let degree = whole(random, 0, 6) + 7;
	const values = busy > 0.6 ? [0.25, 0.25, 0.5, 0.5, 1 / 3] : busy > 0.3 ? [0.5, 0.5, 1, 0.25, 1.5] : [1, 2, 0.5, 1, 4];
	const base = voice.lowest;
	for (let beat = 0; beat < frame.bars * 4;) {
		const value = pick(random, values);
		const repeats = random() < 0.3 ? 2 : 1;
		for (let i = 0; i < repeats && beat < frame.bars * 4; i++, beat += value) {
			if (random() < 0.08) continue;
			const octave = Math.floor(degree / 7);
			const pitch = frame.toPitch(degree, base) + 12 * Math.max(0, Math.min(Math.floor((voice.highest - base) / 12) - 1, octave));
			part.play(beat, value * legato, Math.min(voice.highest, pitch), beat % 1 === 0 ? 6 : 0);
		}
		const step = random() < 0.15 ? 0 : random() < 0.75 ? pick(random, [-1, 1, -2, 2]) : pick(random, [-4, 4, -5, 5, 7, -7]);
		degree = Math.max(0, Math.min(20, degree + step));
	}
	return part.notes;
}

function chordPitches(frame: Frame, bar: number, lowest: number, size: number): number[] {
	const root = frame.degreeOfBar[bar] ?? 0;
	const pitches: number[] = [];
	let floor = lowest;
	for (let i = 0; i < size; i++) {
		const pitch = frame.toPitch(root + 2 * (i % 4 === 3 ? pick(frame.random, [3, 0]) : i % 4), floor);
		pitches.push(pitch);
		floor = pitch + 1;
	}
	return pitches;
}

/** Block, broken, Alberti, stride or strummed chords. */
function chords(frame: Frame, voice: Voice, kinds: readonly string[]): PieceNote[] {
	const { random } = frame;
	const part = new Part(frame, voice.channel);
	const kind = pick(random, kinds);
	const size = kind === 'strum' ? whole(random, 4, 6) : whole(random, 2, 4);
	const hold = pick(random, [0.3, 0.6, 0.95, 1]);
	for (let bar = 0; bar < frame.bars; bar++) {
		const pitches = chordPitches(frame, bar, voice.lowest, size);
		const at = bar * 4;
		if (kind === 'block') {
			const every = pick(random, [1, 2, 4, 0.5]);
			for (let beat = 0; beat < 4; beat += every) for (const pitch of pitches) part.play(at + beat, every * hold, pitch);
		} else if (kind === 'strum') {
			for (let eighth = 0; eighth < 8; eighth++) {
				if (eighth !== 0 && random() < 0.45) continue;
				const down = eighth % 2 === 0;
				const spread = between(random, 0.005, 0.025) / frame.beatSeconds;
				const played = down ? pitches : pitches.slice(1);
				played.forEach((pitch, i) =>
					part.play(at + eighth / 2 + spread * (down ? i : played.length - i), 0.5 * hold + 0.05, pitch)
				);
			}
		} else if (kind === 'stride') {
			for (let beat = 0; beat < 4; beat++) {
				if (beat % 2 === 0) part.play(at + beat, 0.8 * hold, (pitches[0] ?? voice.lowest) - 12, 5);
				else for (const pitch of pitches.slice(1)) part.play(at + beat, 0.6 * hold, pitch);
			}
		} else if (kind === 'octaves') {
			for (let beat = 0; beat < 4; beat += 2)
				for (const add of [0, 12]) part.play(at + beat, 2 * hold, (pitches[0] ?? voice.lowest) + add);
		} else {
			const order = kind === 'alberti' ? [0, 2, 1, 2] : [0, 1, 2, 3, 2, 1];
			const value = pick(random, [0.25, 0.5]);
			const ring = kind === 'ring' ? 3 : 1;
			for (let i = 0; i * value < 4; i++) {
				const pitch = pitches[(order[i % order.length] ?? 0) % pitches.length];
				if (pitch !== undefined) part.play(at + i * value, Math.min(4 - i * value, value * ring * hold), pitch);
			}
		}
	}
	return part.notes;
}

function bassLine(frame: Frame, voice: Voice): PieceNote[] {
	const { random } = frame;
	const part = new Part(frame, voice.channel);
	const kind = pick(random, ['roots', 'eighths', 'walking', 'syncopated']);
	for (let bar = 0; bar < frame.bars; bar++) {
		const degree = frame.degreeOfBar[bar] ?? 0;
		const tone = (step: number): number => frame.toPitch(degree + step, voice.lowest);
		const value = kind === 'roots' ? 2 : kind === 'eighths' ? 0.5 : kind === 'walking' ? 1 : 0.5;
		const hold = between(random, 0.5, 1);
		for (let beat = 0; beat < 4; beat += value) {
			if (kind === 'syncopated' && random() < 0.4) continue;
			const step = kind === 'walking' ? pick(random, [0, 2, 4, 1, 6]) : random() < 0.75 ? 0 : pick(random, [4, 2, 0]);
			part.play(bar * 4 + beat, value * hold, tone(step) + (random() < 0.1 ? 12 : 0));
		}
	}
	return part.notes;
}

function drumKit(frame: Frame): PieceNote[] {
	const part = new Part(frame, 9);
	const isBusy = frame.random() < 0.5;
	for (let eighth = 0; eighth < frame.bars * 8; eighth++) {
		const beat = eighth / 2;
		part.play(beat, 0.2, isBusy ? 42 : eighth % 4 === 0 ? 42 : 44, -20);
		if (eighth % 8 === 0 || (eighth % 8 === 5 && isBusy)) part.play(beat, 0.2, 36, 5);
		if (eighth % 8 === 4) part.play(beat, 0.2, 38);
		if (eighth % 32 === 0) part.play(beat, 1, 49, -5);
	}
	return part.notes;
}

const programmesOf = {
	piano: [0, 0, 0, 1, 2, 3, 4, 5],
	guitar: [24, 25, 24, 25, 26, 27, 28],
	bass: [32, 33, 34, 35, 36, 38],
	bowed: [40, 41, 42],
	ensemble: [48, 49, 50, 52, 16, 19, 21, 20],
	winds: [56, 57, 60, 64, 65, 66, 68, 71, 73, 74],
	lead: [53, 54, 80, 81, 22, 78, 75],
	mallets: [9, 11, 12, 13, 108],
	pad: [48, 50, 52, 88, 89, 16]
} as const;

export const pieceGroups = ['piano', 'guitar', 'bass', 'bowed', 'ensemble', 'winds', 'lead', 'mallets', 'band'] as const;

/** Seconds within which each pedalled bar is held, for pianos that use one. */
function pedalOf(frame: Frame): { seconds: number; isDown: boolean }[] {
	return frame.degreeOfBar.flatMap((_, bar) => [
		{ seconds: 0.4 + bar * 4 * frame.beatSeconds + 0.06, isDown: true },
		{ seconds: 0.4 + (bar + 1) * 4 * frame.beatSeconds - 0.02, isDown: false }
	]);
}

/** A player cannot strike a key that is down: an earlier note of the same pitch on the channel ends before the next. */
function separated(notes: readonly PieceNote[]): PieceNote[] {
	const sorted = [...notes].sort((a, b) => a.onset - b.onset);
	const out: PieceNote[] = [];
	const last = new Map<number, number>();
	for (const note of sorted) {
		const key = note.channel * 128 + note.pitch;
		const before = last.get(key);
		const earlier = before === undefined ? undefined : out[before];
		if (before !== undefined && earlier !== undefined) {
			if (note.onset - earlier.onset < 0.05) continue;
			if (earlier.offset > note.onset - 0.01) out[before] = { ...earlier, offset: note.onset - 0.01 };
		}
		last.set(key, out.length);
		out.push(note);
	}
	return out;
}

/** A piece made from a seed: same seed, same notes. */
export function toPiece(seed: number, group: (typeof pieceGroups)[number], seconds = 14): Piece {
	const random = seededRandom(seed * 7919 + 17);
	const frame = toFrame(random, seconds);
	const programmes = new Map<number, number>();
	const notes: PieceNote[] = [];
	let drums: PieceNote[] = [];
	const use = (channel: number, programme: number): number => {
		programmes.set(channel, programme);
		return channel;
	};
	const busy = random();
	if (group === 'piano') {
		use(0, pick(random, programmesOf.piano));
		const left = { channel: 0, lowest: whole(random, 36, 50), highest: 64 };
		const right = { channel: 0, lowest: whole(random, 57, 67), highest: 98 };
		const style = random();
		if (style < 0.15) notes.push(...melody(frame, right, busy));
		else
			notes.push(
				...chords(frame, left, ['block', 'alberti', 'broken', 'stride', 'octaves', 'ring']),
				...melody(frame, right, busy)
			);
		if (style > 0.7) notes.push(...melody(frame, { ...right, lowest: right.lowest - 8, highest: 84 }, busy * 0.5));
	} else if (group === 'guitar') {
		use(0, pick(random, programmesOf.guitar));
		const style = random();
		if (style < 0.4) notes.push(...melody(frame, { channel: 0, lowest: whole(random, 45, 57), highest: 84 }, busy));
		else
			notes.push(
				...chords(frame, { channel: 0, lowest: whole(random, 40, 47), highest: 76 }, [
					'strum',
					'strum',
					'ring',
					'broken',
					'block'
				])
			);
		if (style > 0.85) notes.push(...melody(frame, { channel: 0, lowest: 60, highest: 84 }, busy * 0.6));
	} else if (group === 'bass') {
		use(0, pick(random, programmesOf.bass));
		notes.push(...bassLine(frame, { channel: 0, lowest: whole(random, 28, 34), highest: 60 }));
	} else if (group === 'ensemble') {
		const programme = pick(random, programmesOf.ensemble);
		use(0, programme);
		const lows = [43, 52, 60, 67].slice(0, whole(random, 2, 4));
		if (random() < 0.4) notes.push(...chords(frame, { channel: 0, lowest: 48, highest: 72 }, ['block']));
		else lows.forEach((lowest) => notes.push(...melody(frame, { channel: 0, lowest, highest: lowest + 19 }, busy * 0.7)));
	} else if (group === 'band') {
		use(0, pick(random, [...programmesOf.piano, ...programmesOf.guitar]));
		use(1, pick(random, programmesOf.bass));
		use(
			2,
			pick(random, [
				...programmesOf.winds,
				...programmesOf.guitar,
				...programmesOf.bowed,
				...programmesOf.lead,
				...programmesOf.piano
			])
		);
		notes.push(
			...chords(frame, { channel: 0, lowest: whole(random, 46, 55), highest: 76 }, ['block', 'strum', 'broken', 'ring'])
		);
		notes.push(...bassLine(frame, { channel: 1, lowest: whole(random, 28, 34), highest: 60 }));
		notes.push(...melody(frame, { channel: 2, lowest: whole(random, 60, 67), highest: 91 }, busy));
		if (random() < 0.5) {
			use(3, pick(random, programmesOf.pad));
			notes.push(...chords(frame, { channel: 3, lowest: 55, highest: 79 }, ['block']));
		}
		if (random() < 0.75) drums = drumKit(frame);
	} else {
		use(0, pick(random, programmesOf[group]));
		const lowest = group === 'winds' ? whole(random, 50, 65) : group === 'bowed' ? whole(random, 48, 62) : whole(random, 55, 67);
		notes.push(...melody(frame, { channel: 0, lowest, highest: lowest + 26 }, busy));
		if (group === 'mallets' && random() < 0.5)
			notes.push(...chords(frame, { channel: 0, lowest: 55, highest: 79 }, ['broken', 'block']));
		if (group === 'bowed' && random() < 0.25)
			notes.push(...melody(frame, { channel: 0, lowest: lowest + 7, highest: lowest + 30 }, busy));
	}
	const isPedalled = (group === 'piano' || group === 'mallets') && random() < 0.5;
	const kept = separated(notes);
	return {
		id: `made_${group}_${seed}`,
		group,
		durationSeconds: Math.max(...kept.map((note) => note.offset)) + 1,
		programmes,
		notes: kept,
		drums,
		pedal: isPedalled ? pedalOf(frame) : []
	};
}
