import type { Fault } from '$contracts/errors.ts';
import { barNumbers, type BarStretch, type Score } from '$core/score/index.ts';
import { toFault } from '../words/error-words.ts';
import { lostOf, type ScoreTrait } from './losses.ts';
import { isHeardFormat, type TakeAwayChoice, type TakeAwayFormat } from '$contracts/score/take-away-choice.ts';
import { takeAway, type TakeAwaySources } from './take-away.ts';
import { whyNot, type WhyNot } from './why-not.ts';

export interface TakeAwayPorts {
	/** What there is now, read in reactive code. */
	readonly sources: () => TakeAwaySources | null;
	/** Sees to it that the song's score is written, where it can be. */
	readonly writeScore: () => Promise<void>;
	/** The bars that are looped or selected; null when none are. */
	readonly markedBars: (score: Score) => BarStretch | null;
	readonly choice: () => TakeAwayChoice;
	readonly keepChoice: (choice: TakeAwayChoice) => void;
	readonly save: (content: Blob, fileName: string) => void;
	/** Words for a screen reader. */
	readonly say: (text: string) => void;
}

/** What the dialog shows of a work under way. */
export interface TakeAwayWork {
	/** 0 to 1; null while nothing is known of it. */
	readonly fraction: number | null;
}

/** Taking a song away: what is chosen, what stands in the way, and the work itself. */
export class TakeAwayDesk {
	readonly #ports: TakeAwayPorts;
	#isOpen = $state(false);
	#isWriting = $state(false);
	#bars = $state.raw<BarStretch | null>(null);
	#isRange = $state(false);
	#leftOutIds = $state.raw<ReadonlySet<string>>(new Set());
	#work = $state.raw<TakeAwayWork | null>(null);
	#fault = $state.raw<Fault | null>(null);
	#abort: AbortController | null = null;

	constructor(ports: TakeAwayPorts) {
		this.#ports = ports;
	}

	get isOpen(): boolean {
		return this.#isOpen;
	}
	/** True while the score is still being written. */
	get isWriting(): boolean {
		return this.#isWriting;
	}
	get sources(): TakeAwaySources | null {
		return this.#ports.sources();
	}
	get score(): Score | null {
		return this.sources?.score ?? null;
	}
	get choice(): TakeAwayChoice {
		return this.#ports.choice();
	}
	/** Null for the whole song. */
	get range(): BarStretch | null {
		return this.#isRange && this.score !== null ? this.#bars : null;
	}
	/** Ids of parts that stay here. */
	get leftOutIds(): ReadonlySet<string> {
		return this.#leftOutIds;
	}
	get work(): TakeAwayWork | null {
		return this.#work;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Whether each note goes with the time it was heard at, instead of its written value. */
	get isAsHeard(): boolean {
		const { format, times } = this.choice;
		return isHeardFormat(format) && (this.sources?.transcription ?? null) !== null && (times === 'heard' || this.score === null);
	}
	/** What stands in the way of what is chosen; null when it can be taken. */
	get obstacle(): WhyNot | 'noParts' | null {
		const isBare = this.score !== null && this.score.parts.length > 0 && this.#partIds()?.length === 0;
		return isBare ? 'noParts' : this.obstacleOf(this.choice.format);
	}
	/** What of the score the file would not have. */
	get lost(): readonly ScoreTrait[] {
		const { score } = this;
		return score === null || this.isAsHeard ? [] : lostOf(score, this.choice);
	}

	obstacleOf(format: TakeAwayFormat): WhyNot | null {
		const { sources } = this;
		return sources === null ? 'noNotes' : whyNot(format, sources);
	}

	/** Opens with what was chosen last, or with a format; bars that are looped or selected are the range. */
	async open(format?: TakeAwayFormat): Promise<void> {
		if (format !== undefined) this.choose({ format });
		this.#isOpen = true;
		this.#fault = null;
		this.#isWriting = this.score === null;
		try {
			await this.#ports.writeScore();
		} catch (error) {
			this.#fault = toFault(error);
		}
		this.#isWriting = false;
		const { score } = this;
		const marked = score === null ? null : this.#ports.markedBars(score);
		this.#isRange = marked !== null;
		this.#bars = marked;
		this.#leftOutIds = new Set();
	}

	/** Ends what is under way, too. */
	close(): void {
		this.cancel();
		this.#isOpen = false;
	}

	choose(change: Partial<TakeAwayChoice>): void {
		this.#fault = null;
		this.#ports.keepChoice({ ...this.choice, ...change });
	}

	takeWhole(): void {
		this.#isRange = false;
	}

	/** Bars by their places, both included; what is out of the score or the wrong way round is put right. */
	takeBars(first: number, last: number): void {
		const count = this.score?.bars.length ?? 0;
		if (count === 0) return;
		const from = Math.min(Math.max(0, first), count - 1);
		const to = Math.min(Math.max(from, last), count - 1);
		this.#bars = { fromBar: from, count: to - from + 1 };
		this.#isRange = true;
	}

	/** The bars that are taken, or those that would be: all at first. */
	get bars(): BarStretch {
		return this.#bars ?? { fromBar: 0, count: this.score?.bars.length ?? 1 };
	}

	/** Printed numbers of the score's bars. */
	get barNames(): readonly number[] {
		return this.score === null ? [] : barNumbers(this.score.bars);
	}

	keepPart(id: string, isKept: boolean): void {
		const left = new Set(this.#leftOutIds);
		if (isKept) left.delete(id);
		else left.add(id);
		this.#leftOutIds = left;
	}

	/** Makes the file and saves it; closes when that went well. */
	async take(): Promise<void> {
		const { sources } = this;
		if (sources === null || this.obstacle !== null || this.#work !== null) return;
		const abort = new AbortController();
		this.#abort = abort;
		this.#work = { fraction: null };
		this.#fault = null;
		try {
			// What is under way is seen before it begins.
			await new Promise((resolve) => setTimeout(resolve));
			const onProgress = (fraction: number): void => {
				if (!abort.signal.aborted) this.#work = { fraction };
			};
			const order = { choice: this.choice, range: this.range, partIds: this.#partIds() };
			const { content, fileName } = await takeAway(sources, order, { signal: abort.signal, onProgress });
			if (abort.signal.aborted) return;
			this.#ports.save(content, fileName);
			this.#ports.say(`Saved ${fileName}`);
			this.#isOpen = false;
		} catch (error) {
			if (!abort.signal.aborted) this.#fault = toFault(error);
		} finally {
			if (this.#abort === abort) {
				this.#abort = null;
				this.#work = null;
			}
		}
	}

	/** Ends what is under way; nothing is saved. */
	cancel(): void {
		this.#abort?.abort();
		this.#abort = null;
		this.#work = null;
	}

	/** Null for all. */
	#partIds(): readonly string[] | null {
		const parts = this.score?.parts ?? [];
		const kept = parts.filter(({ id }) => !this.#leftOutIds.has(id));
		return kept.length === parts.length ? null : kept.map(({ id }) => id);
	}
}
