import { assignHands } from '$core/rhythm/voices/hands.ts';
import type { Clef, Part, ScoreNote } from '$core/score/index.ts';
import { emptyPart, scoreLimits, type IdMaker } from '../score-draft/index.ts';
import { isDrums, type PlayedNote, type Stream } from './streams.ts';

/** One part in the making: a stream for each staff, or one whose staff is still to be split. */
interface Group {
	readonly streams: Stream[];
	/** Each stream is a staff of its own. */
	readonly isStaves: boolean;
}

const lastKeyboard = 7;
const middleC = 60;
/** A keyboard part that goes this far below and above the middle is written on two staves. */
const twoStavesBelow = 53;
const twoStavesAbove = 67;
const manyTracks = 16;
/** Three seconds' worth. */
const mostFollowed = 100_000;
const handWords = /\b(right|left|rh|lh|r\.h\.?|l\.h\.?|hand|upper|lower|up|down|treble|bass|staff|track|midi|ch(annel)?)\b/g;

/**
 * Parts from what tracks and channels play. Two tracks that are a keyboard's hands are one part with two staves; many tracks of one
 * instrument that play a key or two each, as transcribers write them, are one part.
 */
export function toParts(streams: readonly Stream[], nextId: IdMaker): Part[] {
	const playing = streams.filter(({ notes }) => notes.length > 0);
	const groups = limitParts(joinHands(joinScattered(playing)));
	return groups.map((group) => toPart(group, nextId));
}

const isKeyboard = (stream: Stream): boolean => !isDrums(stream) && stream.programme <= lastKeyboard;

const stem = ({ name }: Stream): string =>
	name
		.toLowerCase()
		.replace(handWords, '')
		.replace(/[^\p{L}]+/gu, ' ')
		.trim();

const instrumentOf = (stream: Stream): string => (isDrums(stream) ? 'drums' : `${stream.programme}`);

function joinScattered(streams: readonly Stream[]): Group[] {
	const alike = new Map<string, Stream[]>();
	for (const stream of streams) {
		const key = `${instrumentOf(stream)} ${stem(stream)}`;
		alike.set(key, [...(alike.get(key) ?? []), stream]);
	}
	const scattered = new Set([...alike.values()].filter(isScattered));
	const done = new Set<Stream[]>();
	return streams.flatMap((stream): Group[] => {
		const own = alike.get(`${instrumentOf(stream)} ${stem(stream)}`) ?? [];
		if (!scattered.has(own)) return [{ streams: [stream], isStaves: true }];
		if (done.has(own)) return [];
		done.add(own);
		return [{ streams: own, isStaves: false }];
	});
}

function isScattered(streams: readonly Stream[]): boolean {
	if (streams.length < 3) return false;
	const keys = streams.reduce((sum, { notes }) => sum + new Set(notes.map(({ pitchMidi }) => pitchMidi)).size, 0);
	return streams.length > manyTracks || keys / streams.length <= 2;
}

function joinHands(groups: readonly Group[]): Group[] {
	const joined: Group[] = [];
	for (let i = 0; i < groups.length; i++) {
		const group = groups[i];
		const next = groups[i + 1];
		if (group === undefined) continue;
		const [upper] = group.streams;
		const [lower] = next?.streams ?? [];
		const isPair = group.isStaves && next?.isStaves === true && upper !== undefined && lower !== undefined;
		// A third of the same kind would make it an ensemble.
		const third = groups[i + 2]?.streams[0];
		if (isPair && areHands(upper, lower) && !(third !== undefined && areHands(lower, third))) {
			joined.push({ streams: inStaffOrder(upper, lower), isStaves: true });
			i++;
		} else joined.push(group);
	}
	return joined;
}

function areHands(a: Stream, b: Stream): boolean {
	return (
		a.track !== b.track &&
		isKeyboard(a) &&
		isKeyboard(b) &&
		a.programme === b.programme &&
		(stem(a) === stem(b) || stem(b) === '')
	);
}

function inStaffOrder(a: Stream, b: Stream): Stream[] {
	return a.name === b.name || meanPitch(a) >= meanPitch(b) ? [a, b] : [b, a];
}

