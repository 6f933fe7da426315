import type { WalkStep } from '$core/score/describe/index.ts';

/** What a key means in the score. */
export type ScoreKey =
	| { readonly kind: 'walk'; readonly step: WalkStep }
	| { readonly kind: 'bar'; readonly by: 1 | -1; readonly extends: boolean }
	| { readonly kind: 'end'; readonly which: 'first' | 'last' }
	| { readonly kind: 'hear' | 'seek' | 'describe' | 'clear' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const steps: Readonly<Record<string, WalkStep>> = {
	ArrowRight: 'next',
	ArrowLeft: 'previous',
	ArrowUp: 'higher',
	ArrowDown: 'lower'
};

/** Null for a key that the score leaves to others. */
export function toScoreKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): ScoreKey | null {
	if (altKey || metaKey) return null;
	const isAlong = key === 'ArrowRight' || key === 'ArrowLeft';
	if (isAlong && (ctrlKey || shiftKey)) return { kind: 'bar', by: key === 'ArrowRight' ? 1 : -1, extends: shiftKey };
	if (ctrlKey || shiftKey) return null;
	const step = steps[key];
	if (step !== undefined) return { kind: 'walk', step };
	if (key === 'Home' || key === 'End') return { kind: 'end', which: key === 'Home' ? 'first' : 'last' };
	if (key === ' ') return { kind: 'hear' };
	if (key === 'Enter') return { kind: 'seek' };
	if (key === 'd') return { kind: 'describe' };
	if (key === 'Escape') return { kind: 'clear' };
	return null;
}
