import { plainContext, type ExpectedNote, type ExpectedPiece, type TakeNote } from '../../src/lib/core/practice/index.ts';
import { seededRandom } from '../bootstrap.ts';
import { toChecksum } from '../checksum.ts';
import type { PracticeItem } from './dataset.ts';
import {
	plantedKinds,
	type Course,
	type Performed,
	type PlantedError,
	type PlantedKind,
	type PlantedTake
} from './planted-take.ts';

/**
 * The generator behind the reported figures: people's own performances with known errors. What is chosen in the judge is chosen
 * with another one (`fit/made-planter.ts`): other music, other hands, other errors. Change nothing here to make figures better.
 */

type Random = () => number;
const between = (random: Random, low: number, high: number): number => low + random() * (high - low);
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Hands are sharper than a bell curve, with longer tails: Laplace's, by its standard deviation. */
const laplace = (random: Random, deviation: number): number => {
	const share = random() - 0.5;
	return ((-deviation / Math.SQRT2) * Math.sign(share) * Math.log(1 - 2 * Math.abs(share) + 1e-12)) / 1;
};
const pick = <T>(random: Random, from: readonly T[]): T => {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new RangeError('Nothing to choose from.');
	return chosen;
};

/** The hand: single notes, whole chords, and a tempo that breathes from beat to beat. */
const hand = { noteSeconds: 0.011, chordSeconds: 0.009, tempoShare: 0.02, offsetSeconds: 0.012, velocity: 5 } as const;
/** Share of a take's notes with an error, of each kind. */
const errorShare = 0.02;
const shiftSeconds = { least: 0.08, most: 0.2 } as const;
/** What an error would be mistaken for must be further away than this, seconds: else what was planted is not what is there. */
const clearSeconds = 0.36;

export interface PlantOptions {
	readonly course: Course;
	readonly mode: 'free' | 'song';
	readonly hasErrors: boolean;
	readonly seed: number;
}

export function plantPerformance(item: PracticeItem, { course, mode, hasErrors, seed }: PlantOptions): PlantedTake {
	const random = seededRandom(toChecksum(`${item.id} ${course} ${mode} ${seed}`));
	const { piece } = item;
	const { order, leftOut } = toCourse(piece, course, random);
	const driftShare = course === 'drift' ? pick(random, [-1, 1]) * between(random, 0.1, 0.2) : 0;
	const tempo = mode === 'free' ? between(random, 0.8, 1.15) : 1;
	const performed = perform(order, { mode, tempo, driftShare, random });
	const { notes, errors } = hasErrors ? plantErrors(performed, piece, random) : { notes: performed, errors: [] };
	return {
		id: [item.id, course, mode, hasErrors ? 'errors' : 'clean', seed].join('-'),
		itemId: item.id,
		group: item.group,
		course,
		piece,
		context:
			mode === 'free'
				? plainContext
				: { ...plainContext, mode, passes: [{ startSeconds: 0, endSeconds: item.durationSeconds, takeSeconds: 0 }] },
		notes: notes.map((note): TakeNote => ({
			onsetSeconds: note.onsetSeconds,
			offsetSeconds: note.offsetSeconds,
			pitchMidi: note.pitchMidi,
			velocity: note.velocity,
			confidence: 1
		})),
		errors,
		leftOut,
		driftShare
	};
}

interface Stretch {
	readonly notes: readonly ExpectedNote[];
	readonly attempt: (note: ExpectedNote) => number;
	/** Song seconds that its first bar begins at, and the silence before it. */
	readonly fromSeconds: number;
	readonly toSeconds: number;
	readonly pauseSeconds: number;
}

