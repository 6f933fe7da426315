import type { ExpectedNote, ExpectedPiece } from '../expected/expected-note.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { Draft } from './advice.ts';
import { leaptBars } from './leapt-bars.ts';
import { barsPhrase, countPhrase, pitchPhrase, slowerThan, timesPhrase, toStretches } from './phrases.ts';

/** Missed or extra notes near each other that are worth a sentence. */
const leastNotes = 3;
/** Who plays this many notes an octave off means that octave. */
const leastOctaves = 3;

/** Wrong notes, by what is played for what; the same slip twice is a misreading. */
export function wrongRules(piece: ExpectedPiece, judgement: TakeJudgement): Draft[] {
	const { notes } = judgement;
	const drafts: Draft[] = [];
	const wrong = notes.filter(({ kind }) => kind === 'wrong');
	const octaves = wrong.filter(({ wrongBy }) => wrongBy === 'octave');
	if (octaves.length >= leastOctaves) {
		const bars = octaves.map(({ bar }) => bar);
		const higher = octaves.filter(({ expectedMidi = 0, playedMidi = 0 }) => playedMidi > expectedMidi).length;
		drafts.push({
			claim: 'wrongNotes',
			text: `In ${barsPhrase(piece, bars)} ${countPhrase(octaves.length)} notes have the right name but sound an octave too ${2 * higher >= octaves.length ? 'high' : 'low'}: check where the hand begins.`,
			bars,
			weight: octaves.length
		});
	}
	const slips = new Map<string, NoteVerdict[]>();
	for (const verdict of wrong.filter(({ wrongBy }) => wrongBy === 'pitch')) {
		const { expectedMidi = 0, playedMidi = 0, bar } = verdict;
		const key = `${piece.bars[bar]?.scoreBar ?? bar} ${expectedMidi} ${playedMidi}`;
		slips.set(key, [...(slips.get(key) ?? []), verdict]);
	}
	for (const own of slips.values()) {
		const [first] = own;
		if (first === undefined) continue;
		const fifths = piece.bars[first.bar]?.fifths ?? null;
		const name = (pitchMidi = 0): string => pitchPhrase(pitchMidi, fifths);
		const often = own.length > 1 ? `, ${timesPhrase(own.length)}` : '';
		drafts.push({
			claim: 'wrongNotes',
			text: `In ${barsPhrase(piece, [first.bar])} you play ${name(first.playedMidi)} where ${name(first.expectedMidi)} is written${often}; play that bar slowly and name the note before you strike it.`,
			bars: [first.bar],
			weight: own.length * own.length * 1.2,
			exercise: { fromBar: first.bar, toBar: first.bar, speed: slowerThan(judgement), click: 'beats' }
		});
	}
	return drafts;
}

/** Notes left out, in the stretches where most are. */
export function missedRules(piece: ExpectedPiece, judgement: TakeJudgement): Draft[] {
	const { notes, chords } = judgement;
	const expected = new Map(piece.notes.map((note) => [note.id, note]));
	const leapt = new Set(leaptBars(judgement).flatMap(({ touched }) => touched));
	const missed = notes.filter(({ kind, bar }) => kind === 'missed' && !leapt.has(bar));
	return toStretches(
		missed.map(({ bar }) => bar),
		3
	).flatMap((bars): Draft[] => {
		const [from = 0, to = 0] = [bars[0], bars.at(-1)];
		const own = missed.filter(({ bar }) => bar >= from && bar <= to);
		if (own.length < leastNotes) return [];
		const written = own.flatMap(({ expectedId }) => expected.get(expectedId ?? '') ?? []);
		const broken = chords.filter(({ kind, bar }) => kind === 'wrong' && bar >= from && bar <= to).length;
		const where = barsPhrase(piece, bars);
		const inChords = 2 * broken >= own.length && broken >= 2;
		const who = handPhrase(piece, written);
		return [
			{
				claim: 'missedNotes',
				text: inChords
					? `${capital(countPhrase(broken))} chords in ${where} lack a note${memberPhrase(piece, written)}; play each alone and listen until it is whole.`
					: `${who === '' ? 'You leave' : `${who} leaves`} out ${countPhrase(own.length)} notes in ${where}; loop ${bars.length === 1 ? 'it' : 'them'} slower until none is lost.`,
				bars,
				weight: own.length,
				exercise: { fromBar: from, toBar: to, speed: slowerThan(judgement), click: 'beats' }
			}
		];
	});
}

/** Notes that nobody wrote, where several are near each other. */
export function extraRules(piece: ExpectedPiece, judgement: TakeJudgement): Draft[] {
	const { notes } = judgement;
	const extra = notes.filter(({ kind }) => kind === 'extra');
	return toStretches(
		extra.map(({ bar }) => bar),
		3
	).flatMap((bars): Draft[] => {
		const [from = 0, to = 0] = [bars[0], bars.at(-1)];
		const own = extra.filter(({ bar }) => bar >= from && bar <= to);
		if (own.length < leastNotes) return [];
		return [
			{
				claim: 'extraNotes',
				text: `${capital(countPhrase(own.length))} notes slip in around ${barsPhrase(piece, bars)} that are not written; go through it slowly and let each finger rest before the next.`,
				bars,
				weight: own.length * 0.9,
				exercise: { fromBar: from, toBar: to, speed: slowerThan(judgement), click: 'beats' }
			}
		];
	});
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Whose notes they are, where a part has two staves and nearly all are on one. */
function handPhrase({ parts }: ExpectedPiece, notes: readonly ExpectedNote[]): string {
	const [first] = notes;
	if (first === undefined || parts[first.part]?.staves !== 2) return '';
	const lower = notes.filter(({ staff }) => staff === 1).length / notes.length;
	if (lower >= 0.8) return 'The left hand';
	return lower <= 0.2 ? 'The right hand' : '';
}

/** Which note of the chord it is that fails, where it is mostly the same. */
function memberPhrase({ notes }: ExpectedPiece, missed: readonly ExpectedNote[]): string {
	const groups = new Map<number, number[]>();
	const asked = new Set(missed.map(({ group }) => group));
	for (const { group, pitchMidi } of notes) if (asked.has(group)) groups.set(group, [...(groups.get(group) ?? []), pitchMidi]);
	const share = (isMember: (own: readonly number[], pitch: number) => boolean): number =>
		missed.filter(({ group, pitchMidi }) => isMember(groups.get(group) ?? [], pitchMidi)).length / missed.length;
	if (share((own, pitch) => pitch === Math.max(...own)) >= 0.7) return ', mostly the top one';
	return share((own, pitch) => pitch === Math.min(...own)) >= 0.7 ? ', mostly the lowest one' : '';
}
