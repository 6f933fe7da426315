import { align, type Alignment } from '../align/align.ts';
import { toLine, type Line } from '../align/line.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import { toFigures } from '../figures/to-figures.ts';
import { judgeAlgorithm, type TakeJudgement } from '../judgement/judgement.ts';
import type { Strictness } from '../judgement/strictness.ts';
import { strictnesses } from '../judgement/strictness.ts';
import type { TakeContext } from '../take/take-context.ts';
import type { ListenToPartials, Relisten, TakeNote } from '../take/take-note.ts';
import { toChordVerdicts } from './chord-verdicts.ts';
import { hearTake, type HeardTake } from './heard-take.ts';
import { alignInItsKey } from './key-shift.ts';
import { toTakeEvents } from './take-events.ts';
import { toVerdicts } from './to-verdicts.ts';

export interface JudgeOptions {
	/** `player` when absent. */
	readonly strictness?: Strictness;
	/** Listens again where the transcription heard nothing; only for sound. */
	readonly relisten?: Relisten;
	/** Looks at the take's partials, where its sound is there. */
	readonly partials?: ListenToPartials;
}

/** A take that finds fewer of its notes in the song than this was of another song, when it is long enough to tell. */
const ownSong = { leastFit: 0.42, leastNotes: 8 };

/**
 * Judges a take: finds which expected note each played note is, tells what is right, wrong, missed, extra, early and late,
 * and puts it into figures. The order of `notes` does not matter. See docs/practice.md.
 */
export function judgeTake(
	piece: ExpectedPiece,
	notes: readonly TakeNote[],
	context: TakeContext,
	{ strictness = strictnesses.player, relisten, partials }: JudgeOptions = {}
): TakeJudgement {
	const line = toLine(piece, context);
	const heard = hearTake(notes, context);
	const unjudged = (outcome: TakeJudgement['outcome']): TakeJudgement => ({
		schemaVersion: 1,
		algorithm: judgeAlgorithm,
		context,
		strictness,
		outcome,
		soundsHigherBy: 0,
		notes: [],
		chords: [],
		events: [],
		figures: null
	});
	if (line.notes.length === 0) return unjudged('nothingExpected');
	if (heard.sure.length === 0) return unjudged('nothingPlayed');
	const { alignment, soundsHigherBy } = alignInItsKey(line, heard, (played) => align(line, played, context));
	if (isOtherSong(alignment, heard, line)) return unjudged('otherSong');
	const verdicts = toVerdicts({ piece, line, heard, alignment, context, strictness, soundsHigherBy, relisten, partials });
	const chords = toChordVerdicts(line, verdicts);
	const events = toTakeEvents(line, heard, alignment, context);
	return {
		...unjudged('judged'),
		soundsHigherBy,
		notes: verdicts.map(({ verdict }) => verdict),
		chords,
		events,
		figures: toFigures({ piece, line, alignment, context, strictness, verdicts, chords, events })
	};
}

function isOtherSong({ fit }: Alignment, { sure }: HeardTake, { notes }: Line): boolean {
	return fit < ownSong.leastFit && Math.min(sure.length, notes.length) >= ownSong.leastNotes;
}
