import type { JudgementStore, KeptJudgement } from '$contracts/recording/judgement-store.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { ExpectedPiece, TakeJudgement, TakeNote } from '$core/practice/index.ts';
import { toTakeRecord, type TakeFacts } from '$core/practice/progress/index.ts';

export interface JudgedTake {
	readonly take: TakeRecord;
	readonly songId: string;
	readonly piece: ExpectedPiece;
	/** Where the piece comes from, with its digest. */
	readonly source: KeptJudgement['piece'];
	/** Seconds of the take, latency still in it. */
	readonly notes: readonly TakeNote[];
	readonly judgement: TakeJudgement;
}

const milliseconds = (seconds: number): number => Math.round(1000 * seconds);

/** What the notes and bars of a piece are: the same for as long as a take of it would be judged alike and marked in the same places. */
export async function pieceDigest({ notes, bars }: ExpectedPiece): Promise<string> {
	const told = JSON.stringify([
		notes.map(({ id, noteId, onsetSeconds, offsetSeconds, pitchMidi, bar, beat, part, staff, isTied, isGrace, isOrnament }) => [
			id,
			noteId,
			milliseconds(onsetSeconds),
			milliseconds(offsetSeconds),
			pitchMidi,
			bar,
			Math.round(960 * beat),
			part,
			staff,
			isTied,
			isGrace,
			isOrnament
		]),
		bars.map(({ scoreBar, number, startSeconds, endSeconds }) => [
			scoreBar,
			number,
			milliseconds(startSeconds),
			milliseconds(endSeconds)
		])
	]);
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(told));
	return [...new Uint8Array(digest, 0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a judgement is of this very music. Older ones kept no digest: they go by the revision. */
export function isOfPiece(kept: KeptJudgement['piece'], now: KeptJudgement['piece']): boolean {
	if (kept.kind !== now.kind) return false;
	if (kept.digest !== undefined) return kept.digest === now.digest;
	return kept.id === now.id && kept.revision === now.revision;
}

/**
 * A take that was played alone, of music that nobody gave a tempo: the tempo it was played in is right, and only how it changes is told.
 */
export function atOwnTempo(judgement: TakeJudgement): TakeJudgement {
	const { figures, context } = judgement;
	if (figures === null || figures.tempo === null || context.mode === 'song') return judgement;
	const { tempo } = figures;
	const own = 1 / tempo.ratio;
	return {
		...judgement,
		figures: {
			...figures,
			tempo: { ...tempo, ratio: 1, driftPerMinute: tempo.driftPerMinute * own },
			tempoCurve: figures.tempoCurve.map((point) => ({ ...point, ratio: point.ratio * own })),
			bars: figures.bars.map((bar) => ({ ...bar, tempoRatio: bar.tempoRatio === null ? null : bar.tempoRatio * own }))
		}
	};
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
