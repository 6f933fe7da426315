import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import { toLeadSheet } from '$core/score/lead-sheet.ts';
import { atHeardTimes, barStarts, cutBars, tickToSeconds, type BarStretch, type Score } from '$core/score/index.ts';
import type { PrintFormat, ScorePrinter } from '$contracts/notation/score-printer.ts';
import type { Song } from '$contracts/song.ts';
import type { NoteEvidence, Transcription } from '$contracts/transcription.ts';
import { rangeWords } from './bar-range.ts';
import { heardCsv, heardJson, heardMidi, notesWithin, type HeardStretch } from './heard-files.ts';
import { isHeardFormat, isPrintedFormat, type TakeAwayChoice } from './take-away-choice.ts';

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
 * A song as a file to be saved; pages that are a file each come in one archive. Ask `whyNot` before: what is not there is an error here.
 * @throws an abort error when the signal fires; whatever a printer throws
 */
export async function takeAway(sources: TakeAwaySources, order: TakeAwayOrder, context: TakeAwayContext): Promise<TakenAway> {
	const { choice } = order;
	const { score, transcription } = sources;
	context.signal.throwIfAborted();
	const fromHeard = isHeardFormat(choice.format) && (choice.times === 'heard' || score === null);
	if (fromHeard && transcription !== null) return takeHeard(sources, transcription, order);
	if (score === null) throw new Error(`There is no score to take as ${choice.format}.`);
	return takeScore(sources, score, order, context);
}

async function takeHeard(sources: TakeAwaySources, transcription: Transcription, order: TakeAwayOrder): Promise<TakenAway> {
	const { song, score, music } = sources;
	const { choice, range } = order;
	const stretch = score === null || range === null ? null : secondsOf(score, range);
	const name = nameOf(sources, order);
	switch (choice.format) {
		case 'csv':
			return textFile(heardCsv(transcription, stretch), 'text/csv', `${name}.csv`);
		case 'json':
			return textFile(heardJson(song, transcription, stretch), 'application/json', `${name}.json`);
		default: {
			if (score !== null && sources.isScoreOfNotes && !choice.playsBends) {
				const cut = chosenParts(range === null ? score : cutBars(score, range, { strikesHeld: false }), order);
				const from = stretch?.fromSeconds ?? 0;
				const heard = transcription.notes.map(({ id, onsetSeconds, offsetSeconds }) => ({
					id,
					onsetSeconds: onsetSeconds - from,
					offsetSeconds: offsetSeconds - from
				}));
				const { toScoreMidi } = await import('$formats/score-midi/index.ts');
				const missing =
					sources.isScoreEdited || order.partIds !== null ? [] : unwritten(score, notesWithin(transcription.notes, stretch));
				return midiFile(toScoreMidi(atHeardTimes(cut, heard, missing), { playsSwing: false }), name);
			}
			const cut = score === null || range === null || stretch === null ? null : { score: cutBars(score, range), stretch };
			const bytes = heardMidi({ title: song.title, transcription }, { bends: choice.playsBends, music }, cut);
			return midiFile(bytes, name);
		}
	}
}

/** What was heard and stands for no note of the score, such as one of two that are written as one. */
function unwritten({ parts }: Score, notes: readonly NoteEvidence[]): readonly NoteEvidence[] {
	const written = new Set(parts.flatMap((part) => part.notes.map(({ evidence }) => evidence?.id)));
	return notes.filter(({ id }) => !written.has(id));
}

async function takeScore(
	sources: TakeAwaySources,
	whole: Score,
	order: TakeAwayOrder,
	context: TakeAwayContext
): Promise<TakenAway> {
	const { choice } = order;
	const score = chosenParts(order.range === null ? whole : cutBars(whole, order.range), order);
	const name = nameOf(sources, order);
	if (isPrintedFormat(choice.format)) return print(sources, score, choice, choice.format, name, context);
	switch (choice.format) {
		case 'musicxml':
			return musicXmlFile(score, name);
		case 'mxl': {
			const { toMxl } = await import('$formats/mxl/index.ts');
			return { content: new Blob([await toMxl(score)], { type: 'application/vnd.recordare.musicxml' }), fileName: `${name}.mxl` };
		}
		case 'lead-sheet': {
			const sheet = toLeadSheet(score, sources.newId);
			const sheetName = `${name} (lead sheet)`;
			if (choice.leadSheetAs === 'musicxml') return musicXmlFile(sheet, sheetName);
			return print(sources, sheet, { ...choice, staves: 'score' }, 'pdf', sheetName, context);
		}
		case 'midi': {
			const { toScoreMidi } = await import('$formats/score-midi/index.ts');
			const { playsRepeats, playsSwing, playsBends } = choice;
			return midiFile(toScoreMidi(score, { playsRepeats, playsSwing, playsBends }), name);
		}
		case 'guitar-pro': {
			const { toGuitarPro } = await import('$formats/guitar-pro/index.ts');
			return {
				content: new Blob([Uint8Array.from(toGuitarPro(score))], { type: 'application/x-guitar-pro' }),
				fileName: `${name}.gp`
			};
		}
		case 'ascii-tab': {
			const { toAsciiTab } = await import('$formats/ascii-tab/index.ts');
			const tabs = score.parts.map((part) => toAsciiTab(score, part, { width: choice.tabWidth })).filter((tab) => tab !== '');
			return textFile(tabs.join('\n\n'), 'text/plain', `${name} (tab).txt`);
		}
		case 'chordpro': {
			const { toChordPro } = await import('$formats/chordpro/index.ts');
			return textFile(toChordPro(score), 'text/plain', `${name}.cho`);
		}
		case 'chord-chart': {
			const { toChordChart } = await import('$formats/chord-chart/index.ts');
			return textFile(toChordChart(score), 'text/plain', `${name} (chords).txt`);
		}
		case 'csv': {
			const { toScoreCsv } = await import('$formats/score-csv/index.ts');
			return textFile(toScoreCsv(score), 'text/csv', `${name} (score).csv`);
		}
		case 'json': {
			const { toScoreJson } = await import('$formats/score-json/index.ts');
			return textFile(toScoreJson(score), 'application/json', `${name} (score).json`);
		}
	}
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

async function musicXmlFile(score: Score, name: string): Promise<TakenAway> {
	const { toMusicXml } = await import('$formats/musicxml/index.ts');
	return textFile(toMusicXml(score), 'application/vnd.recordare.musicxml+xml', `${name}.musicxml`);
}

const textFile = (text: string, type: string, fileName: string): TakenAway => ({ content: new Blob([text], { type }), fileName });

const midiFile = (bytes: Uint8Array<ArrayBuffer>, name: string): TakenAway => ({
	content: new Blob([bytes], { type: 'audio/midi' }),
	fileName: `${name}.mid`
});

function chosenParts(score: Score, { partIds }: TakeAwayOrder): Score {
	return partIds === null ? score : { ...score, parts: score.parts.filter(({ id }) => partIds.includes(id)) };
}

function nameOf({ song, score }: TakeAwaySources, { range }: TakeAwayOrder): string {
	return score === null || range === null ? song.title : `${song.title}, ${rangeWords(score, range)}`;
}

/** Where bars lie in the recording. */
function secondsOf({ bars, tempoMap }: Score, { fromBar, count }: BarStretch): HeardStretch {
	const starts = barStarts(bars);
	const secondsAt = (bar: number): number => tickToSeconds(tempoMap, starts[Math.min(bar, bars.length)] ?? 0);
	return { fromSeconds: secondsAt(fromBar), toSeconds: secondsAt(fromBar + count) };
}
