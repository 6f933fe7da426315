/** What a turn of the wheel, or two fingers on a trackpad, asks of a plot. */
export type WheelIntent =
	| { readonly kind: 'zoom-time'; readonly factor: number }
	| { readonly kind: 'zoom-pitch'; readonly factor: number }
	| { readonly kind: 'pan'; readonly deltaX: number; readonly deltaY: number };

const linePx = 18;
const pagePx = 320;
const zoomPerPx = 0.0022;
const pinchPerPx = 0.01;

type WheelFacts = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Ctrl or Cmd zooms time (a trackpad's pinch arrives so too), Alt zooms pitch, Shift turns up and down into left and right.
 * @param hasHeight whether there is anything above or below to pan to; without, the plain wheel moves through time
 */
export function wheelIntent(event: WheelFacts, hasHeight: boolean): WheelIntent {
	const unit = event.deltaMode === 1 ? linePx : event.deltaMode === 2 ? pagePx : 1;
	const deltaX = event.deltaX * unit;
	const deltaY = event.deltaY * unit;
	// A pinch on a trackpad comes in small steps, a wheel's notch in one of a hundred or so.
	const perPx = Math.abs(deltaY) < 40 ? pinchPerPx : zoomPerPx;
	if (event.ctrlKey || event.metaKey) return { kind: 'zoom-time', factor: Math.exp(-deltaY * perPx) };
	if (event.altKey) return { kind: 'zoom-pitch', factor: Math.exp(-(deltaY || deltaX) * zoomPerPx) };
	if (event.shiftKey && deltaX === 0) return { kind: 'pan', deltaX: deltaY, deltaY: 0 };
	if (!hasHeight && Math.abs(deltaY) > Math.abs(deltaX)) return { kind: 'pan', deltaX: deltaY, deltaY: 0 };
	return { kind: 'pan', deltaX, deltaY };
}