/** Which notes are played in which order. */
function toCourse(
	{ notes, bars }: ExpectedPiece,
	course: Course,
	random: Random
): { order: Stretch[]; leftOut: ReadonlySet<string> } {
	const end = bars.at(-1)?.endSeconds ?? 0;
	const stretch = (fromBar: number, toBar: number, pauseSeconds = 0, again = -1): Stretch => {
		const fromSeconds = fromBar <= 0 ? 0 : (bars[fromBar]?.startSeconds ?? 0);
		const toSeconds = toBar >= bars.length ? end + 10 : (bars[toBar]?.startSeconds ?? end);
		return {
			notes: notes.filter(({ bar }) => bar >= fromBar && bar < toBar),
			attempt: ({ bar }) => (bar < again ? 1 : 0),
			fromSeconds,
			toSeconds: Math.min(toSeconds, end),
			pauseSeconds
		};
	};
	const whole = (low: number, high: number): number => Math.floor(between(random, low, high + 1));
	const count = bars.length;
	if (course === 'lateStart') return { order: [stretch(whole(1, Math.min(4, count - 4)), count)], leftOut: new Set() };
	if (course === 'restart') {
		const at = whole(Math.ceil(count * 0.35), Math.floor(count * 0.75));
		const back = Math.max(0, at - whole(1, 3));
		return { order: [stretch(0, at), stretch(back, count, between(random, 0.4, 1.6), at)], leftOut: new Set() };
	}
	if (course === 'skip') {
		const at = whole(Math.ceil(count * 0.3), Math.floor(count * 0.7));
		const skipped = notes.filter(({ bar }) => bar === at).map(({ id }) => id);
		return { order: [stretch(0, at), stretch(at + 1, count)], leftOut: new Set(skipped) };
	}
	return { order: [stretch(0, count)], leftOut: new Set() };
}

interface Manner {
	readonly mode: 'free' | 'song';
	readonly tempo: number;
	readonly driftShare: number;
	readonly random: Random;
}

function perform(order: readonly Stretch[], { mode, tempo, driftShare, random }: Manner): Performed[] {
	const performed: Performed[] = [];
	const wholeSeconds = order.reduce((sum, { fromSeconds, toSeconds }) => sum + toSeconds - fromSeconds, 0);
	let clock = mode === 'free' ? between(random, 0.2, 2) : 0;
	let passed = 0;
	let breath = 0;
	for (const { notes, attempt, fromSeconds, pauseSeconds, toSeconds } of order) {
		clock += pauseSeconds;
		let songSeconds = mode === 'free' ? (notes[0]?.onsetSeconds ?? fromSeconds) : 0;
		let group = -1;
		let chordOff = 0;
		let chordSeconds = 0;
		let drag = 0;
		for (const note of notes) {
			if (note.group !== group) {
				group = note.group;
				const step = note.onsetSeconds - songSeconds;
				const share = (passed + note.onsetSeconds - fromSeconds) / wholeSeconds;
				const keep = Math.exp(-step / 1.5);
				breath = keep * breath + Math.sqrt(1 - keep * keep) * normal(random) * hand.tempoShare;
				drag = keep * drag + Math.sqrt(1 - keep * keep) * normal(random) * hand.offsetSeconds;
				clock += mode === 'free' ? step / (tempo * (1 + driftShare * (share - 0.5)) * (1 + breath)) : step;
				songSeconds = note.onsetSeconds;
				chordSeconds = note.onsetSeconds;
				chordOff = laplace(random, hand.chordSeconds) + (mode === 'song' ? drag : 0);
			}
			const onsetSeconds = Math.max(
				0.01,
				clock + (note.onsetSeconds - chordSeconds) / tempo + chordOff + laplace(random, hand.noteSeconds)
			);
			const length = ((note.offsetSeconds - note.onsetSeconds) / tempo) * between(random, 0.9, 1.05);
			performed.push({
				expectedId: note.id,
				attempt: attempt(note),
				onsetSeconds,
				offsetSeconds: onsetSeconds + Math.max(0.04, length),
				pitchMidi: note.pitchMidi,
				velocity: Math.round(Math.max(12, Math.min(120, (note.velocity ?? 70) + hand.velocity * normal(random))))
			});
		}
		const last = notes.at(-1)?.onsetSeconds ?? toSeconds;
		// The rest of a bar that was ended goes by before the next one; who stops to go back does not wait for it.
		if (order.length > 1 && pauseSeconds === 0) clock += Math.max(0, toSeconds - last) / tempo;
		passed += toSeconds - fromSeconds;
	}
	return performed;
}

