import type { RestoreChoice } from './merge-records.ts';

/** What became of records of one kind. */
export interface RestoreCounts {
	readonly addedCount: number;
	readonly updatedCount: number;
	/** Already here as they are in the backup. */
	readonly unchangedCount: number;
	/** Changed here since the backup was made, and kept. */
	readonly keptCount: number;
	/** Taken out because the backup does not hold them; only by `replace`. */
	readonly removedCount: number;
}

/** Counts what became of records, and remembers which the backup holds. */
export class RestoreTally {
	readonly #choices = new Map<string, RestoreChoice>();
	removedCount = 0;

	add(id: string, choice: RestoreChoice): void {
		this.#choices.set(id, choice);
	}

	get ids(): ReadonlySet<string> {
		return new Set(this.#choices.keys());
	}

	get writtenCount(): number {
		return this.#count('added') + this.#count('updated');
	}

	get counts(): RestoreCounts {
		return {
			addedCount: this.#count('added'),
			updatedCount: this.#count('updated'),
			unchangedCount: this.#count('unchanged'),
			keptCount: this.#count('kept'),
			removedCount: this.removedCount
		};
	}

	#count(choice: RestoreChoice): number {
		return [...this.#choices.values()].filter((made) => made === choice).length;
	}
}

export function isWritten(choice: RestoreChoice): boolean {
	return choice === 'added' || choice === 'updated';
}
