import type { Fault } from '$contracts/errors.ts';
import type { JudgementStore } from '$contracts/recording/judgement-store.ts';
import { toFault } from '../../words/error-words.ts';
import type { SongPiece } from '../take-judge.svelte.ts';
import { toDifferences, type TakeDifferences } from './compare-takes.ts';

export interface TakeComparisonPorts {
	readonly store: Pick<JudgementStore, 'judgement'>;
	readonly piece: () => Promise<SongPiece | null>;
}

/** What two takes came to, beside each other. */
export class TakeComparison {
	readonly #ports: TakeComparisonPorts;
	#differences = $state.raw<TakeDifferences | null>(null);
	/** Takes of the two that have no judgement, or none with figures. */
	#unjudged = $state.raw<readonly string[]>([]);
	#fault = $state.raw<Fault | null>(null);
	#looks = 0;

	constructor(ports: TakeComparisonPorts) {
		this.#ports = ports;
	}

	get differences(): TakeDifferences | null {
		return this.#differences;
	}
	get unjudged(): readonly string[] {
		return this.#unjudged;
	}
	get fault(): Fault | null {
		return this.#fault;
	}

	async look(aId: string, bId: string): Promise<void> {
		const look = ++this.#looks;
		this.#fault = null;
		try {
			const { store, piece } = this.#ports;
			const [a, b, song] = await Promise.all([store.judgement(aId), store.judgement(bId), piece()]);
			if (look !== this.#looks) return;
			this.#unjudged = [a === null ? aId : null, b === null ? bId : null].filter((id) => id !== null);
			this.#differences = a === null || b === null || song === null ? null : toDifferences(song.piece, a.judgement, b.judgement);
		} catch (error) {
			if (look === this.#looks) this.#fault = toFault(error);
		}
	}
}
