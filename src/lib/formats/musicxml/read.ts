import type { Score } from '$core/score/index.ts';
import {
	checkCount,
	createIds,
	finishScore,
	FormatFault,
	scoreLimits,
	toReading,
	type LossCounter,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { BarReader, toMeter } from './bar-marks.ts';
import { ScoreMarks } from './directions.ts';
import { measureLengths } from './measure-length.ts';
import { toListedParts, toMeasures } from './part-list.ts';
import { PartReader } from './part-reader.ts';
import { mergeTabStaff, numberVoices } from './staves.ts';
import { child, childrenOf, childText, toXml, type XmlElement } from './xml.ts';

/**
 * A Score from MusicXML up to 4.0, partwise or timewise. Rhythm is the file's own: ticks are exact where its divisions divide 10,080.
 * A bar is as long as what fills it most; tied heads become one note, a tab staff that repeats the staff above it becomes
 * that staff's strings and frets. What is lost is counted, and listed in docs/formats.md.
 */
export function fromMusicXml(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => toScore(toXml(bytes), options, losses));
}

function toScore(root: XmlElement, options: ReadingOptions, losses: LossCounter): Score {
	if (root.name !== 'score-partwise' && root.name !== 'score-timewise') {
		throw new FormatFault('notScore', {}, `a root element ${root.name.slice(0, 40)}`);
	}
	const listed = toListedParts(root);
	checkCount(listed.length, scoreLimits.maxParts, 'parts');
	const measures = toMeasures(root);
	const barCount = Math.max(0, ...[...measures.values()].map(({ length }) => length));
	if (barCount === 0) throw new FormatFault('scoreEmpty');
	checkCount(barCount, scoreLimits.maxBars, 'bars');

	const bars = new BarReader(barCount);
	for (const own of measures.values()) survey(own, bars);
	const starts = bars.settle();
	const nextId = createIds();
	const marks = new ScoreMarks(nextId);
	const chords: Score['chords'] = [];
	const parts = listed.map((part) => {
		const reader = new PartReader(part, bars, starts, marks, chords, nextId, losses);
		const numbered = numberVoices(mergeTabStaff(reader.read(measures.get(part.id) ?? [])));
		losses.add('voices beyond the fourth', numbered.beyondFourth);
		return numbered.part;
	});
	marks.close(starts.at(-1) ?? 0);
	return finishScore(
		{
			title: childText(child(root, 'work'), 'work-title') || childText(root, 'movement-title') || creditTitle(root),
			artist:
				childrenOf(child(root, 'identification'), 'creator').find(({ attributes }) => attributes['type'] === 'composer')?.text ??
				'',
			bars: bars.toBars(nextId),
			parts,
			tempoChanges: marks.tempoChanges,
			tempoMarks: marks.tempoMarks,
			swings: marks.swings,
			chords,
			sections: marks.sections
		},
		options,
		losses,
		false
	);
}

/** Lengths and meters of all bars, before any note is placed. */
function survey(measures: readonly XmlElement[], bars: BarReader): void {
	const lengths = measureLengths(measures);
	measures.forEach((measure, index) => {
		const bar = bars.bar(index);
		bar.ticks = Math.max(bar.ticks, lengths[index] ?? 0);
		if (measure.attributes['implicit'] === 'yes') bar.isImplicit = true;
		for (const attributes of childrenOf(measure, 'attributes')) {
			for (const time of childrenOf(attributes, 'time')) {
				// Without a measure the bar is what it holds.
				bar.meter ??= child(time, 'senza-misura') === undefined ? toMeter(time) : undefined;
			}
		}
	});
}

/** A title that is only printed. */
function creditTitle(root: XmlElement): string {
	const titled = childrenOf(root, 'credit').find((credit) => childText(credit, 'credit-type') === 'title');
	return childText(titled, 'credit-words');
}
