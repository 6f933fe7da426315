import type { Fault } from '$contracts/errors.ts';
import type { JudgementStore } from '$contracts/recording/judgement-store.ts';
import {
	goalShare,
	isSameAim,
	toPlan,
	toProgress,
	type Goal,
	type PlanItem,
	type PlayerProgress,
	type PracticeHistory
} from '$core/practice/progress/index.ts';
import { toFault } from '../words/error-words.ts';
import { localDay } from './local-day.ts';

/** Choices that outlive a visit, as far as they are needed here. */
export interface LogChoices {
	readonly goals: readonly Goal[];
	readonly planMinutes: number;
}

export interface PracticeLogPorts {
	readonly store: () => Promise<Pick<JudgementStore, 'practiceRecords' | 'onChange'>>;
	/** Read in reactive code. */
	readonly choices: () => LogChoices;
	readonly choose: (change: { goals?: Goal[]; planMinutes?: number }) => void;
	/** Songs that can be opened: the plan names no others. Read in reactive code. */
	readonly isThere: (songId: string) => boolean;
	readonly nowMs: () => number;
}

const nothing: PracticeHistory = { schemaVersion: 1, takes: [] };

/** A goal with how much of it is reached, 0 to 1. */
export interface GoalState {
	readonly goal: Goal;
	readonly share: number;
}

/** What the player has played, what it comes to, what is wanted and what to do about it today. */
export class PracticeLog {
	readonly #ports: PracticeLogPorts;
	#history = $state.raw<PracticeHistory>(nothing);
	#corruptCount = $state(0);
	#nowMs = $state(0);
	#state = $state<'loading' | 'ready' | 'failed'>('loading');
	#fault = $state.raw<Fault | null>(null);
	readonly #progress: PlayerProgress = $derived(toProgress(this.#history, this.#nowMs, localDay));
	readonly #plan: readonly PlanItem[] = $derived.by(() => {
		const takes = this.#history.takes.filter(({ songId }) => this.#ports.isThere(songId));
		return toPlan({ ...this.#history, takes }, this.#nowMs, localDay, this.planMinutes);
	});
	readonly #goals: readonly GoalState[] = $derived.by(() =>
		this.#ports.choices().goals.map((goal) => ({ goal, share: goalShare(goal, this.#progress, this.#nowMs, localDay) }))
	);

	constructor(ports: PracticeLogPorts) {
		this.#ports = ports;
	}

	get state(): 'loading' | 'ready' | 'failed' {
		return this.#state;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	get history(): PracticeHistory {
		return this.#history;
	}
	/** Records that cannot be read; the others are untouched. */
	get corruptCount(): number {
		return this.#corruptCount;
	}
	get progress(): PlayerProgress {
		return this.#progress;
	}
	get plan(): readonly PlanItem[] {
		return this.#plan;
	}
	get planMinutes(): number {
		return this.#ports.choices().planMinutes;
	}
	get goals(): readonly GoalState[] {
		return this.#goals;
	}
	/** The day it is, as `localDay` counts. */
	get today(): number {
		return localDay(this.#nowMs);
	}

	async load(): Promise<void> {
		try {
			const store = await this.#ports.store();
			const { records, corrupt } = await store.practiceRecords();
			this.#nowMs = this.#ports.nowMs();
			this.#history = { schemaVersion: 1, takes: [...records] };
			this.#corruptCount = corrupt.length;
			this.#fault = null;
			this.#state = 'ready';
		} catch (error) {
			this.#fault = toFault(error);
			this.#state = 'failed';
		}
	}

	/** Loads, and again whenever a take was judged. Answers what ends it. */
	follow(): () => void {
		let isOver = false;
		let stop: (() => void) | null = null;
		void this.load();
		this.#ports
			.store()
			.then((store) => {
				if (!isOver) stop = store.onChange(() => void this.load());
			})
			// The load has said why already.
			.catch(() => undefined);
		return () => {
			isOver = true;
			stop?.();
		};
	}

	choosePlanMinutes(planMinutes: number): void {
		this.#ports.choose({ planMinutes });
	}

	/** A goal more, or another in the place of one. One of its kind, and song, is enough: an older one gives way. */
	setGoal(goal: Goal, at: number | null = null): void {
		const kept = this.#ports.choices().goals.flatMap((one, index) => (index === at ? [goal] : isSameAim(one, goal) ? [] : [one]));
		this.#ports.choose({ goals: at === null ? [...kept, goal] : kept });
	}

	/** @returns puts it back */
	removeGoal(at: number): () => void {
		const gone = this.#ports.choices().goals[at];
		this.#ports.choose({ goals: this.#ports.choices().goals.filter((_, index) => index !== at) });
		return () => {
			if (gone !== undefined) this.#ports.choose({ goals: this.#ports.choices().goals.toSpliced(at, 0, gone) });
		};
	}
}
