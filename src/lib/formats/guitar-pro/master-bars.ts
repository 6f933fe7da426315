import { model } from '@coderline/alphatab';
import { ticksPerQuarter, type Score, type ScoreBar } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';
import { plainMeter, type IdMaker, type TempoChange } from '../score-draft/index.ts';

const jumps: ReadonlyMap<model.Direction, NonNullable<ScoreBar['jump']>> = new Map([
	[model.Direction.JumpDaCapo, 'daCapo'],
	[model.Direction.JumpDaCapoAlFine, 'daCapoAlFine'],
	[model.Direction.JumpDaCapoAlCoda, 'daCapoAlCoda'],
	[model.Direction.JumpDalSegno, 'dalSegno'],
	[model.Direction.JumpDalSegnoAlFine, 'dalSegnoAlFine'],
	[model.Direction.JumpDalSegnoAlCoda, 'dalSegnoAlCoda']
]);

/** A bar of a Guitar Pro file, which all tracks share. @param ticks its length */
export function toBar(source: model.MasterBar, key: ScoreBar['key'], ticks: number, nextId: IdMaker): ScoreBar {
	const meter = meterSchema.safeParse({ beats: source.timeSignatureNumerator, beatType: source.timeSignatureDenominator });
	const endings = Array.from({ length: 8 }, (_, i) => i + 1).filter(
		(time) => (source.alternateEndings & (1 << (time - 1))) !== 0
	);
	const directions = [...(source.directions ?? [])];
	const jump = directions.map((direction) => jumps.get(direction)).find((found) => found !== undefined);
	const has = (direction: model.Direction): boolean => directions.includes(direction);
	return {
		id: nextId('b'),
		ticks,
		meter: meter.success ? meter.data : plainMeter,
		key,
		...(source.isRepeatStart ? { startsRepeat: true } : {}),
		...(source.repeatCount > 1 ? { endsRepeatTimes: Math.min(99, source.repeatCount) } : {}),
		...(endings.length > 0 ? { endings } : {}),
		...(jump === undefined ? {} : { jump }),
		...(has(model.Direction.TargetSegno) ? { isSegno: true } : {}),
		...(has(model.Direction.TargetCoda) ? { isCoda: true } : {}),
		...(has(model.Direction.TargetFine) ? { isFine: true } : {}),
		...(has(model.Direction.JumpDaCoda) ? { isToCoda: true } : {}),
		...(source.isAnacrusis ? { isPickup: true } : {})
	};
}

/** The ratio of a swung pair, and what it is a pair of; null for straight and for feels that are not long and short. */
function swingOf(feel: model.TripletFeel): { readonly ratio: number; readonly unitTicks: number } | null {
	const eighth = ticksPerQuarter / 2;
	if (feel === model.TripletFeel.Triplet8th) return { ratio: 2, unitTicks: eighth };
	if (feel === model.TripletFeel.Triplet16th) return { ratio: 2, unitTicks: eighth / 2 };
	if (feel === model.TripletFeel.Dotted8th) return { ratio: 3, unitTicks: eighth };
	return feel === model.TripletFeel.Dotted16th ? { ratio: 3, unitTicks: eighth / 2 } : null;
}

export interface BarTexts {
	readonly tempoChanges: TempoChange[];
	readonly tempoMarks: Score['tempoMarks'];
	readonly swings: Score['swings'];
	readonly sections: Score['sections'];
}

/** Tempo, swing and sections. @param starts where each bar begins, and last where the music ends */
export function toBarTexts(
	bars: readonly model.MasterBar[],
	starts: readonly number[],
	openingBpm: number,
	nextId: IdMaker
): BarTexts {
	const texts: BarTexts = { tempoChanges: [], tempoMarks: [], swings: [], sections: [] };
	const addTempo = (tick: number, bpm: number, words: string): void => {
		if (!(bpm > 0) || bpm > 1000 || texts.tempoChanges.some((change) => change.tick === tick)) return;
		texts.tempoChanges.push({ tick, secondsPerQuarter: 60 / bpm });
		texts.tempoMarks.push({
			id: nextId('t'),
			tick,
			bpm,
			beatTicks: ticksPerQuarter,
			...(words === '' ? {} : { words: words.slice(0, 500) })
		});
	};
	bars.forEach((bar, index) => {
		const start = starts[index] ?? 0;
		const end = starts[index + 1] ?? start;
		for (const { value, ratioPosition, text } of bar.tempoAutomations)
			addTempo(Math.round(start + ratioPosition * (end - start)), value, text);
		if (bar.section !== null) {
			const label = bar.section.text || bar.section.marker;
			texts.sections.push({ id: nextId('s'), tick: start, label: label.slice(0, 80) });
		}
		const swing = swingOf(bar.tripletFeel);
		const last = texts.swings.at(-1);
		if (swing === null) return;
		if (last?.endTick === start && last.ratio === swing.ratio && last.unitTicks === swing.unitTicks) last.endTick = end;
		else texts.swings.push({ id: nextId('w'), tick: start, endTick: end, ...swing });
	});
	addTempo(0, openingBpm, '');
	return texts;
}
