import type { TakeAwayChoice } from '$contracts/score/take-away-choice.ts';

/** Keeps a choice for a test, as the preferences do. */
export function keptChoice(first: TakeAwayChoice): { value: TakeAwayChoice } {
	let value = $state.raw(first);
	return {
		get value() {
			return value;
		},
		set value(next) {
			value = next;
		}
	};
}