/** Plants each kind of error in notes far enough from each other to stay what they are. */
function plantErrors(
	performed: readonly Performed[],
	piece: ExpectedPiece,
	random: Random
): { notes: Performed[]; errors: PlantedError[] } {
	const notes = performed.map((note) => ({ ...note }));
	const errors: PlantedError[] = [];
	const groupOf = new Map(piece.notes.map(({ id, group }) => [id, group]));
	const spoilt = new Set<number>();
	const removed = new Set<Performed>();
	const isFree = (seconds: number, pitchMidi: number, except?: Performed): boolean =>
		notes.every(
			(other) =>
				other === except ||
				other.pitchMidi !== pitchMidi ||
				other.onsetSeconds > seconds + clearSeconds ||
				Math.max(other.onsetSeconds + clearSeconds, other.offsetSeconds) < seconds
		);
	const wanted = Math.max(2, Math.round(errorShare * notes.length));
	for (const kind of plantedKinds) {
		for (let planted = 0, tries = 0; planted < wanted && tries < 60 * wanted; tries++) {
			const note = pick(random, notes);
			const group = groupOf.get(note.expectedId);
			// An extra note is an error already.
			if (group === undefined || removed.has(note) || [-1, 0, 1].some((away) => spoilt.has(group + away))) continue;
			const error = plantOne(kind, note);
			if (error === null) continue;
			errors.push(error);
			for (const away of [-1, 0, 1]) spoilt.add(group + away);
			planted++;
		}
	}
	return { notes: notes.filter((note) => !removed.has(note)).sort((a, b) => a.onsetSeconds - b.onsetSeconds), errors };

	function plantOne(kind: PlantedKind, note: Performed): PlantedError | null {
		const { expectedId, attempt } = note;
		if (kind === 'missed') {
			removed.add(note);
			return { kind, expectedId, attempt, seconds: note.onsetSeconds };
		}
		if (kind === 'wrong') {
			const step = pick(random, [1, 1, 1, 2, 2, 2, 2, 3, 4, 5, 7, 12]) * pick(random, [-1, 1]);
			const pitchMidi = note.pitchMidi + step;
			if (pitchMidi < 22 || pitchMidi > 106 || !isFree(note.onsetSeconds, pitchMidi)) return null;
			note.pitchMidi = pitchMidi;
			return { kind, expectedId, attempt, seconds: note.onsetSeconds, pitchMidi };
		}
		if (kind === 'extra') {
			const isSlip = random() < 0.5;
			const pitchMidi = note.pitchMidi + pick(random, isSlip ? [-2, -1, 1, 2] : [-7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7]);
			const seconds = note.onsetSeconds + (isSlip ? between(random, -0.02, 0.03) : between(random, 0.05, 0.3));
			if (pitchMidi < 22 || pitchMidi > 106 || seconds < 0 || !isFree(seconds, pitchMidi)) return null;
			const offsetSeconds = seconds + between(random, 0.08, 0.3);
			notes.push({ ...note, expectedId: '', onsetSeconds: seconds, offsetSeconds, pitchMidi });
			return { kind, attempt, seconds, pitchMidi };
		}
		const shift = (kind === 'late' ? 1 : -1) * between(random, shiftSeconds.least, shiftSeconds.most);
		const seconds = note.onsetSeconds + shift;
		if (seconds < 0.02 || !isFree(seconds, note.pitchMidi, note) || !isFree(note.onsetSeconds, note.pitchMidi, note)) return null;
		note.offsetSeconds = Math.max(seconds + 0.05, note.offsetSeconds + Math.min(0, shift));
		note.onsetSeconds = seconds;
		return { kind, expectedId, attempt, seconds, pitchMidi: note.pitchMidi };
	}
}
