import { toChordName } from '$core/harmony/chord-names.ts';
import { fromSignature, toKeyName } from '$core/harmony/keys.ts';
import { barAt, barStarts, beatTicks, endTick, type Score, type ScoreNote, type WrittenKey } from '$core/score/index.ts';

const barsALine = 4;

interface Stretch {
	readonly label: string;
	readonly fromBar: number;
	readonly toBar: number;
}

/**
 * A lead sheet in ChordPro 6: title, key, time and tempo, then each section as words with chords above them where a part has words,
 * else as a grid of bars with a cell for each beat. A chord that stands between beats goes to the one before it.
 */
export function toChordPro(score: Score): string {
	const starts = barStarts(score.bars);
	const sung = singer(score);
	const lines = [...headLines(score), ''];
	for (const stretch of toStretches(score, starts)) {
		const fromTick = starts[stretch.fromBar] ?? 0;
		const toTick = starts[stretch.toBar] ?? endTick(score);
		const words = sung.filter(({ tick }) => tick >= fromTick && tick < toTick);
		const environment = words.length > 0 ? 'verse' : 'grid';
		lines.push(`{start_of_${environment}${stretch.label === '' ? '' : `: ${plain(stretch.label)}`}}`);
		for (let bar = stretch.fromBar; bar < stretch.toBar; bar += barsALine) {
			const last = Math.min(stretch.toBar, bar + barsALine);
			lines.push(
				environment === 'grid'
					? gridLine(score, starts, bar, last)
					: wordLine(score, words, starts[bar] ?? 0, starts[last] ?? toTick)
			);
		}
		lines.push(`{end_of_${environment}}`, '');
	}
	return lines.join('\n');
}

function headLines({ title, artist, bars, tempoMarks }: Score): string[] {
	const [first] = bars;
	return [
		`{title: ${plain(title)}}`,
		...(artist === '' ? [] : [`{artist: ${plain(artist)}}`]),
		...(first === undefined ? [] : [`{key: ${keyName(first.key)}}`, `{time: ${first.meter.beats}/${first.meter.beatType}}`]),
		...(tempoMarks[0] === undefined ? [] : [`{tempo: ${Math.round(tempoMarks[0].bpm * 100) / 100}}`])
	];
}

/** Braces and brackets mean something here; text goes without. */
const plain = (text: string): string => text.replace(/[{}[\]\r\n]/g, ' ').trim();

function keyName(key: WrittenKey): string {
	const [name = 'C'] = toKeyName(fromSignature(key)).split(' ');
	return name + (key.mode === 'minor' ? 'm' : '');
}

function toStretches({ bars, sections }: Score, starts: readonly number[]): Stretch[] {
	const marks = sections.map(({ tick, label }) => ({ bar: barAt(starts, tick), label }));
	if (marks[0]?.bar !== 0) marks.unshift({ bar: 0, label: '' });
	return marks
		.map(({ bar, label }, i) => ({ label, fromBar: bar, toBar: marks[i + 1]?.bar ?? bars.length }))
		.filter(({ fromBar, toBar }) => toBar > fromBar);
}

/** The notes with words of the part that has most of them. */
function singer({ parts }: Score): ScoreNote[] {
	const sung = parts.map(({ notes }) => notes.filter(({ lyrics }) => (lyrics?.[0] ?? '') !== ''));
	return sung.reduce((most, own) => (own.length > most.length ? own : most), []);
}

function gridLine(score: Score, starts: readonly number[], fromBar: number, toBar: number): string {
	const cells = score.bars.slice(fromBar, toBar).map((bar, i) => {
		const start = starts[fromBar + i] ?? 0;
		const beat = beatTicks(bar.meter);
		return Array.from({ length: Math.max(1, Math.ceil(bar.ticks / beat)) }, (_, at) => {
			const from = start + at * beat;
			const here = score.chords.find(({ tick }) => tick >= from && tick < Math.min(from + beat, start + bar.ticks));
			return here === undefined ? '.' : nameOf(score, here.tick, here);
		}).join(' ');
	});
	return `| ${cells.join(' | ')} |`;
}

function wordLine(score: Score, words: readonly ScoreNote[], fromTick: number, toTick: number): string {
	const within = (tick: number): boolean => tick >= fromTick && tick < toTick;
	const pieces = [
		...score.chords
			.filter(({ tick }) => within(tick))
			.map((mark) => ({ tick: mark.tick, rank: 0, text: `[${nameOf(score, mark.tick, mark)}]` })),
		...words
			.filter(({ tick }) => within(tick))
			.map(({ tick, lyrics }) => {
				const syllable = plain(lyrics?.[0] ?? '');
				return { tick, rank: 1, text: syllable.endsWith('-') ? syllable.slice(0, -1) : `${syllable} ` };
			})
	];
	return pieces
		.sort((a, b) => a.tick - b.tick || a.rank - b.rank)
		.map(({ text }) => text)
		.join('')
		.trim();
}

function nameOf({ bars }: Score, tick: number, { chord, text }: Score['chords'][number]): string {
	const key = bars[barAt(barStarts(bars), tick)]?.key;
	return (text ?? toChordName(chord, key === undefined ? undefined : fromSignature(key))).replace(/\s/g, '');
}
