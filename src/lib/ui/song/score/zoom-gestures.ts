import type { Attachment } from 'svelte/attachments';

/** Where on the screen a gesture has its middle. */
interface Point {
	readonly clientX: number;
	readonly clientY: number;
}

interface ZoomGestures {
	/** While it lasts: how much larger than at its beginning. */
	onpreview: (factor: number, at: Point) => void;
	/** It is over. */
	onzoom: (factor: number, at: Point) => void;
}

/** A wheel that rests this long has come to its end, ms. */
const wheelRestMs = 140;
/** Wheel travel that doubles the size, CSS pixels. */
const wheelDoublePx = 240;

/** Control with the wheel, which is also a pinch on a touch pad, and two fingers on a screen. */
export function zoomGestures({ onpreview, onzoom }: ZoomGestures): Attachment<HTMLElement> {
	return (element) => {
		let wheel = 1;
		let timer: ReturnType<typeof setTimeout> | undefined;
		let pinch: { readonly startPx: number; factor: number; at: Point } | null = null;

		const wheeled = (event: WheelEvent): void => {
			if (!event.ctrlKey && !event.metaKey) return;
			event.preventDefault();
			const travelPx = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
			wheel *= 2 ** (-travelPx / wheelDoublePx);
			const at = { clientX: event.clientX, clientY: event.clientY };
			onpreview(wheel, at);
			clearTimeout(timer);
			timer = setTimeout(() => {
				onzoom(wheel, at);
				wheel = 1;
			}, wheelRestMs);
		};
		const began = (event: TouchEvent): void => {
			const span = spanOf(event);
			if (span !== null) pinch = { startPx: span.px, factor: 1, at: span.at };
		};
		const moved = (event: TouchEvent): void => {
			const span = spanOf(event);
			if (span === null || pinch === null) return;
			event.preventDefault();
			pinch.factor = span.px / pinch.startPx;
			onpreview(pinch.factor, pinch.at);
		};
		const ended = (): void => {
			if (pinch === null) return;
			onzoom(pinch.factor, pinch.at);
			pinch = null;
		};
		element.addEventListener('wheel', wheeled, { passive: false });
		element.addEventListener('touchstart', began, { passive: true });
		element.addEventListener('touchmove', moved, { passive: false });
		element.addEventListener('touchend', ended);
		element.addEventListener('touchcancel', ended);
		return () => {
			clearTimeout(timer);
			element.removeEventListener('wheel', wheeled);
			element.removeEventListener('touchstart', began);
			element.removeEventListener('touchmove', moved);
			element.removeEventListener('touchend', ended);
			element.removeEventListener('touchcancel', ended);
		};
	};
}

function spanOf({ touches: [one, two] }: TouchEvent): { readonly px: number; readonly at: Point } | null {
	if (one === undefined || two === undefined) return null;
	const at = { clientX: (one.clientX + two.clientX) / 2, clientY: (one.clientY + two.clientY) / 2 };
	return { px: Math.max(1, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY)), at };
}
