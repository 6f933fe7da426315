import type { Score } from '$core/score/index.ts';
import type { EngravingLook } from '$contracts/notation/engraver.ts';
import type { PageSize } from '$contracts/notation/page-size.ts';
import type { Fault } from '$contracts/errors.ts';
import type { ScorePrinter } from '$contracts/notation/score-printer.ts';
import { toFault } from '../../words/error-words.ts';

/** A score on its way to the printer: one at a time. */
export class ScorePrint {
	readonly #printer: ScorePrinter;
	readonly #send: (pages: readonly Blob[], size: PageSize) => Promise<void>;
	#fraction = $state<number | null>(null);
	#fault = $state.raw<Fault | null>(null);
	#abort: AbortController | null = null;

	constructor(printer: ScorePrinter, send: (pages: readonly Blob[], size: PageSize) => Promise<void>) {
		this.#printer = printer;
		this.#send = send;
	}

	/** 0 to 1 while pages are made; null when nothing is. */
	get fraction(): number | null {
		return this.#fraction;
	}

	/** What kept the last print from being made. */
	get fault(): Fault | null {
		return this.#fault;
	}

	/** Makes the pages and opens the browser's print dialog. */
	async start(score: Score, look: Omit<EngravingLook, 'widthPx'>, pageSize: PageSize): Promise<void> {
		if (this.#abort !== null) return;
		const abort = new AbortController();
		this.#abort = abort;
		this.#fraction = 0;
		this.#fault = null;
		try {
			const pages = await this.#printer.printScore(
				score,
				{ look, pageSize, format: 'svg' },
				{ signal: abort.signal, onProgress: (fraction) => (this.#fraction = fraction) }
			);
			this.#fraction = null;
			await this.#send(
				pages.map(({ content }) => content),
				pageSize
			);
		} catch (error) {
			if (!abort.signal.aborted) this.#fault = toFault(error);
		} finally {
			this.#fraction = null;
			this.#abort = null;
		}
	}

	cancel(): void {
		this.#abort?.abort();
	}
}
