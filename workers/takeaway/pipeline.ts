import { isHeardFormat } from '$contracts/score/take-away-choice.ts';
import type { NoteEvidence, Transcription } from '$contracts/transcription.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { MadeFile, MakeFileRequest } from '$contracts/workers/take-away.contract.ts';
import { atHeardTimes, barStarts, cutBars, tickToSeconds, type BarStretch, type Score } from '$core/score/index.ts';
import { createBreather } from '../jobs/breather.ts';
import { heardCsv, heardJson, heardMidi, notesWithin, type HeardStretch } from './heard-files.ts';
import { scoreFile } from './score-files.ts';

type MakeOrder = Omit<MakeFileRequest, 'jobId'>;

interface MakeTerms extends StageContext {
	readonly newId: () => string;
}

/**
 * Music as the bytes of a file. Libraries that write it have no way to be stopped: a cancel is heard before and after them.
 * @throws Error for a form that needs what is not there; an abort error
 */
export async function makeFile(order: MakeOrder, { signal, onProgress, newId }: MakeTerms): Promise<MadeFile> {
	const tell = (fraction: number): void => onProgress({ stage: 'making the file', fraction });
	await createBreather(0)();
	signal.throwIfAborted();
	const file = await fileOf(order, { newId, tell });
	signal.throwIfAborted();
	return file;
}

function fileOf(
	order: MakeOrder,
	{ newId, tell }: { readonly newId: () => string; readonly tell: (fraction: number) => void }
): Promise<MadeFile> {
	const { choice, score, transcription, range } = order;
	const isAsHeard = isHeardFormat(choice.format) && (choice.times === 'heard' || score === null);
	if (isAsHeard && transcription !== null) return heardFile(order, transcription);
	if (score === null) throw new Error(`There is no score to take as ${choice.format}.`);
	return scoreFile(chosenParts(range === null ? score : cutBars(score, range), order), choice, { newId, tell });
}

async function heardFile(order: MakeOrder, transcription: Transcription): Promise<MadeFile> {
	const { song, score, choice, range } = order;
	const stretch = score === null || range === null ? null : secondsOf(score, range);
	switch (choice.format) {
		case 'csv':
			return { content: new Blob([heardCsv(transcription, stretch)], { type: 'text/csv' }), ending: '.csv' };
		case 'json':
			return { content: new Blob([heardJson(song, transcription, stretch)], { type: 'application/json' }), ending: '.json' };
		default:
			return { content: new Blob([await midiOfHeard(order, transcription, stretch)], { type: 'audio/midi' }), ending: '.mid' };
	}
}

/** In the bars and hands of the score where it was written from these notes. */
async function midiOfHeard(
	order: MakeOrder,
	transcription: Transcription,
	stretch: HeardStretch | null
): Promise<Uint8Array<ArrayBuffer>> {
	const { song, score, choice, range, music } = order;
	if (score !== null && order.isScoreOfNotes && !choice.playsBends) {
		const cut = chosenParts(range === null ? score : cutBars(score, range, { strikesHeld: false }), order);
		const from = stretch?.fromSeconds ?? 0;
		const heard = transcription.notes.map(({ id, onsetSeconds, offsetSeconds }) => ({
			id,
			onsetSeconds: onsetSeconds - from,
			offsetSeconds: offsetSeconds - from
		}));
		const { toScoreMidi } = await import('$formats/score-midi/index.ts');
		const isLessAsked = order.isScoreEdited || order.partIds !== null;
		const missing = isLessAsked ? [] : unwritten(score, notesWithin(transcription.notes, stretch));
		return toScoreMidi(atHeardTimes(cut, heard, missing), { playsSwing: false });
	}
	const cut = score === null || range === null || stretch === null ? null : { score: cutBars(score, range), stretch };
	return heardMidi({ title: song.title, transcription }, { bends: choice.playsBends, music }, cut);
}

/** What was heard and stands for no note of the score, such as one of two that are written as one. */
function unwritten({ parts }: Score, notes: readonly NoteEvidence[]): readonly NoteEvidence[] {
	const written = new Set(parts.flatMap((part) => part.notes.map(({ evidence }) => evidence?.id)));
	return notes.filter(({ id }) => !written.has(id));
}

function chosenParts(score: Score, { partIds }: Pick<MakeOrder, 'partIds'>): Score {
	return partIds === null ? score : { ...score, parts: score.parts.filter(({ id }) => partIds.includes(id)) };
}

/** Where bars lie in the recording. */
function secondsOf({ bars, tempoMap }: Score, { fromBar, count }: BarStretch): HeardStretch {
	const starts = barStarts(bars);
	const secondsAt = (bar: number): number => tickToSeconds(tempoMap, starts[Math.min(bar, bars.length)] ?? 0);
	return { fromSeconds: secondsAt(fromBar), toSeconds: secondsAt(fromBar + count) };
}
