import type { Attachment } from 'svelte/attachments';

/** Where a menu was asked for, CSS pixels of the window. */
export interface ContextPoint {
	readonly x: number;
	readonly y: number;
	readonly byKey: boolean;
	readonly target: Element;
}

const longPressMs = 500;
const slackPx = 10;

/** Asks for a menu on a right click, the menu key, Shift+F10, and a long press where the system makes none of its own. */
export function contextPoint(ask: (point: ContextPoint) => void): Attachment<HTMLElement> {
	return (area) => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		let press: { x: number; y: number } | null = null;
		let hasAsked = false;
		const stop = new AbortController();
		const { signal } = stop;
		const drop = (): void => {
			clearTimeout(timer);
			press = null;
		};
		area.addEventListener(
			'contextmenu',
			(event) => {
				if (!(event.target instanceof Element) || event.target.matches('input, textarea')) return;
				event.preventDefault();
				drop();
				if (hasAsked) return;
				const byKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
				const box = event.target.getBoundingClientRect();
				const point = byKey
					? { x: box.left + box.width / 4, y: box.top + box.height / 2 }
					: { x: event.clientX, y: event.clientY };
				ask({ ...point, byKey: byKey || event.button === 0, target: event.target });
			},
			{ signal }
		);
		area.addEventListener(
			'pointerdown',
			(event) => {
				hasAsked = false;
				if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof Element)) return;
				const { target } = event;
				press = { x: event.clientX, y: event.clientY };
				timer = setTimeout(() => {
					if (press === null) return;
					hasAsked = true;
					ask({ ...press, byKey: false, target });
				}, longPressMs);
			},
			{ signal }
		);
		area.addEventListener(
			'pointermove',
			(event) => {
				if (press !== null && Math.hypot(event.clientX - press.x, event.clientY - press.y) > slackPx) drop();
			},
			{ signal }
		);
		for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) area.addEventListener(end, drop, { signal });
		// The finger that pressed long must not also click what lies under it.
		area.addEventListener(
			'click',
			(event) => {
				if (!hasAsked) return;
				hasAsked = false;
				event.preventDefault();
				event.stopPropagation();
			},
			{ signal, capture: true }
		);
		return () => {
			stop.abort();
			drop();
		};
	};
}
