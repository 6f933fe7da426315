import { judgeTake, type TakeNote } from '../../src/lib/core/practice/index.ts';
import { judgePlainly } from './baseline.ts';
import type { PracticeItem } from './dataset.ts';
import { hearNotes, type HeardSound, type Listen } from './hear.ts';
import { compare, isCourseTold, toFlagShare, type Counts, type Told } from './metrics.ts';
import { plantPerformance } from './performance-planter.ts';
import { courses, type PlantedKind, type PlantedTake } from './planted-take.ts';
import { recordTake } from './studio.ts';

/** What a judge made of one take. */
export interface TakeResult {
	readonly id: string;
	readonly itemId: string;
	readonly group: string;
	readonly course: string;
	readonly mode: string;
	readonly isClean: boolean;
	readonly counts: Readonly<Record<PlantedKind, Counts>>;
	readonly flagShare: number;
	readonly unsureShare: number;
	readonly score: number | null;
	readonly isCourseTold: boolean;
}

/** Ours and the peer's, on the same takes. */
export interface Measured {
	readonly ours: TakeResult[];
	readonly peer: TakeResult[];
}

const seeds = [1, 2];

/** Takes sent by keys: every course of the music, clean and with errors, alone and with the song. */
export function keyTakes(item: PracticeItem): PlantedTake[] {
	return courses.flatMap((course) =>
		seeds.flatMap((seed) =>
			[false, true].flatMap((hasErrors) =>
				(course === 'straight' ? (['free', 'song'] as const) : (['free'] as const)).map((mode) =>
					plantPerformance(item, { course, mode, hasErrors, seed })
				)
			)
		)
	);
}

/** Takes that are recorded: fewer, since each is rendered and heard. */
export function soundTakes(item: PracticeItem): PlantedTake[] {
	return [
		plantPerformance(item, { course: 'straight', mode: 'song', hasErrors: false, seed: 3 }),
		plantPerformance(item, { course: 'straight', mode: 'song', hasErrors: true, seed: 3 }),
		plantPerformance(item, { course: 'straight', mode: 'free', hasErrors: true, seed: 4 })
	];
}

export function measureKeys(items: readonly PracticeItem[]): Measured {
	const takes = items.flatMap(keyTakes);
	return {
		ours: takes.map((take) => toTakeResult(take, judged(take, take.notes), take.notes)),
		peer: takes.map((take) => toTakeResult(take, judgePlainly(take), take.notes))
	};
}

/** @param onTake is told each take when it has been heard */
export async function measureSound(
	items: readonly PracticeItem[],
	listen: Listen,
	onTake: (take: PlantedTake, told: Told) => void = () => undefined
): Promise<Measured> {
	const measured: Measured = { ours: [], peer: [] };
	for (const item of items) {
		for (const take of soundTakes(item)) {
			const samples = await recordTake(take, item.programme);
			const heard = await hearNotes(await listen(samples), samples, item.group);
			const { notes } = heard;
			const told = judged(take, notes, heard);
			onTake(take, told);
			measured.ours.push(toTakeResult(take, told, notes));
			const certain = notes.filter(({ confidence }) => confidence >= usualConfidence);
			measured.peer.push(toTakeResult(take, judgePlainly({ ...take, notes: certain }), certain));
		}
	}
	return measured;
}

/** What the app shows of a transcription; the peer knows nothing fainter. */
const usualConfidence = 0.42;

/** @param sound what it sounded like; by keys without it */
export function judged(take: PlantedTake, notes: readonly TakeNote[], sound?: Pick<HeardSound, 'relisten' | 'partials'>): Told {
	const context = sound === undefined ? take.context : { ...take.context, source: 'audio' as const };
	const { relisten, partials } = sound ?? {};
	const judgement = judgeTake(take.piece, notes, context, {
		...(relisten === undefined ? {} : { relisten }),
		...(partials === undefined ? {} : { partials })
	});
	return {
		notes: judgement.notes,
		events: judgement.events,
		score: judgement.figures?.score ?? 0,
		driftPerMinute: judgement.figures?.tempo?.driftPerMinute ?? null
	};
}

export function toTakeResult(take: PlantedTake, told: Told, notes: readonly TakeNote[]): TakeResult {
	return {
		id: take.id,
		itemId: take.itemId,
		group: take.group,
		course: take.course,
		mode: take.context.mode,
		isClean: take.errors.length === 0,
		counts: compare(take, told, notes),
		flagShare: toFlagShare(take, told),
		unsureShare: told.notes.filter(({ kind }) => kind === 'unsure').length / Math.max(1, told.notes.length),
		score: told.score,
		isCourseTold: isCourseTold(take, told)
	};
}
