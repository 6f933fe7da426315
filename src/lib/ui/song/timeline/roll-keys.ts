/** What a key press on the roll asks for. */
export type RollKey =
	| { readonly kind: 'along'; readonly direction: 1 | -1 }
	| { readonly kind: 'across'; readonly direction: 1 | -1 }
	| { readonly kind: 'first' | 'last' | 'hear' | 'seek-to-note' | 'loop-in' | 'loop-out' | 'loop-note' | 'clear' | 'fit' }
	| { readonly kind: 'zoom'; readonly axis: 'time' | 'pitch'; readonly factor: number }
	| { readonly kind: 'pan'; readonly pagesX: number; readonly pagesY: number };

const zoomStep = 1.35;

type KeyFacts = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** Null for a key that is not the roll's, which then reaches the shortcuts of the app. */
export function rollKey({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyFacts): RollKey | null {
	if (ctrlKey || metaKey) return null;
	if (shiftKey && !altKey) {
		if (key === 'ArrowLeft') return { kind: 'pan', pagesX: -0.1, pagesY: 0 };
		if (key === 'ArrowRight') return { kind: 'pan', pagesX: 0.1, pagesY: 0 };
		if (key === 'ArrowUp') return { kind: 'pan', pagesX: 0, pagesY: -0.1 };
		if (key === 'ArrowDown') return { kind: 'pan', pagesX: 0, pagesY: 0.1 };
	}
	if (altKey) {
		if (key === 'ArrowUp') return { kind: 'zoom', axis: 'pitch', factor: zoomStep };
		if (key === 'ArrowDown') return { kind: 'zoom', axis: 'pitch', factor: 1 / zoomStep };
		return null;
	}
	switch (key) {
		case 'ArrowRight':
			return { kind: 'along', direction: 1 };
		case 'ArrowLeft':
			return { kind: 'along', direction: -1 };
		case 'ArrowUp':
			return { kind: 'across', direction: 1 };
		case 'ArrowDown':
			return { kind: 'across', direction: -1 };
		case 'Home':
			return { kind: 'first' };
		case 'End':
			return { kind: 'last' };
		case 'Enter':
			return { kind: shiftKey ? 'seek-to-note' : 'hear' };
		case '[':
			return { kind: 'loop-in' };
		case ']':
			return { kind: 'loop-out' };
		case '\\':
			return { kind: 'loop-note' };
		case 'Escape':
			return { kind: 'clear' };
		case '+':
		case '=':
			return { kind: 'zoom', axis: 'time', factor: zoomStep };
		case '-':
		case '_':
			return { kind: 'zoom', axis: 'time', factor: 1 / zoomStep };
		case '0':
			return { kind: 'fit' };
		case 'PageUp':
			return { kind: 'pan', pagesX: -0.9, pagesY: 0 };
		case 'PageDown':
			return { kind: 'pan', pagesX: 0.9, pagesY: 0 };
		default:
			return null;
	}
}

/** For the help sheet: key caps and what they do. */
export const rollKeyHelp: readonly { readonly caps: readonly string[]; readonly does: string }[] = [
	{ caps: ['←', '→'], does: 'The note before, the note after' },
	{ caps: ['↑', '↓'], does: 'The next note higher or lower' },
	{ caps: ['Home', 'End'], does: 'The first note, the last note' },
	{ caps: ['Enter'], does: 'Hear the note' },
	{ caps: ['Shift', 'Enter'], does: 'Go to the note' },
	{ caps: ['[', ']'], does: 'Loop from here, loop to here' },
	{ caps: ['\\'], does: 'Loop the note' },
	{ caps: ['Esc'], does: 'Let go of the note, then of the loop' },
	{ caps: ['+', '−'], does: 'Closer, wider' },
	{ caps: ['0'], does: 'The whole song' },
	{ caps: ['Alt', '↑ ↓'], does: 'Taller, flatter rows' },
	{ caps: ['Shift', '← →'], does: 'Move through the song' },
	{ caps: ['Shift', '↑ ↓'], does: 'Move through the pitches' }
];
