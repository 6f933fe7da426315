import { toChordName } from '$core/harmony/chord-names.ts';
import { fromSignature, toKeyName } from '$core/harmony/keys.ts';
import { barAt, barNumbers, barStarts, beatTicks, type Score, type ScoreBar } from '$core/score/index.ts';

const barsALine = 4;
const noChord = 'N.C.';

/**
 * The chords in plain text, as a band reads them: title, key, meter and tempo, then each section with four bars a line. A bar where the
 * chord goes on has a `%`; where it changes inside, each beat has its chord or a `/`. Repeats are `|:` and `:|`, endings `[1.`. A chord
 * between two beats goes to the one before it.
 */
export function toChordChart(score: Score): string {
	const starts = barStarts(score.bars);
	const names = barNumbers(score.bars);
	const cells = score.bars.map((_, bar) => cellOf(score, starts, bar));
	const width = Math.max(...cells.map(({ length }) => length));
	const lines = stretchesOf(score, starts).flatMap(({ label, fromBar, toBar }) => {
		const rows: string[] = label === '' ? [''] : ['', `[${label}]`];
		for (let from = fromBar; from < toBar; from += barsALine) {
			const until = Math.min(toBar, from + barsALine);
			const row = score.bars
				.slice(from, until)
				.map((bar, at) => openOf(bar) + (cells[from + at] ?? '').padEnd(width) + closeOf(bar));
			const isClosed = score.bars[until - 1]?.endsRepeatTimes !== undefined;
			rows.push(`${String(names[from] ?? '').padStart(4)}  ${row.join(' ')}${isClosed ? '' : ' |'}`);
		}
		return rows;
	});
	return `${[...headLines(score), ...lines].join('\n')}\n`;
}

function headLines({ title, artist, bars, tempoMarks }: Score): string[] {
	const [first] = bars;
	const [tempo] = tempoMarks;
	const key = first === undefined ? [] : [toKeyName(fromSignature(first.key))];
	const meter = first === undefined ? [] : [`${first.meter.beats}/${first.meter.beatType}`];
	const facts = [...key, ...meter, ...(tempo === undefined ? [] : [`${Math.round(tempo.bpm)} bpm`])];
	return [oneLine(title), ...(artist === '' ? [] : [oneLine(artist)]), facts.join(', ')];
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const openOf = ({ startsRepeat, endings }: ScoreBar): string =>
	(startsRepeat === true ? '|: ' : '| ') + (endings === undefined ? '' : `[${endings.join(',')}. `);

const closeOf = ({ endsRepeatTimes }: ScoreBar): string =>
	endsRepeatTimes === undefined ? '' : endsRepeatTimes > 2 ? ` :| x${endsRepeatTimes}` : ' :|';

function cellOf(score: Score, starts: readonly number[], index: number): string {
	const bar = score.bars[index];
	if (bar === undefined) return '';
	const [from = 0, to = 0] = [starts[index], starts[index + 1]];
	const here = score.chords.filter(({ tick }) => tick >= from && tick < to);
	const name = ({ chord, text }: Score['chords'][number]): string =>
		chord === null ? noChord : (text ?? toChordName(chord, fromSignature(bar.key))).replace(/\s/g, '');
	const [first] = here;
	const isKnown = score.chords.some(({ tick }) => tick <= from);
	if (first === undefined) return isKnown ? '%' : '';
	const beat = beatTicks(bar.meter);
	if (here.length === 1 && first.tick < from + beat) return name(first);
	return Array.from({ length: Math.max(1, Math.ceil(bar.ticks / beat)) }, (_, at) => {
		const chord = here.findLast(({ tick }) => tick >= from + at * beat && tick < from + (at + 1) * beat);
		return chord === undefined ? (at === 0 && !isKnown ? '.' : '/') : name(chord);
	}).join(' ');
}

function stretchesOf({ bars, sections }: Score, starts: readonly number[]): { label: string; fromBar: number; toBar: number }[] {
	const marks = sections.map(({ tick, label }) => ({ bar: barAt(starts, tick), label: oneLine(label) }));
	if (marks[0]?.bar !== 0) marks.unshift({ bar: 0, label: '' });
	return marks
		.map(({ bar, label }, at) => ({ label, fromBar: bar, toBar: marks[at + 1]?.bar ?? bars.length }))
		.filter(({ fromBar, toBar }) => toBar > fromBar);
}
