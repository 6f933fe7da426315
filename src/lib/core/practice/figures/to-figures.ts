import type { Alignment } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { BarFigures, Figures } from '../judgement/figures.ts';
import type { Strictness } from '../judgement/strictness.ts';
import type { ChordVerdict, TakeEvent } from '../judgement/verdict.ts';
import type { PlacedVerdict } from '../judge/to-verdicts.ts';
import type { TakeContext } from '../take/take-context.ts';
import { toDynamics, toIntonation, toLengthRatio } from './expression.ts';
import { toScore } from './score.ts';
import { toSkills } from './skills.ts';
import { toHeat, toTally } from './tally.ts';
import { toBarTempos, toTempo, toTempoCurve, type BarTempo } from './tempo.ts';

export interface FiguresInput {
	readonly piece: ExpectedPiece;
	readonly line: Line;
	readonly alignment: Alignment;
	readonly context: TakeContext;
	readonly strictness: Strictness;
	readonly verdicts: readonly PlacedVerdict[];
	readonly chords: readonly ChordVerdict[];
	readonly events: readonly TakeEvent[];
}

/** A take in figures, and the bars behind each. */
export function toFigures(input: FiguresInput): Figures {
	const { piece, line, alignment, context, strictness, events, chords } = input;
	// Unisons are coloured, but one key is one note.
	const verdicts = input.verdicts.filter(({ line: at }) => at >= -1);
	const notes = verdicts.map(({ verdict }) => verdict);
	const whole = toTally(notes);
	const tempos = toBarTempos(line, alignment, (bar) => {
		const { startSeconds = 0, endSeconds = 0 } = piece.bars[bar] ?? {};
		return (endSeconds - startSeconds) / context.speed;
	});
	const reached = new Set(verdicts.flatMap(({ line: at }) => (at >= 0 ? [at] : [])));
	const told = chords.filter(({ kind }) => kind !== 'unsure');
	return {
		...toScore({ verdicts, whole, events, chords, strictness }),
		whole,
		coverage: line.notes.length === 0 ? 0 : reached.size / line.notes.length,
		wholeChords: told.length === 0 ? null : told.filter(({ kind }) => kind === 'right').length / told.length,
		tempo: toTempo(tempos),
		tempoCurve: toTempoCurve(line, alignment, context),
		dynamics: toDynamics(line, verdicts),
		intonation: context.source === 'mono' ? toIntonation(verdicts) : null,
		lengthRatio: toLengthRatio(verdicts),
		bars: toBarFigures(verdicts, tempos),
		skills: toSkills(piece, line, verdicts)
	};
}

function toBarFigures(verdicts: readonly PlacedVerdict[], tempos: readonly BarTempo[]): BarFigures[] {
	const byBar = new Map<number, PlacedVerdict[]>();
	for (const placed of verdicts) {
		const own = byBar.get(placed.verdict.bar);
		if (own === undefined) byBar.set(placed.verdict.bar, [placed]);
		else own.push(placed);
	}
	const tempoOf = new Map(tempos.map(({ bar, ratio }) => [bar, ratio]));
	return [...byBar]
		.sort(([a], [b]) => a - b)
		.map(([bar, own]) => {
			const tally = toTally(own.map(({ verdict }) => verdict));
			const velocities = own.flatMap(({ verdict }) => verdict.velocity ?? []);
			return {
				bar,
				...tally,
				tempoRatio: tempoOf.get(bar) ?? null,
				velocity: velocities.length === 0 ? null : velocities.reduce((sum, velocity) => sum + velocity, 0) / velocities.length,
				heat: toHeat(tally)
			};
		});
}
