import type { FileStore } from '$contracts/file-store.ts';
import type { PracticeArchive } from '$contracts/recording/practice-archive.ts';
import { takePath } from '$contracts/recording/take.ts';
import type { KeptTake } from '$contracts/workers/backup.contract.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { isJudgementTaken, mergePractice, mergeTake } from './merge-practice.ts';
import type { RestoreMode } from './merge-records.ts';
import { isWritten, RestoreTally } from './restore-tally.ts';

/** Brings takes, their judgements and the history back, each weighed against what is here. */
export class PracticeRestore {
	readonly #archive: PracticeArchive;
	readonly #mode: RestoreMode;
	readonly #history: Map<string, PracticeRecord>;
	/** What there was before: only that may be taken out by `replace`, and no take made meanwhile. */
	readonly #before: { readonly takeIds: readonly string[]; readonly practiceIds: readonly string[] };
	/** Takes whose judgement was taken over. */
	readonly #judged = new Set<string>();
	readonly takes = new RestoreTally();
	readonly practice = new RestoreTally();

	private constructor(
		archive: PracticeArchive,
		mode: RestoreMode,
		history: readonly PracticeRecord[],
		before: { readonly takeIds: readonly string[]; readonly practiceIds: readonly string[] }
	) {
		this.#archive = archive;
		this.#mode = mode;
		this.#history = new Map(history.map((record) => [record.id, record]));
		this.#before = before;
	}

	static async open(archive: PracticeArchive, mode: RestoreMode): Promise<PracticeRestore> {
		const [takes, history] = await Promise.all([archive.takes(), archive.practice()]);
		return new PracticeRestore(archive, mode, history.records, {
			takeIds: [...takes.records.map(({ id }) => id), ...takes.corrupt.map(({ key }) => key)],
			practiceIds: [...history.records.map(({ id }) => id), ...history.corrupt.map(({ key }) => key)]
		});
	}

	/** A take is kept whether its song is here or not, as takes outlive their songs. */
	async putTake({ take, judgement }: KeptTake): Promise<void> {
		const { choice, records } = mergeTake(await this.#archive.take(take.id), take, this.#mode);
		const isJudged = isJudgementTaken(await this.#archive.judgement(take.id), judgement, this.#mode);
		if (isJudged) this.#judged.add(take.id);
		if (isWritten(choice) || isJudged) {
			await this.#archive.putTake(isWritten(choice) ? records : null, isJudged ? judgement : null);
		}
		this.takes.add(take.id, isJudged && !isWritten(choice) ? 'updated' : choice);
	}

	async putPractice(given: readonly PracticeRecord[]): Promise<void> {
		const merged = given.map((record) =>
			mergePractice(this.#history.get(record.id), record, { mode: this.#mode, isJudgedLater: this.#judged.has(record.id) })
		);
		const written = merged.filter(({ choice }) => isWritten(choice)).map(({ records }) => records);
		if (written.length > 0) await this.#archive.putPractice(written);
		for (const { choice, records } of merged) this.practice.add(records.id, choice);
	}

	/** Takes out what the backup lacks, with its sound. */
	async removeOthers(files: Pick<FileStore, 'list' | 'remove'>): Promise<void> {
		const { takeIds, practiceIds } = this.#before;
		const goneTakes = takeIds.filter((id) => !this.takes.ids.has(id));
		const stems = await files.list('stems');
		for (const id of goneTakes) {
			// The sound first: sound without a record would come back as a lost take.
			await files.remove(takePath(id));
			await this.#archive.removeTake(id);
			for (const { path } of stems) if (path.startsWith(`stems/${id}-`)) await files.remove(path);
		}
		this.takes.removedCount = goneTakes.length;
		const gonePractice = practiceIds.filter((id) => !this.practice.ids.has(id));
		if (gonePractice.length > 0) await this.#archive.removePractice(gonePractice);
		this.practice.removedCount = gonePractice.length;
	}
}
