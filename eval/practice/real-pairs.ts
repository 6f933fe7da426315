import { judgeTake, plainContext, type NoteVerdict } from '../../src/lib/core/practice/index.ts';
import { ticksPerQuarter } from '../../src/lib/core/score/index.ts';
import { quartersById, type RealTake } from './real-takes.ts';

/** How a judgement stands beside what people say of a real take. Null where they say nothing. */
export interface RealResult {
	readonly id: string;
	readonly notes: number;
	readonly score: number;
	/** Mean of the teachers, 1 to 5. */
	readonly rating: number | null;
	/** Share of the pairs of a .match file that are ours too. */
	readonly samePairs: number | null;
	/** Share of the places of a score alignment that we have within 60 and 120 ms, and the median distance. */
	readonly within60: number | null;
	readonly within120: number | null;
	readonly medianMs: number | null;
	/** Notes told wrong, missed or extra, and early or late, as shares of those expected. */
	readonly pitchFlags: number;
	readonly timeFlags: number;
	/** Share of the teachers' regions in which something is told, and of what is told that lies in one; ours of pitches and stops. */
	readonly regionsFound: number | null;
	readonly flagsInRegions: number | null;
	/** Share of the take that the regions cover: what chance would find. */
	readonly regionShare: number | null;
}

/** A note is the same when it begins this near, seconds. */
const sameSeconds = 0.004;
/** People mark a region roughly, seconds. */
const regionEdgeSeconds = 0.4;

const isPitchFlag = ({ kind }: NoteVerdict): boolean => kind === 'wrong' || kind === 'missed' || kind === 'extra';
const isTimeFlag = ({ kind, timing }: NoteVerdict): boolean => kind === 'right' && timing !== undefined && timing !== 'onTime';

export function measureReal(take: RealTake): RealResult {
	const { figures, notes, events } = judgeTake(take.piece, take.notes, plainContext);
	const expected = Math.max(1, figures?.whole.expected ?? 0);
	const distances = placeDistances(take, notes);
	const within = (ms: number): number | null =>
		distances.length === 0 ? null : distances.filter((own) => own <= ms).length / distances.length;
	const flags = [...notes.filter(isPitchFlag), ...events.filter(({ kind }) => kind === 'pause' || kind === 'restart')].map(
		({ takeSeconds }) => takeSeconds
	);
	const regions = take.errorRegions;
	const isIn = (seconds: number): boolean =>
		regions?.some(([from, to]) => seconds >= from - regionEdgeSeconds && seconds <= to + regionEdgeSeconds) === true;
	const last = take.notes.reduce((end, { onsetSeconds }) => Math.max(end, onsetSeconds), 1);
	return {
		id: take.id,
		notes: take.notes.length,
		score: figures?.score ?? 0,
		rating: take.rating,
		samePairs: samePairs(take, notes),
		within60: within(60),
		within120: within(120),
		medianMs: distances.length === 0 ? null : (distances.sort((a, b) => a - b)[distances.length >> 1] ?? null),
		pitchFlags: notes.filter(isPitchFlag).length / expected,
		timeFlags: notes.filter(isTimeFlag).length / expected,
		regionsFound:
			regions === null
				? null
				: regions.filter(([from, to]) => flags.some((at) => at >= from - regionEdgeSeconds && at <= to + regionEdgeSeconds))
						.length / Math.max(1, regions.length),
		flagsInRegions: regions === null || flags.length === 0 ? null : flags.filter(isIn).length / flags.length,
		regionShare:
			regions === null
				? null
				: Math.min(1, regions.reduce((sum, [from, to]) => sum + to - from + 2 * regionEdgeSeconds, 0) / last)
	};
}

function samePairs(take: RealTake, verdicts: readonly NoteVerdict[]): number | null {
	const last = take.notes.reduce((end, { onsetSeconds }) => Math.max(end, onsetSeconds), 0);
	const pairs = take.pairs.filter(({ seconds }) => seconds <= last + sameSeconds);
	if (pairs.length === 0) return null;
	const quarters = quartersById(take);
	const ours = verdicts.filter(({ kind, takeNote }) => (kind === 'right' || kind === 'wrong') && takeNote !== undefined);
	const same = pairs.filter((pair) =>
		ours.some(
			({ expectedId = '', expectedMidi, takeSeconds }) =>
				expectedMidi === pair.pitchMidi &&
				Math.abs((quarters.get(expectedId) ?? Infinity) - pair.quarters) < 0.02 &&
				Math.abs(takeSeconds - pair.seconds) < sameSeconds
		)
	);
	return same.length / pairs.length;
}

/** How far ours lies from each place that people aligned, ms: the nearest of the notes that are written there. */
function placeDistances({ score, piece, places }: RealTake, verdicts: readonly NoteVerdict[]): number[] {
	const starts = score.bars.reduce<number[]>((own, { ticks }) => [...own, (own.at(-1) ?? 0) + ticks], [0]);
	const ticks = new Map(score.parts.flatMap(({ notes }) => notes.map(({ id, tick }) => [id, tick] as const)));
	const bars = new Map(piece.notes.map(({ id, bar }) => [id, piece.bars[bar]?.scoreBar ?? 0]));
	const played = verdicts.filter(({ kind, takeNote }) => (kind === 'right' || kind === 'wrong') && takeNote !== undefined);
	return places.flatMap(([bar, quarters, seconds]) => {
		const own = played.filter(({ expectedId = '', noteId = '' }) => {
			const into = ((ticks.get(noteId) ?? Infinity) - (starts[bar - 1] ?? 0)) / ticksPerQuarter;
			return bars.get(expectedId) === bar - 1 && Math.abs(into - quarters) < 0.1;
		});
		const near = own.map(({ takeSeconds }) => Math.abs(takeSeconds - seconds) * 1000);
		return near.length === 0 ? [] : [Math.min(...near)];
	});
}
