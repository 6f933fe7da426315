import type { Line } from '../align/line.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { SkillFigures, SkillKind } from '../judgement/figures.ts';
import type { PlacedVerdict } from '../judge/to-verdicts.ts';
import { rhythmName } from './rhythm-name.ts';
import { toHeat, toTally } from './tally.ts';

/** Indices of bars kept behind a figure. */
const mostBars = 12;

/** Figures by what a note asks of the player. Extra notes ask nothing: they are in no skill. */
export function toSkills(piece: ExpectedPiece, line: Line, verdicts: readonly PlacedVerdict[]): SkillFigures[] {
	const leaps = toLeaps(line);
	const bySkill = new Map<string, { kind: SkillKind; name: string; own: PlacedVerdict[] }>();
	for (const placed of verdicts) {
		const note = line.notes[placed.line];
		if (note === undefined) continue;
		const fifths = piece.bars[note.expected.bar]?.fifths;
		const names: readonly (readonly [SkillKind, string | null])[] = [
			['rhythm', rhythmName(note.expected)],
			['key', fifths === null || fifths === undefined ? null : keyName(fifths)],
			['range', rangeName(note.pitchMidi)],
			['chords', chordName(line.groups[note.group]?.count ?? 1)],
			['leaps', leaps[placed.line] ?? null],
			['hand', `${note.expected.part}:${note.expected.staff}`]
		];
		for (const [kind, name] of names) {
			if (name === null) continue;
			const key = `${kind} ${name}`;
			const skill = bySkill.get(key);
			if (skill === undefined) bySkill.set(key, { kind, name, own: [placed] });
			else skill.own.push(placed);
		}
	}
	return [...bySkill.values()].map(({ kind, name, own }) => ({
		kind,
		name,
		...toTally(own.map(({ verdict }) => verdict)),
		bars: worstBars(own)
	}));
}

/** The bars with most wrong among some verdicts, the worst first; none that is clean. */
export function worstBars(placed: readonly PlacedVerdict[]): number[] {
	const byBar = new Map<number, PlacedVerdict[]>();
	for (const one of placed) {
		const own = byBar.get(one.verdict.bar);
		if (own === undefined) byBar.set(one.verdict.bar, [one]);
		else own.push(one);
	}
	return [...byBar]
		.map(([bar, own]) => ({ bar, heat: toHeat(toTally(own.map(({ verdict }) => verdict))) }))
		.filter(({ heat }) => heat > 0)
		.sort((a, b) => b.heat - a.heat || a.bar - b.bar)
		.slice(0, mostBars)
		.map(({ bar }) => bar);
}

function keyName(fifths: number): string {
	if (fifths === 0) return 'no sharps or flats';
	const count = Math.abs(fifths);
	return `${count} ${fifths > 0 ? 'sharp' : 'flat'}${count === 1 ? '' : 's'}`;
}

function rangeName(pitchMidi: number): string {
	if (pitchMidi < 48) return 'low';
	return pitchMidi < 72 ? 'middle' : 'high';
}

function chordName(count: number): string {
	if (count === 1) return 'single notes';
	return count === 2 ? 'two notes' : 'chords';
}

/** How far each note lies from the one before it in its voice; nothing for the first. */
function toLeaps({ notes }: Line): (string | null)[] {
	const before = new Map<string, number>();
	return notes.map(({ expected: { part, staff, voice }, pitchMidi }) => {
		const key = `${part} ${staff} ${voice}`;
		const from = before.get(key);
		before.set(key, pitchMidi);
		if (from === undefined) return null;
		const semitones = Math.abs(pitchMidi - from);
		if (semitones === 0) return 'repeated notes';
		if (semitones <= 2) return 'steps';
		return semitones <= 7 ? 'skips' : 'leaps';
	});
}
