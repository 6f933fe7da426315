import { untrack } from 'svelte';
import type { Score } from '$core/score/index.ts';

interface Chosen {
	readonly score: Pick<Score, 'id'>;
	readonly noteIds: ReadonlySet<string>;
	/** Whole bars are chosen, which is said by itself. */
	readonly isRange: boolean;
}

/** Has the chosen notes said whenever a command changed them or chose others. Call where effects may be made. */
export function tellChosen(chosen: () => Chosen, say: (noteIds: ReadonlySet<string>) => void): void {
	let told: Chosen | null = null;
	$effect(() => {
		const now = chosen();
		const before = told;
		told = now;
		if (before?.score.id !== now.score.id) return;
		const isEdit = before.score !== now.score;
		const isChoice = before.noteIds !== now.noteIds && !now.isRange;
		if (isEdit || isChoice) untrack(() => say(now.noteIds));
	});
}
