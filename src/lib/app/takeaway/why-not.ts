import type { Score } from '$core/score/index.ts';
import { isHeardFormat, isPrintedFormat, type TakeAwayFormat } from '$contracts/score/take-away-choice.ts';
import type { TakeAwaySources } from './take-away.ts';

/** Why something cannot be taken away in a form. */
export type WhyNot = 'noNotes' | 'noScore' | 'noStrings' | 'noChords' | 'noPrinter' | 'noMelody';

/** Null where nothing stands in the way. */
export function whyNot(
	format: TakeAwayFormat,
	{ score, transcription, printer }: Pick<TakeAwaySources, 'score' | 'transcription' | 'printer'>
): WhyNot | null {
	const hasHeard = transcription !== null && transcription.notes.length > 0;
	if (score === null) return isHeardFormat(format) ? (hasHeard ? null : 'noNotes') : 'noScore';
	if (isPrintedFormat(format)) return printer === null ? 'noPrinter' : null;
	return whyNotOf(format, score);
}

function whyNotOf(format: TakeAwayFormat, { parts, chords }: Score): WhyNot | null {
	switch (format) {
		case 'ascii-tab':
			return parts.some(({ fretboard }) => fretboard !== undefined) ? null : 'noStrings';
		case 'chordpro':
		case 'chord-chart':
			return chords.some(({ chord }) => chord !== null) ? null : 'noChords';
		case 'lead-sheet':
			return parts.some(({ isDrums, notes }) => !isDrums && notes.length > 0) ? null : 'noMelody';
		default:
			return null;
	}
}