const meanPitch = ({ notes }: Pick<Stream, 'notes'>): number =>
	notes.reduce((sum, { pitchMidi }) => sum + pitchMidi, 0) / Math.max(1, notes.length);

/** A Score has a hundred parts: of more, those of one instrument share a part. */
function limitParts(groups: readonly Group[]): Group[] {
	if (groups.length <= scoreLimits.maxParts) return [...groups];
	const byInstrument = new Map<string, Stream[]>();
	for (const stream of groups.flatMap(({ streams }) => streams)) {
		const key = instrumentOf(stream);
		byInstrument.set(key, [...(byInstrument.get(key) ?? []), stream]);
	}
	return [...byInstrument.values()].map((streams) => ({ streams, isStaves: false }));
}

function toPart(group: Group, nextId: IdMaker): Part {
	const [first] = group.streams;
	const all = group.streams.flatMap(({ notes }) => notes);
	const lowest = all.reduce((low, { pitchMidi }) => Math.min(low, pitchMidi), 127);
	const highest = all.reduce((high, { pitchMidi }) => Math.max(high, pitchMidi), 0);
	const drums = first !== undefined && isDrums(first);
	const programme = Math.max(0, first?.programme ?? 0);
	const isSplit =
		(group.streams.length === 1 || !group.isStaves) &&
		!drums &&
		programme <= lastKeyboard &&
		lowest < twoStavesBelow &&
		highest > twoStavesAbove;
	const hands = isSplit ? handsOf(all) : null;
	const notes = group.streams.flatMap((stream, index) =>
		stream.notes.map((played): ScoreNote => ({
			id: nextId('n'),
			tick: played.tick,
			ticks: played.ticks,
			pitchMidi: played.pitchMidi,
			staff: hands === null ? (group.isStaves ? index : 0) : (hands.get(played) ?? 0),
			voice: 0,
			velocity: played.velocity,
			...(played.lyric === undefined ? {} : { lyrics: [played.lyric.slice(0, 500)] })
		}))
	);
	const isTwo = isSplit || (group.isStaves && group.streams.length === 2);
	const [clef, transposeSemitones] = clefOf(programme, drums, meanPitch({ notes: all }));
	return {
		...emptyPart(nextId('p'), first?.name.trim() || (drums ? 'Drums' : '')),
		programme,
		isDrums: drums,
		staves: isTwo ? [{ clef: 'treble' }, { clef: 'bass' }] : [{ clef }],
		transposeSemitones: isTwo ? 0 : transposeSemitones,
		notes,
		pedals: group.streams.flatMap(({ pedals }) => pedals.map((pedal) => ({ id: nextId('q'), ...pedal }))).filter(uniqueSpan())
	};
}

/** Which staff each note is on: 0 the right hand's, 1 the left one's. The hands are followed; of more notes than that takes time for, low ones are the left one's. */
function handsOf(played: readonly PlayedNote[]): ReadonlyMap<PlayedNote, number> {
	if (played.length > mostFollowed) return new Map(played.map((note) => [note, note.pitchMidi < middleC ? 1 : 0]));
	const inOrder = played.toSorted((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi);
	const staves = assignHands(
		inOrder.map(({ tick, ticks, pitchMidi, velocity }, index) => ({
			evidence: { id: `${index}`, onsetSeconds: 0, offsetSeconds: 0, pitchMidi, velocity, confidence: 1 },
			tick,
			playedTicks: ticks,
			isGrace: false
		}))
	);
	return new Map(inOrder.map((note, index) => [note, staves[index] ?? 0]));
}

/** Both hands' tracks carry the one pedal. */
function uniqueSpan(): (span: { readonly tick: number; readonly endTick: number }) => boolean {
	const seen = new Set<string>();
	return ({ tick, endTick }) => {
		const key = `${tick} ${endTick}`;
		const isNew = !seen.has(key);
		seen.add(key);
		return isNew;
	};
}

/** Guitars and basses are written an octave above where they sound. */
function clefOf(programme: number, drums: boolean, mean: number): readonly [Clef, transposeSemitones: number] {
	if (drums) return ['percussion', 0];
	if (programme >= 24 && programme <= 31) return ['treble', -12];
	if ((programme >= 32 && programme <= 39) || programme === 43) return ['bass', -12];
	return [mean < 57 ? 'bass' : 'treble', 0];
}
