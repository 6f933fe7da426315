import type { WalkStep } from '$core/score/describe/index.ts';

/** What a key means in the score. */
export type ScoreKey =
	| { readonly kind: 'walk'; readonly step: WalkStep }
	| { readonly kind: 'bar'; readonly by: 1 | -1; readonly extends: boolean }
	| { readonly kind: 'end'; readonly which: 'first' | 'last' }
	| { readonly kind: 'seek' | 'describe' | 'clear' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const plainKeys: Readonly<Record<string, ScoreKey>> = {
	ArrowRight: { kind: 'walk', step: 'next' },
	ArrowLeft: { kind: 'walk', step: 'previous' },
	PageDown: { kind: 'bar', by: 1, extends: false },
	PageUp: { kind: 'bar', by: -1, extends: false },
	Home: { kind: 'end', which: 'first' },
	End: { kind: 'end', which: 'last' },
	Enter: { kind: 'seek' },
	d: { kind: 'describe' },
	Escape: { kind: 'clear' }
};

/** Null for a key that the score leaves to others: arrows up and down, and those with Control or Shift, are the editor's. */
export function toScoreKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): ScoreKey | null {
	if (metaKey || ctrlKey) return null;
	if (altKey) {
		if (shiftKey || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null;
		return { kind: 'walk', step: key === 'ArrowUp' ? 'higher' : 'lower' };
	}
	if (!shiftKey) return plainKeys[key] ?? null;
	return key === 'PageDown' || key === 'PageUp' ? { kind: 'bar', by: key === 'PageDown' ? 1 : -1, extends: true } : null;
}
