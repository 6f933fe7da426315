import type { JudgementStore, KeptJudgement } from '$contracts/recording/judgement-store.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { ExpectedPiece, TakeJudgement, TakeNote } from '$core/practice/index.ts';
import { toTakeRecord, type TakeFacts } from '$core/practice/progress/index.ts';

export interface JudgedTake {
	readonly take: TakeRecord;
	readonly songId: string;
	readonly piece: ExpectedPiece;
	/** Where the piece comes from. */
	readonly source: KeptJudgement['piece'];
	/** Seconds of the take, latency still in it. */
	readonly notes: readonly TakeNote[];
	readonly judgement: TakeJudgement;
}

/** Seconds that a take lasts. */
export function takeSeconds({ sound, midi }: Pick<TakeRecord, 'sound' | 'midi'>): number {
	return sound === null ? (midi?.durationSeconds ?? 0) : sound.frames / sound.sampleRateHz;
}

export function toTakeFacts(take: TakeRecord, songId: string): TakeFacts {
	return { id: take.id, songId, startedAtMs: take.startedAtMs, durationSeconds: takeSeconds(take) };
}

/** Keeps what a take came to, and with it the take's record in the history. */
export async function keepTakeJudgement(
	store: Pick<JudgementStore, 'putJudgement'>,
	{ take, songId, piece, source, notes, judgement }: JudgedTake,
	nowMs: number
): Promise<KeptJudgement> {
	const kept: KeptJudgement = {
		schemaVersion: 1,
		takeId: take.id,
		songId,
		judgedAtMs: nowMs,
		piece: source,
		notes: [...notes],
		judgement
	};
	await store.putJudgement(kept, toTakeRecord(piece, judgement, toTakeFacts(take, songId)));
	return kept;
}
