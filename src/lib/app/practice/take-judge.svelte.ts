import type { FileStore } from '$contracts/file-store.ts';
import { isAbort, type Fault } from '$contracts/errors.ts';
import type { JudgementStore, KeptJudgement } from '$contracts/recording/judgement-store.ts';
import { takePath, type TakeRecord } from '$contracts/recording/take.ts';
import type { JudgePort } from '$contracts/workers/judge.contract.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { strictnesses, type ExpectedPiece, type Strictness, type TakeNote } from '$core/practice/index.ts';
import { toFault } from '../words/error-words.ts';
import { takePosteriorsPath, type ListenToTake, type TakeHearing } from './listen-to-take.ts';
import { toTakeContext } from './take-context.ts';
import { atOwnTempo, isOfPiece, keepTakeJudgement, pieceDigest } from './take-judging.ts';

/** What is to be played, and where that is known from. */
export interface SongPiece {
	readonly piece: ExpectedPiece;
	readonly source: KeptJudgement['piece'];
	/** Somebody said how fast it goes; without that, notes on a page are counted at a speed that nobody meant. */
	readonly hasTempo: boolean;
	/** Takes are listened to as the song was. */
	readonly hearing: TakeHearing;
}

export interface TakeJudgePorts {
	readonly store: JudgementStore;
	readonly listen: ListenToTake;
	readonly judge: Pick<JudgePort, 'judge'>;
	readonly files: Pick<FileStore, 'stat'>;
	readonly nowMs: () => number;
	/** Null while nothing is known of the song's notes. */
	readonly piece: () => Promise<SongPiece | null>;
}

export interface JudgingJob {
	readonly takeId: string;
	readonly stage: Progress['stage'] | null;
	/** Of the stage. */
	readonly fraction: number | null;
}

/** A take's judgement and the piece that its bars and notes are of. */
export interface OpenJudgement {
	readonly take: TakeRecord;
	readonly kept: KeptJudgement;
	readonly piece: ExpectedPiece;
	/** False when the song's notes were changed since: bars and notes may be others. */
	readonly isOfThisPiece: boolean;
	readonly hasTempo: boolean;
}

/** Judges takes of a song one at a time, keeps what they came to, and opens it again. */
export class TakeJudge {
	readonly #ports: TakeJudgePorts;
	#strictness = $state.raw<Strictness>(strictnesses.player);
	#job = $state.raw<JudgingJob | null>(null);
	#open = $state.raw<OpenJudgement | null>(null);
	#fault = $state.raw<Fault | null>(null);
	/** The take had nothing to be compared with. */
	#isPieceMissing = $state(false);
	#controller: AbortController | null = null;
	#looks = 0;

	constructor(ports: TakeJudgePorts) {
		this.#ports = ports;
	}

	get strictness(): Strictness {
		return this.#strictness;
	}
	get job(): JudgingJob | null {
		return this.#job;
	}
	get open(): OpenJudgement | null {
		return this.#open;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	get isPieceMissing(): boolean {
		return this.#isPieceMissing;
	}

	/** Shows what a take came to; nothing where it was not judged yet. */
	async show(take: TakeRecord | null): Promise<void> {
		const look = ++this.#looks;
		this.#fault = null;
		this.#isPieceMissing = false;
		if (take === null || this.#open?.take.id !== take.id) this.#open = null;
		if (take === null) return;
		try {
			const [kept, song] = await Promise.all([this.#ports.store.judgement(take.id), this.#piece()]);
			if (look !== this.#looks) return;
			if (kept !== null && song !== null) this.#show(take, kept, song);
		} catch (error) {
			this.#fault = toFault(error);
		}
	}

	/** Judges a take anew; one that is being judged is stopped first. */
	async judge(take: TakeRecord): Promise<void> {
		this.cancel();
		const controller = new AbortController();
		this.#controller = controller;
		this.#fault = null;
		this.#isPieceMissing = false;
		// What another take came to must not be read as this one's.
		if (this.#open?.take.id !== take.id) this.#open = null;
		this.#job = { takeId: take.id, stage: null, fraction: null };
		try {
			const song = await this.#piece();
			if (song === null || take.songId === null) {
				this.#isPieceMissing = true;
				return;
			}
			const context = {
				signal: controller.signal,
				onProgress: ({ stage, fraction }: Progress) => {
					if (this.#controller === controller) this.#job = { takeId: take.id, stage, fraction };
				}
			};
			const { notes, posteriorsPath } = await this.#notesOf(take, song.hearing, context);
			const strictness = $state.snapshot(this.#strictness);
			const found = await this.#ports.judge.judge(
				{
					piece: song.piece,
					notes,
					context: toTakeContext(take),
					strictness,
					posteriorsPath,
					soundPath: take.midi === null ? takePath(take.id) : null
				},
				context
			);
			controller.signal.throwIfAborted();
			const judgement = song.hasTempo ? found : atOwnTempo(found);
			const judged = { take, songId: take.songId, piece: song.piece, source: song.source, notes, judgement };
			const kept = await keepTakeJudgement(this.#ports.store, judged, this.#ports.nowMs());
			this.#looks++;
			this.#show(take, kept, song);
		} catch (error) {
			if (!isAbort(error) && this.#controller === controller) this.#fault = toFault(error);
		} finally {
			if (this.#controller === controller) {
				this.#controller = null;
				this.#job = null;
			}
		}
	}

	cancel(): void {
		this.#controller?.abort();
		this.#controller = null;
		this.#job = null;
	}

	/** Judges what is shown anew. */
	async setStrictness(strictness: Strictness): Promise<void> {
		this.#strictness = strictness;
		if (this.#open !== null) await this.judge(this.#open.take);
	}

	/** What is to be played now, with the digest of its notes. */
	async #piece(): Promise<SongPiece | null> {
		const song = await this.#ports.piece();
		return song === null ? null : { ...song, source: { ...song.source, digest: await pieceDigest(song.piece) } };
	}

	#show(take: TakeRecord, kept: KeptJudgement, { piece, source, hasTempo }: SongPiece): void {
		this.#strictness = kept.judgement.strictness;
		this.#open = { take, kept, piece, isOfThisPiece: isOfPiece(kept.piece, source), hasTempo };
	}

	/** As they were heard before, where the model's own evidence still lies beside them. */
	async #notesOf(
		take: TakeRecord,
		hearing: TakeHearing,
		context: Parameters<ListenToTake>[2]
	): Promise<{ readonly notes: readonly TakeNote[]; readonly posteriorsPath: string | null }> {
		if (take.midi !== null) return { notes: take.midi.notes.map((note) => ({ ...note, confidence: 1 })), posteriorsPath: null };
		const posteriorsPath = takePosteriorsPath(take.id);
		const [kept, posteriors] = await Promise.all([this.#ports.store.judgement(take.id), this.#ports.files.stat(posteriorsPath)]);
		if (kept !== null && posteriors !== null) return { notes: kept.notes, posteriorsPath };
		return this.#ports.listen(take.id, hearing, context);
	}
}
