import { isAbort, type Fault } from '$contracts/errors.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import { ownEvidenceId, ownTimes, type EvidenceNote, type Feel } from '$core/rhythm/index.ts';
import { barRangeTicks, diffScores } from '$core/score/edit/index.ts';
import { endTick, type Score } from '$core/score/index.ts';
import { toFault } from '../../words/error-words.ts';
import type { ScoreEditor } from '../score-editor.svelte.ts';

/** Which bars are written again. */
export type RequantiseScope = 'bars' | 'all';

/** How long the hand must rest on a slider before the rhythm is worked out. */
const restMs = 120;

/** Writing the rhythm of some bars, or of all, again from when the notes were heard: worked out and drawn, then taken or left. */
export class RequantiseDesk {
	readonly #editor: ScoreEditor;
	readonly #work: Pick<ScoreWork, 'requantise'>;
	#strength = $state(0.5);
	#feel = $state<Feel>('auto');
	#scope = $state<RequantiseScope>('all');
	#bars = $state.raw<{ readonly fromBar: number; readonly count: number } | null>(null);
	#isBusy = $state(false);
	#fault = $state.raw<Fault | null>(null);
	#changedCount = $state<number | null>(null);
	#heard = $state.raw<readonly EvidenceNote[] | null>(null);
	#running: AbortController | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(editor: ScoreEditor, work: Pick<ScoreWork, 'requantise'>) {
		this.#editor = editor;
		this.#work = work;
	}

	/** 0 follows the playing, 1 writes the plainest rhythm. */
	get strength(): number {
		return this.#strength;
	}
	set strength(strength: number) {
		this.#strength = strength;
		this.#soon();
	}
	get feel(): Feel {
		return this.#feel;
	}
	set feel(feel: Feel) {
		this.#feel = feel;
		this.#soon();
	}
	get scope(): RequantiseScope {
		return this.#scope;
	}
	set scope(scope: RequantiseScope) {
		this.#scope = scope;
		this.#soon();
	}
	/** The bars that were selected when it was opened, by their places. */
	get bars(): { readonly fromBar: number; readonly count: number } | null {
		return this.#bars;
	}
	get isBusy(): boolean {
		return this.#isBusy;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Notes that the change which is drawn writes otherwise; null before it is known. */
	get changedCount(): number | null {
		return this.#changedCount;
	}
	/** Whether it is known when the notes of this score were heard: null while that is looked up. */
	get hasTimes(): boolean | null {
		const { score } = this.#editor;
		if (this.#heard === null || score === null) return null;
		const known = new Set(this.#heard.map(({ id }) => id));
		return score.parts.some(({ notes }) => notes.some((note) => known.has(note.evidence?.id ?? ownEvidenceId(note))));
	}

	/** Whether the score's own notes are written again from where they stand. */
	get isFromPage(): boolean {
		return this.#editor.score?.origin === 'imported';
	}

	/** Looks up what was heard, and draws a first answer for the bars selected, or for all. */
	async open(): Promise<void> {
		const { score, cursor, hasChosen, session } = this.#editor;
		if (score === null) return;
		this.#bars = hasChosen || cursor.range !== null ? cursor.barsIn(score) : null;
		this.#scope = this.#bars === null ? 'all' : 'bars';
		this.#changedCount = null;
		this.#fault = null;
		this.#heard = null;
		try {
			// What was imported has no other times than those it is written at.
			this.#heard = session.isHeard ? await session.heardNotes() : score.origin === 'imported' ? ownTimes(score) : [];
			await this.#draw();
		} catch (error) {
			this.#fault = toFault(error);
		}
	}

	/** Answers whether anything changed. */
	accept(): boolean {
		this.#stop();
		return this.#editor.acceptTrial();
	}

	/** Leaves the score as it was. */
	cancel(): void {
		this.#stop();
		this.#editor.dropTrial();
	}

	#stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.#running = null;
		this.#isBusy = false;
	}

	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#draw(), restMs);
	}

	async #draw(): Promise<void> {
		const { score } = this.#editor;
		const evidence = this.#heard;
		if (score === null || evidence === null || this.hasTimes !== true) return;
		this.#running?.abort();
		const running = new AbortController();
		this.#running = running;
		this.#isBusy = true;
		this.#fault = null;
		try {
			const range = (this.#scope === 'bars' && this.#bars !== null ? barRangeTicks(score, this.#bars) : null) ?? {
				fromTick: 0,
				toTick: endTick(score)
			};
			const request = {
				score,
				evidence,
				range: { startTick: range.fromTick, endTick: range.toTick },
				options: { strength: this.#strength, feel: this.#feel }
			};
			const anew = await this.#work.requantise(request, { signal: running.signal, onProgress: () => undefined });
			if (running.signal.aborted || this.#editor.score !== score) return;
			this.#changedCount = countChanged(score, anew);
			this.#editor.tryOut('Write the rhythm again', diffScores(score, anew));
		} catch (error) {
			if (!isAbort(error)) this.#fault = toFault(error);
		} finally {
			if (this.#running === running) {
				this.#running = null;
				this.#isBusy = false;
			}
		}
	}
}

/** Notes that begin elsewhere, last otherwise, or are gone. */
function countChanged(before: Score, after: Score): number {
	const now = new Map(after.parts.flatMap(({ notes }) => notes.map((note) => [note.id, note])));
	return before.parts.reduce(
		(sum, { notes }) =>
			sum +
			notes.filter(({ id, tick, ticks }) => {
				const note = now.get(id);
				return note?.tick !== tick || note.ticks !== ticks;
			}).length,
		0
	);
}
