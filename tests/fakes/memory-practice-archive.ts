import { UserFixableError } from '../../src/lib/contracts/errors.ts';
import type { CorruptRecord, Readable } from '../../src/lib/contracts/library-store.ts';
import type { KeptJudgement } from '../../src/lib/contracts/recording/judgement-store.ts';
import type { PracticeArchive } from '../../src/lib/contracts/recording/practice-archive.ts';
import type { TakeRecord } from '../../src/lib/contracts/recording/take.ts';
import type { TakeRecord as PracticeRecord } from '../../src/lib/core/practice/progress/index.ts';

/** A `PracticeArchive` in memory, for tests. `failNext` makes the next write fail as a full disk does. */
export class MemoryPracticeArchive implements PracticeArchive {
	readonly #takes = new Map<string, TakeRecord>();
	readonly #judgements = new Map<string, KeptJudgement>();
	readonly #practice = new Map<string, PracticeRecord>();
	corrupt: CorruptRecord[] = [];
	#willFail = false;

	failNext(): void {
		this.#willFail = true;
	}

	async takes(): Promise<Readable<TakeRecord>> {
		const records = [...this.#takes.values()].sort((a, b) => b.startedAtMs - a.startedAtMs);
		return { records: structuredClone(records), corrupt: this.corrupt.filter(({ kind }) => kind === 'takes') };
	}

	async takeIds(): ReturnType<PracticeArchive['takeIds']> {
		const withoutSongCount = [...this.#takes.values()].filter(({ songId }) => songId === null).length;
		return { all: [...this.#takes.keys()], withoutSongCount };
	}

	async take(id: string): Promise<TakeRecord | null> {
		return structuredClone(this.#takes.get(id) ?? null);
	}

	async judgement(takeId: string): Promise<KeptJudgement | null> {
		return structuredClone(this.#judgements.get(takeId) ?? null);
	}

	async putTake(take: TakeRecord | null, judgement: KeptJudgement | null): Promise<void> {
		this.#write();
		if (take !== null) this.#takes.set(take.id, structuredClone(take));
		if (judgement !== null) this.#judgements.set(judgement.takeId, structuredClone(judgement));
	}

	async removeTake(id: string): Promise<void> {
		this.#write();
		this.#takes.delete(id);
		this.#judgements.delete(id);
		this.corrupt = this.corrupt.filter(({ kind, key }) => kind !== 'takes' || key !== id);
	}

	async practice(): Promise<Readable<PracticeRecord>> {
		const records = [...this.#practice.values()].sort((a, b) => a.startedAtMs - b.startedAtMs);
		return { records: structuredClone(records), corrupt: this.corrupt.filter(({ kind }) => kind === 'practice') };
	}

	async putPractice(records: readonly PracticeRecord[]): Promise<void> {
		this.#write();
		for (const record of records) this.#practice.set(record.id, structuredClone(record));
	}

	async removePractice(ids: readonly string[]): Promise<void> {
		this.#write();
		for (const id of ids) this.#practice.delete(id);
	}

	close(): void {}

	#write(): void {
		if (!this.#willFail) return;
		this.#willFail = false;
		throw new UserFixableError('storageFull');
	}
}
