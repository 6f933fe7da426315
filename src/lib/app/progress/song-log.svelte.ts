import type { JudgementStore } from '$contracts/recording/judgement-store.ts';
import { toLoops, toProgress, worstBars, type BarLoop } from '$core/practice/progress/index.ts';
import { localDay } from './local-day.ts';

/** What was practised of one song: enough to find its hardest bars. */
export class SongLog {
	readonly #store: () => Promise<Pick<JudgementStore, 'practiceRecordsOf' | 'onChange'>>;
	#hardest = $state.raw<BarLoop | null>(null);

	constructor(store: () => Promise<Pick<JudgementStore, 'practiceRecordsOf' | 'onChange'>>) {
		this.#store = store;
	}

	/** The bars that went wrong most lately, with the bar before; null where nothing is known or all goes well. */
	get hardest(): BarLoop | null {
		return this.#hardest;
	}

	/** Follows a song until the answer is called. @param onError told when the history cannot be read */
	follow(songId: string, onError: (error: unknown) => void): () => void {
		let isOver = false;
		let stop: (() => void) | null = null;
		this.#hardest = null;
		const read = async (): Promise<void> => {
			const store = await this.#store();
			if (isOver) return;
			stop ??= store.onChange(() => void read().catch(onError));
			const { records } = await store.practiceRecordsOf(songId);
			const [song] = toProgress({ schemaVersion: 1, takes: [...records] }, 0, localDay).songs;
			if (isOver) return;
			const bars = (song?.bars ?? []).map(({ scoreBar, heat }) => ({ bar: scoreBar, heat }));
			this.#hardest = toLoops(worstBars(bars))[0] ?? null;
		};
		read().catch(onError);
		return () => {
			isOver = true;
			stop?.();
		};
	}
}
