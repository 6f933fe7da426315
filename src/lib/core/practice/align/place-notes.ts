import type { TakeNote } from '../take/take-note.ts';
import { Beam, type Hypothesis } from './beam.ts';
import type { Line, LineGroup } from './line.ts';
import { beamDepth, landings, prices, reach, tempoPrice } from './place-costs.ts';

/** Where a note of the take was found to belong. */
export interface Placed {
	/** Index into the line's groups; -1 for a note that belongs nowhere. */
	readonly group: number;
	/** The player came here from elsewhere. */
	readonly isJump: boolean;
}

/** A silence that says that someone stopped, seconds, and in steps of the music. */
const silence = { seconds: 1, steps: 2.5 };
/** The tempo may be this much faster or slower than was meant. */
const mostTempo = Math.log(3.2);

/**
 * Follows a player through the line, note by note: a search over places with the tempo of each carried along, in which a
 * player may leave notes out, play others, and jump anywhere. The price of a jump does not depend on where from, so the best
 * place of all is the only one that it must be tried from (Nakamura et al. 2014, "Merged-output hidden Markov model for score
 * following of MIDI performance with ornaments, desynchronized voices, repeats and skips"; here with a beam).
 * Time grows with the notes of the take, not with those of the line.
 * @param notes by onset
 * @returns one for each note
 */
export function placeNotes(line: Line, notes: readonly TakeNote[]): Placed[] {
	const { groups } = line;
	const byPitch = groupsByPitch(line);
	const pitchAt = pitchTable(line);
	const beam = new Beam();
	let before = Number.NEGATIVE_INFINITY;
	for (const [index, note] of notes.entries()) {
		const { onsetSeconds: seconds, pitchMidi } = note;
		const extraPrice = prices.extra * (0.3 + 0.7 * note.confidence);
		const candidates = byPitch[pitchMidi] ?? [];
		const isAfterSilence = seconds - before > silence.seconds;
		before = seconds;
		if (index === 0) beam.begin(seconds);
		const { best } = beam;
		for (const from of beam.current) {
			if (from.score < best.score - beamDepth) continue;
			beam.stay(from, extraPrice);
			if (from.group >= 0) moveOn(from);
		}
		jumpFrom(best);
		beam.advance();

		function moveOn(from: Hypothesis): void {
			const anchor = groups[from.group]?.seconds ?? 0;
			let skipped = leftOver(from);
			const earlier = from.group - 1;
			const bit = pitchAt(earlier, pitchMidi);
			if (bit >= 0) {
				const due = from.anchorSeconds + ((groups[earlier]?.seconds ?? 0) - anchor) * Math.exp(from.tempo);
				beam.add(from, from.group, earlier, from.score + 1 - prices.lateMember - tempoPrice(seconds - due, 0), {});
			}
			for (let step = 0; step <= reach; step++) {
				const group = from.group + step;
				const at = groups[group];
				if (at === undefined) break;
				const member = pitchAt(group, pitchMidi);
				const stepSeconds = (at.seconds - anchor) * Math.exp(from.tempo);
				const deviation = seconds - from.anchorSeconds - stepSeconds;
				const price = tempoPrice(deviation, stepSeconds);
				if (step === 0) {
					if (member >= 0 && !hasMember(from.members, member))
						beam.add(from, group, group, from.score + 1 - price, { members: withMember(from.members, member) });
					continue;
				}
				const score = from.score - skipped - price;
				const tempo = nextTempo(from, at.seconds - anchor, seconds - from.anchorSeconds);
				if (member >= 0)
					beam.add(from, group, group, score + 1, { members: withMember(0, member), anchorSeconds: seconds, tempo });
				else if (step === 1 && at.count <= 2)
					beam.add(from, group, group, score - prices.wrongPitch, { members: 0, anchorSeconds: seconds, tempo });
				skipped += prices.skippedNote * at.count;
			}
		}

		function leftOver(from: Hypothesis): number {
			const count = groups[from.group]?.count ?? 0;
			return prices.leftNote * Math.max(0, Math.min(count, 30) - bitCount(from.members));
		}

		function jumpFrom(from: Hypothesis): void {
			const here = from.group;
			const bar = groups[here]?.bar ?? 0;
			for (const group of nearCandidates(candidates, here)) {
				if (here >= 0 && group >= here - 1 && group <= here + reach) continue;
				const at = groups[group];
				if (at === undefined) continue;
				const score = from.score + 1 - (here < 0 ? beginPrice(group, at) : jumpPrice(group, at));
				const members = withMember(0, pitchAt(group, pitchMidi));
				beam.add(from, group, group, score, { members, anchorSeconds: seconds, isJump: true });
			}
			function jumpPrice(group: number, at: LineGroup): number {
				if (group === 0 && here >= groups.length - 2) return prices.round;
				const far = prices.distance * Math.log2(1 + Math.abs(at.bar - bar));
				return prices.jump - (isAfterSilence ? prices.afterSilence : 0) + (group === 0 ? 0 : prices.entry[at.entry]) + far;
			}
			function beginPrice(group: number, at: LineGroup): number {
				return group === 0 ? 0 : 0.5 + prices.entry[at.entry] + 2 * prices.distance * Math.log2(1 + group);
			}
		}
	}
	return beam.trace(notes.length);
}

/** The tempo after a step, as a logarithm of take seconds to line seconds: longer steps say more. */
function nextTempo({ tempo }: Hypothesis, lineSeconds: number, takeSeconds: number): number {
	if (lineSeconds < 0.05 || takeSeconds < 0.02) return tempo;
	const isPause = takeSeconds > silence.seconds && takeSeconds > silence.steps * lineSeconds * Math.exp(tempo);
	if (isPause) return tempo;
	const heard = Math.max(-mostTempo, Math.min(mostTempo, Math.log(takeSeconds / lineSeconds)));
	const weight = Math.min(0.5, 0.15 + 0.35 * takeSeconds);
	const change = Math.max(-0.7, Math.min(0.7, heard - tempo));
	return tempo + weight * change;
}

const hasMember = (members: number, member: number): boolean => ((members >>> member) & 1) === 1;
const withMember = (members: number, member: number): number => (member < 0 || member > 30 ? members : members | (1 << member));

function bitCount(members: number): number {
	let left = members;
	let count = 0;
	for (; left !== 0; left &= left - 1) count++;
	return count;
}

/** For each pitch the groups that have it, ascending. */
function groupsByPitch({ notes }: Line): number[][] {
	const groups: number[][] = Array.from({ length: 128 }, () => []);
	for (const { pitchMidi, group } of notes) groups[pitchMidi]?.push(group);
	return groups;
}

/** Looks up which member of a group has a pitch; -1 for none. */
function pitchTable({ groups, notes }: Line): (group: number, pitchMidi: number) => number {
	return (group, pitchMidi) => {
		const at = groups[group];
		if (at === undefined) return -1;
		for (let member = 0; member < at.count; member++) if (notes[at.first + member]?.pitchMidi === pitchMidi) return member;
		return -1;
	};
}

/** Those of an ascending list that lie near a place, and its first ones. */
function* nearCandidates(ascending: readonly number[], place: number): Generator<number> {
	let middle = 0;
	for (let high = ascending.length; middle < high;) {
		const at = (middle + high) >> 1;
		if ((ascending[at] ?? 0) < place) middle = at + 1;
		else high = at;
	}
	const from = Math.max(0, middle - landings.before);
	const to = Math.min(ascending.length, middle + landings.after);
	for (let at = 0; at < Math.min(from, landings.first); at++) yield ascending[at] ?? 0;
	for (let at = from; at < to; at++) yield ascending[at] ?? 0;
}
