import { tunings } from '$core/fretboard/index.ts';
import { fromTuningLine } from './tuning-line.ts';

/** What the words before a tab say of it. */
export interface TabHead {
	readonly title: string;
	readonly artist: string;
	readonly part: string;
	/** String 1 first; null where the lines themselves have to say. */
	readonly openMidi: readonly number[] | null;
	readonly capoFret: number;
	readonly bpm: number | null;
}

const highestCapo = 24;

/** A line without a name for it is the title when it is the first. */
export function toHead(lines: readonly string[]): TabHead {
	const plain = lines.map((line) => line.trim()).filter((line) => line !== '');
	const said = (name: RegExp): string | undefined =>
		plain.map((line) => name.exec(line)?.[1]?.trim()).find((value) => value !== undefined);
	const capo = Number(said(/\bcapo\b\D{0,20}(\d{1,2})/i) ?? 0);
	const bpm = Number(said(/\btempo\s*[:=]?\s*(\d{1,3}(?:\.\d+)?)/i) ?? said(/\b(\d{2,3})\s*bpm\b/i) ?? 0);
	const [first = ''] = plain;
	return {
		title: said(/^(?:title|song)\s*:(.*)$/i) ?? (/^[\w ]{1,20}[:=]/.test(first) ? '' : first),
		artist: said(/^(?:artist|by|music by)\s*:(.*)$/i) ?? '',
		part: said(/^(?:part|track|instrument)\s*:(.*)$/i) ?? '',
		openMidi: toOpenMidi(said(/\btun(?:ing|ed)\b\s*(?:to)?\s*[:=]?\s*(.+)$/i)),
		capoFret: Math.min(highestCapo, capo),
		bpm: bpm >= 10 ? bpm : null
	};
}

/** "Drop D" or the names of the strings. */
function toOpenMidi(text: string | undefined): readonly number[] | null {
	if (text === undefined) return null;
	const name = text.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
	return tunings.find(({ id }) => name === id.toLowerCase())?.openMidi ?? fromTuningLine(text);
}
