import { meterTicks, type Meter, type ScoreBar, type WrittenKey } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';
import { plainKey, plainMeter, type IdMaker } from '../score-draft/index.ts';
import { child, childNumber, childrenOf, childText, toNumber, type XmlElement } from './xml.ts';

/** What is known of one bar while the parts are read. */
interface OpenBar {
	ticks: number;
	meter: Meter | undefined;
	/** As it sounds, at the bar's beginning. */
	key: WrittenKey | undefined;
	/** The last key stated inside the bar: that of the bars after it. */
	nextKey: WrittenKey | undefined;
	isImplicit: boolean;
	readonly marks: Partial<ScoreBar>;
	endingNumbers: number[] | undefined;
	endsEnding: boolean;
	hasWords: string;
}

/** The bars of all parts, one after the other, and what stands at their lines. */
export class BarReader {
	readonly #bars: OpenBar[];

	constructor(count: number) {
		this.#bars = Array.from({ length: count }, () => ({
			ticks: 0,
			meter: undefined,
			key: undefined,
			nextKey: undefined,
			isImplicit: false,
			marks: {},
			endingNumbers: undefined,
			endsEnding: false,
			hasWords: ''
		}));
	}

	bar(index: number): OpenBar {
		const bar = this.#bars[index];
		if (bar === undefined) throw new RangeError('No such bar.');
		return bar;
	}

	/** Meters that were stated hold on; a bar that nothing filled is as long as its meter. To be called once all lengths are known. */
	settle(): number[] {
		let meter = plainMeter;
		const starts = [0];
		for (const bar of this.#bars) {
			meter = bar.meter ?? meter;
			bar.meter = meter;
			if (bar.ticks === 0) bar.ticks = meterTicks(meter);
			starts.push((starts.at(-1) ?? 0) + bar.ticks);
		}
		return starts;
	}

	toBars(nextId: IdMaker): ScoreBar[] {
		let key: WrittenKey = plainKey;
		let ending: number[] | undefined;
		const hasFine = this.#bars.some(({ marks }) => marks.isFine);
		const hasCoda = this.#bars.some(({ marks }) => marks.isToCoda);
		return this.#bars.map((bar): ScoreBar => {
			const meter = bar.meter ?? plainMeter;
			key = bar.key ?? key;
			ending = bar.endingNumbers ?? ending;
			const { jump, ...marks } = bar.marks;
			const done: ScoreBar = {
				id: nextId('b'),
				ticks: bar.ticks,
				meter,
				key,
				...marks,
				...(jump === undefined ? {} : { jump: fullJump(jump, bar.hasWords, hasFine, hasCoda) }),
				...(ending === undefined ? {} : { endings: ending }),
				...(bar.isImplicit && bar.ticks < meterTicks(meter) ? { isPickup: true } : {})
			};
			key = bar.nextKey ?? key;
			if (bar.endsEnding) ending = undefined;
			return done;
		});
	}
}

export function readBarline(barline: XmlElement, bar: OpenBar): void {
	const repeat = child(barline, 'repeat');
	if (repeat?.attributes['direction'] === 'forward') bar.marks.startsRepeat = true;
	if (repeat?.attributes['direction'] === 'backward') {
		const times = toNumber(repeat.attributes['times']) ?? 2;
		bar.marks.endsRepeatTimes = Math.max(2, Math.min(99, Math.round(times)));
	}
	const ending = child(barline, 'ending');
	if (ending?.attributes['type'] === 'start') {
		const numbers = (ending.attributes['number'] ?? '').split(/[,\s]+/).map(Number);
		const sound = [...new Set(numbers)].filter((number) => Number.isInteger(number) && number >= 1 && number <= 99).slice(0, 20);
		if (sound.length > 0) bar.endingNumbers = sound;
	}
	if (ending?.attributes['type'] === 'stop' || ending?.attributes['type'] === 'discontinue') bar.endsEnding = true;
}

/** Signs and words that send the reader to and fro. @param direction a `direction` or a `sound` that stands alone */
export function readJumps(direction: XmlElement, bar: OpenBar): void {
	const sound = (direction.name === 'sound' ? direction : child(direction, 'sound'))?.attributes ?? {};
	const types = childrenOf(direction, 'direction-type');
	const words = types.flatMap((type) => childrenOf(type, 'words').map(({ text }) => text)).join(' ');
	if (types.some((type) => child(type, 'segno')) || sound['segno'] !== undefined) bar.marks.isSegno = true;
	if (
		sound['coda'] !== undefined ||
		(types.some((type) => child(type, 'coda')) && sound['tocoda'] === undefined && !/to coda/i.test(words))
	) {
		bar.marks.isCoda = true;
	}
	if (sound['tocoda'] !== undefined || /\bto coda\b/i.test(words)) bar.marks.isToCoda = true;
	if (sound['fine'] !== undefined || /^\s*fine\s*$/i.test(words)) bar.marks.isFine = true;
	if (sound['dacapo'] === 'yes' || /\bd\.?\s?c\.?(?=\s|$)|da capo/i.test(words)) bar.marks.jump = 'daCapo';
	if (sound['dalsegno'] !== undefined || /\bd\.?\s?s\.?(?=\s|$)|dal segno/i.test(words)) bar.marks.jump = 'dalSegno';
	if (bar.marks.jump !== undefined) bar.hasWords += ` ${words}`;
}

function fullJump(
	jump: NonNullable<ScoreBar['jump']>,
	words: string,
	hasFine: boolean,
	hasCoda: boolean
): NonNullable<ScoreBar['jump']> {
	const from = jump === 'dalSegno' ? 'dalSegno' : 'daCapo';
	if (/al\s+fine/i.test(words)) return `${from}AlFine`;
	if (/al\s+coda/i.test(words)) return `${from}AlCoda`;
	return hasCoda ? `${from}AlCoda` : hasFine ? `${from}AlFine` : from;
}

/** A time signature; sums and several fractions become one fraction. Undefined where bars have no measure. */
export function toMeter(time: XmlElement): Meter | undefined {
	const beats = childrenOf(time, 'beats').map(({ text }) => text.split('+').reduce((sum, part) => sum + Number(part), 0));
	const types = childrenOf(time, 'beat-type').map(({ text }) => Number(text));
	const beatType = Math.max(...types);
	const total = beats.reduce((sum, count, i) => sum + (count * beatType) / (types[i] ?? beatType), 0);
	const meter = meterSchema.safeParse({ beats: total, beatType });
	return meter.success ? meter.data : undefined;
}

/** Null for a signature that is none of the usual fifteen. */
export function toKey(element: XmlElement): WrittenKey | null {
	const fifths = childNumber(element, 'fifths');
	if (fifths === undefined || !Number.isInteger(fifths) || Math.abs(fifths) > 7) return null;
	return { fifths, mode: childText(element, 'mode') === 'minor' ? 'minor' : 'major' };
}
