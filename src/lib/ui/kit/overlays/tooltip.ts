import type { Attachment } from 'svelte/attachments';
import { placeBeside, type Side } from './place.ts';

export interface Hint {
	readonly text: string;
	/** Key caps after the words. */
	readonly keys?: readonly string[];
	/** The words are the control's accessible name already, so they are not read out twice. */
	readonly isName?: boolean;
	readonly side?: Side;
}

const openDelayMs = 500;
const closeDelayMs = 120;
const gapPx = 6;
const marginPx = 8;
let serial = 0;

/**
 * Words beside a control: after half a second of hovering, at once on keyboard focus, never on touch. They stay while
 * the pointer is on them and leave with Escape (WCAG 1.4.13). Shown in the top layer, so also above dialogs.
 */
export function tooltip(hint: () => Hint): Attachment<HTMLElement> {
	return (control) => {
		let bubble: HTMLElement | null = null;
		let timer: ReturnType<typeof setTimeout> | undefined;

		const hide = (): void => {
			clearTimeout(timer);
			if (bubble === null) return;
			control.removeAttribute('aria-describedby');
			bubble.remove();
			bubble = null;
		};
		const show = (): void => {
			clearTimeout(timer);
			const { text, keys = [], isName = false, side = 'below' } = hint();
			if (bubble !== null || text === '' || !control.isConnected) return;
			bubble = makeBubble(text, keys);
			bubble.addEventListener('pointerenter', () => clearTimeout(timer));
			bubble.addEventListener('pointerleave', hideSoon);
			// Inside the control's dialog, since what lies outside an open dialog takes no pointer.
			(control.closest('dialog') ?? document.body).append(bubble);
			bubble.showPopover();
			const anchor = control.getBoundingClientRect();
			const size = bubble.getBoundingClientRect();
			const place = placeBeside({
				anchor,
				width: size.width,
				height: size.height,
				viewportWidth: document.documentElement.clientWidth,
				viewportHeight: document.documentElement.clientHeight,
				side,
				align: 'centre',
				gap: gapPx,
				margin: marginPx
			});
			bubble.style.left = `${place.left}px`;
			bubble.style.top = `${place.top}px`;
			if (!isName) control.setAttribute('aria-describedby', bubble.id);
		};
		const hideSoon = (): void => {
			clearTimeout(timer);
			timer = setTimeout(hide, closeDelayMs);
		};
		const onEnter = (event: PointerEvent): void => {
			if (event.pointerType === 'touch') return;
			clearTimeout(timer);
			timer = setTimeout(show, openDelayMs);
		};
		const onFocus = (): void => {
			if (control.matches(':focus-visible')) show();
		};
		const onKeyDown = (event: KeyboardEvent): void => {
			if (event.key !== 'Escape' || bubble === null) return;
			event.preventDefault();
			hide();
		};

		const stop = new AbortController();
		const { signal } = stop;
		control.addEventListener('pointerenter', onEnter, { signal });
		control.addEventListener('pointerleave', hideSoon, { signal });
		control.addEventListener('pointerdown', hide, { signal });
		control.addEventListener('focus', onFocus, { signal });
		control.addEventListener('blur', hide, { signal });
		control.addEventListener('keydown', onKeyDown, { signal });
		return () => {
			stop.abort();
			hide();
		};
	};
}

function makeBubble(text: string, keys: readonly string[]): HTMLElement {
	const bubble = document.createElement('div');
	bubble.id = `tooltip-${++serial}`;
	bubble.className = 'kit-tooltip';
	bubble.role = 'tooltip';
	bubble.popover = 'manual';
	bubble.append(text);
	if (keys.length > 0) {
		const caps = document.createElement('span');
		caps.className = 'caps';
		for (const key of keys) {
			const cap = document.createElement('kbd');
			cap.textContent = key;
			caps.append(cap);
		}
		bubble.append(caps);
	}
	return bubble;
}
