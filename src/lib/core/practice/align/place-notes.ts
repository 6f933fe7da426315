import type { TakeNote } from '../take/take-note.ts';
import { Beam } from './beam.ts';
import type { Line, LineGroup } from './line.ts';
import { landings, prices, reach, tempoPrice } from './place-costs.ts';

/** Where a note of the take was found to belong. */
export interface Placed {
	/** Index into the line's groups; -1 for a note that belongs nowhere. */
	readonly group: number;
	/** The player came here from elsewhere. */
	readonly isJump: boolean;
}

/** A silence that says that someone stopped, seconds, and in steps of the music. */
const silence = { seconds: 1, steps: 2.5 };
/** A take's tempo is not known before so many notes. */
const settlingNotes = 14;
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
	const [firstNote] = notes;
	if (firstNote === undefined) return [];
	const byPitch = groupsByPitch(line);
	const members = memberTable(line);
	const beam = new Beam(groups.length, firstNote.onsetSeconds);
	let before = Number.NEGATIVE_INFINITY;
	for (const [index, { onsetSeconds: seconds, pitchMidi, confidence }] of notes.entries()) {
		const extraPrice = prices.extra * (0.3 + 0.7 * confidence);
		const isAfterSilence = seconds - before > silence.seconds;
		before = seconds;
		const isSettling = index < settlingNotes;
		const { current } = beam;
		for (let from = 0; from < current.count; from++) {
			const score = current.score[from] ?? 0;
			if (!beam.isWorth(score + 1)) continue;
			stayHere(beam, from, score - extraPrice);
			if ((current.group[from] ?? -1) >= 0) moveOn(from, score);
		}
		jump();
		beam.advance();

		function moveOn(from: number, score: number): void {
			const here = current.group[from] ?? 0;
			const anchor = groups[here]?.seconds ?? 0;
			const played = current.members[from] ?? 0;
			const anchorSeconds = current.anchorSeconds[from] ?? 0;
			const tempo = current.tempo[from] ?? 0;
			const stretch = Math.exp(tempo);
			const passed = seconds - anchorSeconds;
			const earlier = groups[here - 1];
			if (earlier !== undefined && memberOf(here - 1) >= 0) {
				const price = prices.lateMember + tempoPrice(passed - (earlier.seconds - anchor) * stretch, 0);
				beam.add(from, here, here - 1, score + 1 - price, played, anchorSeconds, tempo, false);
			}
			let skipped = prices.leftNote * Math.max(0, Math.min(groups[here]?.count ?? 0, 30) - bitCount(played));
			for (let step = 0; step <= reach; step++) {
				const group = here + step;
				const at = groups[group];
				if (at === undefined) break;
				const member = memberOf(group);
				const stepSeconds = (at.seconds - anchor) * stretch;
				const price = tempoPrice(passed - stepSeconds, stepSeconds);
				if (step === 0) {
					if (member >= 0 && !hasMember(played, member))
						beam.add(from, group, group, score + 1 - price, withMember(played, member), anchorSeconds, tempo, false);
					continue;
				}
				const onward = score - skipped - price;
				if (!beam.isWorth(onward + 1)) break;
				if (member >= 0) {
					const now = nextTempo(tempo, at.seconds - anchor, passed, isSettling);
					beam.add(from, group, group, onward + 1, withMember(0, member), seconds, now, false);
				} else if (step === 1 && at.count <= 2) {
					const now = nextTempo(tempo, at.seconds - anchor, passed, isSettling);
					beam.add(from, group, group, onward - prices.wrongPitch, 0, seconds, now, false);
				}
				skipped += prices.skippedNote * at.count;
			}
		}

		/** From the best place, the first row, to wherever the note is written. */
		function jump(): void {
			const here = current.group[0] ?? -1;
			const score = current.score[0] ?? 0;
			const tempo = current.tempo[0] ?? 0;
			const bar = groups[here]?.bar ?? 0;
			for (const group of nearCandidates(byPitch[pitchMidi] ?? [], here)) {
				if (here >= 0 && group >= here - 1 && group <= here + reach) continue;
				const at = groups[group];
				if (at === undefined) continue;
				const price = here < 0 ? beginPrice(group, at) : jumpPrice(group, at, here, bar, isAfterSilence, groups.length);
				beam.add(0, group, group, score + 1 - price, withMember(0, memberOf(group)), seconds, tempo, true);
			}
		}

		function memberOf(group: number): number {
			return members[group * 128 + pitchMidi] ?? -1;
		}
	}
	return beam.trace();
}

/** The note belongs nowhere. */
function stayHere(beam: Beam, from: number, score: number): void {
	const { group, members, anchorSeconds, tempo } = beam.current;
	beam.add(from, group[from] ?? -1, -1, score, members[from] ?? 0, anchorSeconds[from] ?? 0, tempo[from] ?? 0, false);
}

function jumpPrice(group: number, at: LineGroup, here: number, bar: number, isAfterSilence: boolean, groupCount: number): number {
	if (group === 0 && here >= groupCount - 2) return prices.round;
	const far = prices.distance * Math.log2(1 + Math.abs(at.bar - bar));
	return prices.jump - (isAfterSilence ? prices.afterSilence : 0) + (group === 0 ? 0 : prices.entry[at.entry]) + far;
}

function beginPrice(group: number, at: LineGroup): number {
	return group === 0 ? 0 : 0.5 + prices.entry[at.entry] + 2 * prices.distance * Math.log2(1 + group);
}

/** The tempo after a step, as a logarithm of take seconds to line seconds: longer steps say more. */
function nextTempo(tempo: number, lineSeconds: number, takeSeconds: number, isSettling: boolean): number {
	if (lineSeconds < 0.05 || takeSeconds < 0.02) return tempo;
	const isPause = takeSeconds > silence.seconds && takeSeconds > silence.steps * lineSeconds * Math.exp(tempo);
	if (isPause) return tempo;
	const heard = Math.max(-mostTempo, Math.min(mostTempo, Math.log(takeSeconds / lineSeconds)));
	const weight = isSettling ? Math.min(0.5, 0.15 + 0.35 * takeSeconds) : Math.min(0.3, 0.05 + 0.2 * takeSeconds);
	const most = isSettling ? 0.7 : 0.35;
	const change = Math.max(-most, Math.min(most, heard - tempo));
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

/** Which member of a group has a pitch, at group x 128 + pitch; -1 for none. */
function memberTable({ groups, notes }: Line): Int8Array {
	const table = new Int8Array(128 * groups.length).fill(-1);
	groups.forEach(({ first, count }, group) => {
		for (let member = Math.min(count, 127) - 1; member >= 0; member--)
			table[group * 128 + (notes[first + member]?.pitchMidi ?? 0)] = member;
	});
	return table;
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
