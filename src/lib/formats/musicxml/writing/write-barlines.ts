import { jumpWords, type ScoreBar } from '$core/score/index.ts';
import { tag } from './tags.ts';

const sameEnding = (a: ScoreBar | undefined, b: ScoreBar | undefined): boolean => a?.endings?.join() === b?.endings?.join();

/** What opens a bar: a repeat, an ending, a sign to come back to. */
export function barOpening(bars: readonly ScoreBar[], index: number): string {
	const bar = bars[index];
	const isEndingStart =
		bar?.endings !== undefined && (!sameEnding(bars[index - 1], bar) || bars[index - 1]?.endsRepeatTimes !== undefined);
	const inside =
		(bar?.startsRepeat === true ? tag('bar-style', 'heavy-light') : '') +
		(isEndingStart ? tag('ending', '', { number: bar.endings?.join(','), type: 'start' }) : '') +
		(bar?.startsRepeat === true ? tag('repeat', '', { direction: 'forward' }) : '');
	return inside === '' ? '' : tag('barline', inside, { location: 'left' });
}

/** Signs at the beginning of a bar; in the first part only. */
export function barSigns(bar: ScoreBar): string {
	return (
		(bar.isSegno === true ? jump(tag('segno'), { segno: 'segno' }) : '') +
		(bar.isCoda === true ? jump(tag('coda'), { coda: 'coda' }) : '')
	);
}

/** Words at the end of a bar; in the first part only. */
export function barWords(bar: ScoreBar): string {
	const toCoda = bar.isToCoda === true ? jump(tag('words', 'To Coda'), { tocoda: 'coda' }) : '';
	const fine = bar.isFine === true ? jump(tag('words', 'Fine'), { fine: 'yes' }) : '';
	if (bar.jump === undefined) return toCoda + fine;
	const isCapo = bar.jump.startsWith('daCapo');
	return toCoda + fine + jump(tag('words', jumpWords[bar.jump]), isCapo ? { dacapo: 'yes' } : { dalsegno: 'segno' });
}

function jump(type: string, sound: Readonly<Record<string, string>>): string {
	return tag('direction', tag('direction-type', type) + tag('sound', '', sound), { placement: 'above' });
}

export function barClosing(bars: readonly ScoreBar[], index: number): string {
	const bar = bars[index];
	const next = bars[index + 1];
	const isEndingStop = bar?.endings !== undefined && (!sameEnding(bar, next) || bar.endsRepeatTimes !== undefined);
	const isLast = index === bars.length - 1;
	const repeats = bar?.endsRepeatTimes;
	const inside =
		(repeats !== undefined || isLast ? tag('bar-style', 'light-heavy') : '') +
		(isEndingStop ? tag('ending', '', { number: bar.endings?.join(','), type: 'stop' }) : '') +
		(repeats === undefined ? '' : tag('repeat', '', { direction: 'backward', times: repeats > 2 ? repeats : undefined }));
	return inside === '' ? '' : tag('barline', inside, { location: 'right' });
}
