import type { PlacedNote } from '../grid/quantise-onsets.ts';
import { toStruck, type Struck } from './chords.ts';
import { lengthCost, restCost, valueCost, type Meters } from './value-cost.ts';

/** A note with all that is written of it. */
export interface VoicedNote {
	readonly placed: PlacedNote;
	readonly voice: number;
	/** 0 for a grace note. */
	readonly ticks: number;
}

export interface VoiceTerms extends Meters {
	/** Smallest part of each beat, ticks: no rest is shorter. */
	readonly unitTicks: readonly number[];
	/** 1 for an instrument that plays one line. */
	readonly mostVoices: 1 | 2;
}

const beamWidth = 40;
/** For each chord in the second voice, and for calling it up where one voice has done. */
const secondVoiceCost = 0.2;
const callUpCost = 1.2;
/** For each semitone that a voice leaps, over what a line takes in its stride. */
const leapCost = 0.06;
const easyLeap = 4;
const crossingCost = 1.2;
/** Rests of the second voice are mostly left out on the page, and so are those of the first while the second sounds. */
const hiddenRestBonus = 0.3;
/** A key that is let go sooner than this is short, seconds; how short says nothing of its value. */
const shortestTellingSeconds = 0.2;
const leastSay = 0.3;

/** A chord of one voice whose end is not known until the next one begins. */
export interface Open {
	readonly tick: number;
	readonly notes: readonly PlacedNote[];
}

interface Closed {
	readonly chord: Open;
	readonly voice: number;
	readonly endTick: number;
	readonly before: Closed | null;
}

interface Path {
	readonly cost: number;
	readonly open: readonly [Open | null, Open | null];
	readonly closed: Closed | null;
}

/**
 * Voices and lengths of the notes of one staff, together, for each depends on the other: a beam search over how every chord
 * is shared by two voices. A voice holds each chord until its next one or leaves a rest, whichever is nearer to what was
 * played and plainer to read. In one voice, notes begin and end together or do not overlap.
 * @param notes of one staff, by tick
 * @param ringing what the two voices already hold when the first of them begins; their ends are written anew
 */
export function writeVoices(
	notes: readonly PlacedNote[],
	terms: VoiceTerms,
	ringing: readonly [Open | null, Open | null] = [null, null]
): VoicedNote[] {
	let beam: Path[] = [{ cost: 0, open: ringing, closed: null }];
	const ends: KnownEnds = new Map();
	for (const chord of toStruck(notes)) {
		const next = new Map<string, Path>();
		const allShares = toShares(chord, terms.mostVoices);
		for (const path of beam) {
			for (const shares of allShares) {
				const offered = extend(path, chord.tick, shares, terms, ends);
				const key = offered.open.map((open) => (open === null ? '' : `${open.tick} ${open.notes.length}`)).join('|');
				if (offered.cost < (next.get(key)?.cost ?? Infinity)) next.set(key, offered);
			}
		}
		beam = [...next.values()].sort((a, b) => a.cost - b.cost).slice(0, beamWidth);
	}
	const finished = beam
		.map((path) => close(close(path, 0, Infinity, terms, ends), 1, Infinity, terms, ends))
		.reduce<Path | null>((best, path) => (path.cost < (best?.cost ?? Infinity) ? path : best), null);
	const written = new Map<PlacedNote, { voice: number; ticks: number }>();
	for (let closed = finished?.closed ?? null; closed !== null; closed = closed.before) {
		const { chord, voice, endTick } = closed;
		for (const note of chord.notes) written.set(note, { voice, ticks: endTick - chord.tick });
	}
	const held = ringing.flatMap((open) => open?.notes ?? []);
	return withGraces([...held, ...notes], written);
}

/** Grace notes go to the voice of the note nearest in pitch among those they lead to. */
function withGraces(
	notes: readonly PlacedNote[],
	written: ReadonlyMap<PlacedNote, { readonly voice: number; readonly ticks: number }>
): VoicedNote[] {
	return notes.map((placed, at) => {
		const own = written.get(placed);
		if (own !== undefined) return { placed, ...own };
		let voice = 0;
		let distance = Infinity;
		for (let main = at + 1; main < notes.length && notes[main]?.tick === placed.tick; main++) {
			const candidate = notes[main];
			const lead = candidate && written.get(candidate);
			if (candidate === undefined || lead === undefined) continue;
			const away = Math.abs(candidate.evidence.pitchMidi - placed.evidence.pitchMidi);
			if (away < distance) {
				distance = away;
				({ voice } = lead);
			}
		}
		return { placed, voice, ticks: 0 };
	});
}

type Shares = readonly [upper: Open | null, lower: Open | null];

/** All in the first voice, all in the second, or the higher notes in the first and the rest in the second. */
function toShares({ tick, notes }: Struck, mostVoices: 1 | 2): Shares[] {
	const open = (own: readonly PlacedNote[]): Open | null => (own.length === 0 ? null : { tick, notes: own });
	if (mostVoices === 1) return [[open(notes), null]];
	return Array.from({ length: notes.length + 1 }, (_, lower) => [open(notes.slice(lower)), open(notes.slice(0, lower))] as const);
}

