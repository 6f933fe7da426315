import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import { toLeadSheet } from '$core/score/lead-sheet.ts';
import { cutBars, type BarStretch, type Score } from '$core/score/index.ts';
import type { PrintFormat, ScorePrinter } from '$contracts/notation/score-printer.ts';
import { isHeardFormat, isPrintedFormat, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';
import type { Song } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import type { FileMaker } from '$contracts/workers/take-away.contract.ts';
import { rangeWords } from './bar-range.ts';

export interface TakenAway {
	readonly content: Blob;
	readonly fileName: string;
}

/** What there is to take. */
export interface TakeAwaySources {
	readonly song: Pick<Song, 'title' | 'artist'>;
	/** Null where none is written. */
	readonly score: Score | null;
	/** Null where nothing was heard. */
	readonly transcription: Transcription | null;
	/** Whether the score was written from these very notes. */
	readonly isScoreOfNotes: boolean;
	/** Whether a person changed the score: what was heard and is not in it was taken out then. */
	readonly isScoreEdited: boolean;
	readonly music: EffectiveAnalysis | null;
	/** Null where nothing can be printed. */
	readonly printer: ScorePrinter | null;
	readonly maker: FileMaker;
	readonly newId: () => string;
}

export interface TakeAwayOrder {
	readonly choice: TakeAwayChoice;
	/** Null for the whole song. */
	readonly range: BarStretch | null;
	/** Null for all. */
	readonly partIds: readonly string[] | null;
}

export interface TakeAwayContext {
	readonly signal: AbortSignal;
	readonly onProgress: (fraction: number) => void;
}

/**
 * A song as a file to be saved: written in a worker, or printed; pages that are a file each come in one archive. Ask `whyNot` before:
 * what is not there is an error here.
 * @throws an abort error when the signal fires; whatever a printer throws
 */
export async function takeAway(sources: TakeAwaySources, order: TakeAwayOrder, context: TakeAwayContext): Promise<TakenAway> {
	const { choice } = order;
	const { score } = sources;
	context.signal.throwIfAborted();
	const name = nameOf(sources, order);
	if (isPrintedFormat(choice.format)) return print(sources, chosen(score, order), choice, choice.format, name, context);
	if (choice.format === 'lead-sheet' && choice.leadSheetAs === 'pdf') {
		const sheet = toLeadSheet(chosen(score, order), sources.newId);
		return print(sources, sheet, { ...choice, staves: 'score' }, 'pdf', `${name} (lead sheet)`, context);
	}
	const { song, transcription, isScoreOfNotes, isScoreEdited, music, maker } = sources;
	// What was heard is a copy of thousands of notes: it goes along where it is asked for.
	const isAsHeard = isHeardFormat(choice.format) && (choice.times === 'heard' || score === null);
	const heard = isAsHeard ? { transcription, music } : { transcription: null, music: null };
	const { content, ending } = await maker.make({ song, score, ...heard, isScoreOfNotes, isScoreEdited, ...order }, context);
	return { content, fileName: `${name}${ending}` };
}

async function print(
	{ printer }: TakeAwaySources,
	score: Score,
	{ staves, pageSize }: TakeAwayChoice,
	format: PrintFormat,
	name: string,
	context: TakeAwayContext
): Promise<TakenAway> {
	if (printer === null) throw new Error('Nothing here can print.');
	const files = await printer.printScore(score, { look: { staves }, pageSize, format }, context);
	const [first] = files;
	if (first === undefined) throw new Error('Nothing was printed.');
	if (files.length === 1) return { content: first.content, fileName: `${name}.${format}` };
	const { toArchive } = await import('$formats/archive/index.ts');
	const content = await toArchive(
		files.map(({ content: page }, index) => ({ name: `${name} ${index + 1}.${format}`, content: page }))
	);
	return { content, fileName: `${name} (${format.toUpperCase()}).zip` };
}

/** The bars and parts that are asked for. */
function chosen(score: Score | null, { choice, range, partIds }: TakeAwayOrder): Score {
	if (score === null) throw new Error(`There is no score to take as ${choice.format}.`);
	const cut = range === null ? score : cutBars(score, range);
	return partIds === null ? cut : { ...cut, parts: cut.parts.filter(({ id }) => partIds.includes(id)) };
}

function nameOf({ song, score }: TakeAwaySources, { range }: TakeAwayOrder): string {
	return score === null || range === null ? song.title : `${song.title}, ${rangeWords(score, range)}`;
}
