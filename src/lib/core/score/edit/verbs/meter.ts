import { barStarts, meterTicks } from '../../bars.ts';
import type { Meter, Score, ScoreBar, ScoreNote, WrittenKey } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import type { Patch } from '../patch.ts';
import type { NewId } from './selection.ts';

/**
 * Writes another meter from a bar on, to where the meter changes next. Notes keep their places; bar lines are drawn anew. The last bar
 * before another meter is cut where it must be, the last of the music filled. A pickup keeps its length. Repeats, endings and signs go
 * to the bars that their places now lie in.
 */
export function setMeter(
	score: Score,
	{ fromBar, meter }: { readonly fromBar: number; readonly meter: Meter },
	newId: NewId
): Patch {
	const first = score.bars[fromBar];
	if (first === undefined) return [];
	const isSameMeter = (bar: ScoreBar): boolean =>
		bar.meter.beats === first.meter.beats && bar.meter.beatType === first.meter.beatType;
	let toBar = fromBar;
	while (toBar < score.bars.length && isSameMeter(score.bars[toBar] ?? first)) toBar++;
	const pickup = first.isPickup === true ? 1 : 0;
	const old = score.bars.slice(fromBar + pickup, toBar);
	const laid = rebar(old, meter, toBar === score.bars.length, newId);
	const bars = [
		...score.bars.slice(0, fromBar),
		...(pickup === 1 ? [{ ...first, meter }] : []),
		...laid,
		...score.bars.slice(toBar)
	];
	return diffScores(score, { ...score, bars });
}

/** @param old bars that give way, at least none */
function rebar(old: readonly ScoreBar[], meter: Meter, isLast: boolean, newId: NewId): ScoreBar[] {
	const starts = barStarts(old);
	const end = starts.at(-1) ?? 0;
	const full = meterTicks(meter);
	const laid: ScoreBar[] = [];
	for (let tick = 0; tick < end; tick += full) {
		const ticks = isLast ? full : Math.min(full, end - tick);
		const begun = old.filter((_, index) => inside(starts[index] ?? 0, tick, tick + ticks));
		const ended = old.filter((_, index) => inside((starts[index + 1] ?? 0) - 1, tick, tick + ticks));
		const under = old.findLast((_, index) => (starts[index] ?? 0) <= tick);
		const { endings, key } = under ?? {};
		laid.push({
			id: old[laid.length]?.id ?? newId(),
			ticks,
			meter,
			key: key ?? { fifths: 0, mode: 'major' },
			...(endings === undefined ? {} : { endings }),
			...signs(begun, ended)
		});
	}
	return laid;
}

const inside = (tick: number, from: number, to: number): boolean => tick >= from && tick < to;

/** What the first bars that begin here and the last that end here say. */
function signs(begun: readonly ScoreBar[], ended: readonly ScoreBar[]): Partial<ScoreBar> {
	const times = ended.findLast(({ endsRepeatTimes }) => endsRepeatTimes !== undefined)?.endsRepeatTimes;
	const jump = ended.findLast((bar) => bar.jump !== undefined)?.jump;
	return {
		...(begun.some(({ startsRepeat }) => startsRepeat === true) ? { startsRepeat: true } : {}),
		...(begun.some(({ isSegno }) => isSegno === true) ? { isSegno: true } : {}),
		...(begun.some(({ isCoda }) => isCoda === true) ? { isCoda: true } : {}),
		...(times === undefined ? {} : { endsRepeatTimes: times }),
		...(jump === undefined ? {} : { jump }),
		...(ended.some(({ isFine }) => isFine === true) ? { isFine: true } : {}),
		...(ended.some(({ isToCoda }) => isToCoda === true) ? { isToCoda: true } : {})
	};
}

/** Writes another key from a bar on, to where the key changes next. Notes sound as they did and are spelt by the new key. */
export function setKey(score: Score, { fromBar, key }: { readonly fromBar: number; readonly key: WrittenKey }): Patch {
	const first = score.bars[fromBar];
	if (first === undefined) return [];
	const isSameKey = (bar: ScoreBar | undefined): boolean =>
		bar?.key.fifths === first.key.fifths && bar.key.mode === first.key.mode;
	let toBar = fromBar;
	while (toBar < score.bars.length && isSameKey(score.bars[toBar])) toBar++;
	const starts = barStarts(score.bars);
	const [from, to] = [starts[fromBar] ?? 0, starts[toBar] ?? 0];
	const respell = (note: ScoreNote): ScoreNote => {
		if (note.spelling === undefined || note.tick < from || note.tick >= to) return note;
		const { spelling: _spelling, ...bare } = note;
		return bare;
	};
	return diffScores(score, {
		...score,
		bars: score.bars.map((bar, index) => (index >= fromBar && index < toBar ? { ...bar, key } : bar)),
		parts: score.parts.map((part) => ({ ...part, notes: part.notes.map(respell) }))
	});
}