function extend(path: Path, tick: number, shares: Shares, terms: VoiceTerms, ends: KnownEnds): Path {
	let next = path;
	for (const voice of [0, 1] as const) {
		const chord = shares[voice];
		if (chord === null) continue;
		const before = path.open[voice];
		next = close(next, voice, tick, terms, ends);
		const outer = ({ notes }: Open): number => (voice === 0 ? notes.at(-1) : notes[0])?.evidence.pitchMidi ?? 0;
		const leap = before === null ? 0 : leapCost * Math.max(0, Math.abs(outer(chord) - outer(before)) - easyLeap);
		const second = voice === 0 ? 0 : secondVoiceCost + (before === null ? callUpCost : 0);
		const open: Path['open'] = voice === 0 ? [chord, next.open[1]] : [next.open[0], chord];
		next = { cost: next.cost + leap + second, open, closed: next.closed };
	}
	return { cost: next.cost + crossing(next.open, tick), open: next.open, closed: next.closed };
}

function soundsAt(chord: Open | null, tick: number): boolean {
	return chord?.notes.some(({ playedTicks }) => chord.tick + playedTicks > tick) === true;
}

/** Voices cross where the first sounds below the second while both do. */
function crossing([upper, lower]: Path['open'], tick: number): number {
	if (upper === null || lower === null) return 0;
	if (!soundsAt(upper, tick) || !soundsAt(lower, tick)) return 0;
	const lowest = upper.notes[0]?.evidence.pitchMidi ?? 0;
	const highest = lower.notes.at(-1)?.evidence.pitchMidi ?? 0;
	return lowest <= highest ? crossingCost : 0;
}

interface End {
	readonly endTick: number;
	readonly cost: number;
}

/** Ends that were weighed before, by the chord, which knows its voice, and where the voice goes on: most paths share them. */
type KnownEnds = Map<Open, Map<number, End>>;

/** Ends the chord that a voice holds, at the latest where its next one begins. */
function close(path: Path, voice: 0 | 1, nextTick: number, terms: VoiceTerms, known: KnownEnds): Path {
	const chord = path.open[voice];
	if (chord === null) return path;
	let ends = known.get(chord);
	if (ends === undefined) known.set(chord, (ends = new Map<number, End>()));
	const isHidden = voice === 1 || soundsAt(path.open[1], chord.tick);
	const key = isHidden ? -nextTick : nextTick;
	let end = ends.get(key);
	if (end === undefined) ends.set(key, (end = bestEnd(chord, isHidden ? hiddenRestBonus : 0, nextTick, terms)));
	const open: Path['open'] = voice === 0 ? [null, path.open[1]] : [path.open[0], null];
	return { cost: path.cost + end.cost, open, closed: { chord, voice, endTick: end.endTick, before: path.closed } };
}

function bestEnd(chord: Open, restBonus: number, nextTick: number, terms: VoiceTerms): End {
	let best = { endTick: nextTick, cost: Infinity };
	// Fingers of one hand are let go together: a chord says more than a note, but not as much as its notes would alone.
	const share = 1 / Math.sqrt(chord.notes.length);
	for (const endTick of toEnds(chord, nextTick, terms)) {
		const ticks = endTick - chord.tick;
		let cost = valueCost(chord.tick, ticks, terms);
		if (endTick < nextTick && nextTick !== Infinity) cost += Math.max(0, restCost(endTick, terms) - restBonus);
		for (const note of chord.notes)
			cost +=
				share * lengthCost(ticks, tellingTicks(note, ticks), terms.beatTicks) * Math.max(leastSay, note.evidence.confidence);
		if (cost < best.cost) best = { endTick, cost };
	}
	return best;
}

/** Where a chord may end: with the next one, or on a place of the grid near to where its notes were left. */
function toEnds({ tick, notes }: Open, nextTick: number, { beatTicks, unitTicks }: VoiceTerms): number[] {
	const ends = new Set<number>();
	if (nextTick !== Infinity) ends.add(nextTick);
	const offer = (endTick: number): void => {
		if (endTick > tick && endTick < nextTick) ends.add(endTick);
	};
	for (const { playedTicks } of notes) {
		const end = tick + playedTicks;
		const beat = Math.floor(end / beatTicks);
		const unit = Math.min(unitTicks[beat] ?? beatTicks, beatTicks / 2);
		const into = end - beat * beatTicks;
		offer(beat * beatTicks + Math.floor(into / unit) * unit);
		offer(beat * beatTicks + Math.ceil(into / unit) * unit);
		offer(beat * beatTicks);
		offer((beat + 1) * beatTicks);
		offer((beat + 2) * beatTicks);
	}
	return [...ends];
}

function tellingTicks({ playedTicks, evidence: { onsetSeconds, offsetSeconds } }: PlacedNote, writtenTicks: number): number {
	if (playedTicks >= writtenTicks) return playedTicks;
	const longer = playedTicks * Math.max(1, shortestTellingSeconds / Math.max(1e-3, offsetSeconds - onsetSeconds));
	return Math.min(longer, writtenTicks);
}
