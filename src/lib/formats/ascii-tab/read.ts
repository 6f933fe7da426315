import { tuningOf } from '$core/fretboard/index.ts';
import { meterTicks, ticksPerQuarter, type Fretboard, type Part, type Score, type ScoreNote } from '$core/score/index.ts';
import {
	checkCount,
	createIds,
	emptyPart,
	finishScore,
	FormatFault,
	plainKey,
	scoreLimits,
	toReading,
	type IdMaker,
	type LossCounter,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { toTimedTab, type TimedTab } from './bars.ts';
import { toHead, type TabHead } from './head.ts';
import { toPieces } from './strokes.ts';
import { toTabText, type TabSystem } from './systems.ts';
import { fromNames, usualForCount } from './tuning-line.ts';

/** More is no tab that anyone typed. */
const maxBytes = 4 * 1024 ** 2;
const velocity = 80;
const fretCounts = { usual: 24, most: 36 };

/**
 * A Score of one part from tab in plain text: systems of lines of dashes, with or without names before them, bar lines, `h p / \ b ~ x`,
 * `<12>` and `(3)`. Values come from a line of rhythm letters as `toAsciiTab` writes it; without one the strokes of a bar are even. The
 * tuning is that of a "Tuning:" line, else of the names of the lines, else the usual one of as many strings.
 */
export function fromAsciiTab(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => {
		if (bytes.length === 0) throw new FormatFault('fileEmpty');
		if (bytes.length > maxBytes) throw new FormatFault('scoreTooLarge', { limit: `${maxBytes / 1024 ** 2} MB` });
		const { head: words, systems } = toTabText(toText(bytes));
		const head = toHead(words);
		const ordered = head.openMidi === null && isUpsideDown(systems[0]?.labels ?? []) ? systems.map(turned) : systems;
		const tab = toTimedTab(ordered.flatMap(toPieces));
		checkCount(tab.bars.length, scoreLimits.maxBars, 'bars');
		const nextId = createIds();
		const part = toPart(head, toFretboard(head, ordered[0], tab), tab, nextId, losses);
		if (part.notes.length === 0) throw new FormatFault('scoreEmpty');
		return finishScore(
			{
				title: head.title,
				artist: head.artist,
				bars: toBars(tab, nextId),
				parts: [part],
				tempoChanges: head.bpm === null ? [] : [{ tick: 0, secondsPerQuarter: 60 / head.bpm }],
				tempoMarks: head.bpm === null ? [] : [{ id: nextId('t'), tick: 0, bpm: head.bpm, beatTicks: ticksPerQuarter }],
				swings: [],
				chords: tab.chords.map(({ tick, chord: { chord, text } }) => ({ id: nextId('c'), tick, chord, text: text.slice(0, 40) })),
				sections: []
			},
			options,
			losses,
			false
		);
	});
}

/** UTF-8, or what old programs wrote. */
function toText(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

/** Whether the lowest string is written on top: the names are those of a usual tuning only from below. */
function isUpsideDown(labels: readonly string[]): boolean {
	const isUsual = (names: readonly string[]): boolean => {
		const open = fromNames(names);
		return open !== null && tuningOf({ openMidi: open }) !== null;
	};
	return !isUsual(labels) && isUsual(labels.toReversed());
}

const turned = (system: TabSystem): TabSystem => ({
	...system,
	labels: system.labels.toReversed(),
	lines: system.lines.toReversed()
});

function toFretboard(head: TabHead, system: TabSystem | undefined, { strokes }: TimedTab): Fretboard {
	const labels = system?.labels ?? [];
	const said = head.openMidi?.length === labels.length ? head.openMidi : null;
	const openMidi = said ?? fromNames(labels) ?? usualForCount(labels.length);
	if (openMidi === null)
		throw new FormatFault(
			'scoreDamaged',
			{},
			`${labels.length} strings without names: say how they are tuned in a line "Tuning: ...".`
		);
	const highest = strokes.reduce((most, { marks }) => Math.max(most, ...marks.map(({ mark }) => mark.fret)), 0);
	const droneStrings = tuningOf({ openMidi: [...openMidi] })?.droneStrings;
	return {
		openMidi: [...openMidi],
		capoFret: head.capoFret,
		fretCount: Math.min(fretCounts.most, Math.max(fretCounts.usual, highest + head.capoFret)),
		...(droneStrings === undefined ? {} : { droneStrings: [...droneStrings] })
	};
}

function toPart(head: TabHead, fretboard: Fretboard, tab: TimedTab, nextId: IdMaker, losses: LossCounter): Part {
	const isBass = Math.max(...fretboard.openMidi) < 52;
	const part = emptyPart(nextId('p'), head.part === '' ? (isBass ? 'Bass' : 'Guitar') : head.part);
	const notes: ScoreNote[] = [];
	for (const { tick, ticks, marks } of tab.strokes)
		for (const { string, mark } of marks) {
			const pitchMidi = (fretboard.openMidi[string - 1] ?? 0) + fretboard.capoFret + mark.fret;
			if (pitchMidi > 127) {
				losses.add('notes out of range');
				continue;
			}
			notes.push({
				id: nextId('n'),
				tick,
				ticks,
				pitchMidi,
				staff: 0,
				voice: 0,
				velocity,
				string,
				fret: mark.fret,
				...(ticks === 0 ? { grace: 'slashed' as const } : {}),
				...(Object.keys(mark.technique).length === 0 ? {} : { technique: mark.technique })
			});
			checkCount(notes.length, scoreLimits.maxNotes, 'notes');
		}
	const programme = isBass ? 33 : 25;
	return { ...part, programme, staves: [{ clef: isBass ? 'bass8vb' : 'treble8vb' }], fretboard, notes };
}

function toBars({ bars }: TimedTab, nextId: IdMaker): Score['bars'] {
	return bars.map(({ ticks, meter, startsRepeat, endsRepeat }, at) => ({
		id: nextId('b'),
		ticks,
		meter,
		key: plainKey,
		...(startsRepeat ? { startsRepeat } : {}),
		...(endsRepeat ? { endsRepeatTimes: 2 } : {}),
		...(at === 0 && bars.length > 1 && ticks < meterTicks(meter) ? { isPickup: true } : {})
	}));
}
