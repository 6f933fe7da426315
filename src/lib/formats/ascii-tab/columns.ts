import { barAt, barNumbers, barStarts, type Part, type Score, type ScoreNote } from '$core/score/index.ts';
import { toChordName } from '$core/harmony/chord-names.ts';
import { toDurationWords } from './durations.ts';
import { toFretWord } from './fret-words.ts';

/** One moment of a tab: what stands under each other. */
export interface Column {
	readonly rhythm: string;
	readonly chord: string;
	/** By string; empty where the string is not struck. */
	readonly frets: readonly string[];
}

export interface BarColumns {
	/** Its number, and its meter where that is new. */
	readonly heading: string;
	readonly columns: readonly Column[];
	readonly startsRepeat: boolean;
	readonly endsRepeat: boolean;
}

interface Fretted extends ScoreNote {
	readonly string: number;
	readonly fret: number;
}

/** The columns of each bar of a part: strokes, chords, rests, and where a stroke goes on across a bar line. */
export function toBarColumns(score: Pick<Score, 'bars' | 'chords'>, part: Part): BarColumns[] {
	const notes = part.notes.filter((note): note is Fretted => note.string !== undefined && note.fret !== undefined);
	const words = toWords(notes);
	const starts = barStarts(score.bars);
	const numbers = barNumbers(score.bars);
	const struckIn = byBar(notes, starts);
	const chordsIn = byBar(score.chords, starts);
	let soundsUntil = 0;
	return score.bars.map((bar, index): BarColumns => {
		const start = starts[index] ?? 0;
		const end = start + bar.ticks;
		const [struck, chords] = [struckIn[index] ?? [], chordsIn[index] ?? []];
		const times = [...new Set([start, ...struck.map(({ tick }) => tick), ...chords.map(({ tick }) => tick)])].sort(
			(a, b) => a - b
		);
		const columns = times.flatMap((tick, at): Column[] => {
			const here = struck.filter((note) => note.tick === tick);
			const graces = here.filter(({ ticks }) => ticks === 0);
			const held = here.filter(({ ticks }) => ticks > 0);
			if (held.length > 0) soundsUntil = Math.max(...held.map((note) => tick + note.ticks));
			const frets = toFrets(held, words, part);
			const until = times[at + 1] ?? end;
			const chord = chords.find((each) => each.tick === tick);
			const name = chord === undefined ? '' : (chord.text ?? toChordName(chord.chord)).replaceAll(/\s/g, '');
			return [
				...graces.map((grace) => ({ rhythm: 'g', chord: '', frets: toFrets([grace], words, part) })),
				...toRhythm(tick, until, soundsUntil, held.length > 0).map((rhythm, word) => ({
					rhythm,
					chord: word === 0 ? name : '',
					frets: word === 0 ? frets : toFrets([], words, part)
				}))
			];
		});
		const before = score.bars[index - 1]?.meter;
		const isNewMeter = before?.beats !== bar.meter.beats || before.beatType !== bar.meter.beatType;
		return {
			heading: `${numbers[index] ?? index + 1}${isNewMeter ? ` ${bar.meter.beats}/${bar.meter.beatType}` : ''}`,
			columns,
			startsRepeat: bar.startsRepeat === true,
			endsRepeat: bar.endsRepeatTimes !== undefined
		};
	});
}

/** From a stroke or what goes on, then the silence until the next. */
function toRhythm(tick: number, until: number, soundsUntil: number, isStroke: boolean): string[] {
	const silence = Math.max(tick, Math.min(until, soundsUntil));
	const sound = toDurationWords(silence - tick).map((word, at) => (at === 0 && isStroke ? word : `+${word}`));
	return [...sound, ...toDurationWords(until - silence).map((word) => `r${word}`)];
}

/** What is written for each note, which looks ahead on its string. */
function toWords(notes: readonly Fretted[]): ReadonlyMap<Fretted, string> {
	const words = new Map<Fretted, string>();
	const nextFret = new Map<number, number>();
	for (const note of notes.toReversed()) {
		words.set(note, toFretWord(note, nextFret.get(note.string) ?? null));
		nextFret.set(note.string, note.fret);
	}
	return words;
}

function toFrets(struck: readonly Fretted[], words: ReadonlyMap<Fretted, string>, { fretboard }: Part): string[] {
	const frets = (fretboard?.openMidi ?? []).map(() => '');
	for (const note of struck) frets[note.string - 1] = words.get(note) ?? '';
	return frets;
}

function byBar<Each extends { readonly tick: number }>(marks: readonly Each[], starts: readonly number[]): Each[][] {
	const bars: Each[][] = starts.slice(1).map(() => []);
	for (const each of marks) bars[barAt(starts, each.tick)]?.push(each);
	return bars;
}
