/** A place on the plot, CSS pixels from its top left corner. */
export interface PlotPoint {
	readonly x: number;
	readonly y: number;
}

/** What hands do on a plot, whatever they do it with. */
export interface PlotActions {
	/** Pressed and let go in place. */
	tap(point: PlotPoint, event: PointerEvent): void;
	/** A mouse dragged, or a finger that rested first and then dragged: marks out a stretch of time. */
	mark(from: PlotPoint, to: PlotPoint, phase: 'move' | 'end' | 'cancel'): void;
	/** A finger dragged, or the middle mouse button: moves the music under the hand. */
	pan(deltaX: number, deltaY: number): void;
	/** Two fingers: factors above 1 come closer, about their middle. */
	pinch(factorX: number, factorY: number, middle: PlotPoint): void;
	/** The mouse over the plot; null when it left. */
	hover(point: PlotPoint | null): void;
}

const mouseSlopPx = 4;
const touchSlopPx = 9;
const restMs = 420;
/** Fingers closer than this on an axis do not zoom it: a horizontal pinch must not squeeze the pitches. */
const pinchAxisPx = 56;
const glideFriction = 0.94;
const glideStopPx = 0.4;

interface Touch {
	x: number;
	y: number;
}

type Mode = 'idle' | 'pressed' | 'marking' | 'panning' | 'pinching' | 'spent';

/** Tells taps, marks, pans and pinches apart on one element. Gives the disposer. */
export function watchPointers(element: HTMLElement, actions: PlotActions): () => void {
	const touches = new Map<number, Touch>();
	const stop = new AbortController();
	const { signal } = stop;
	let mode: Mode = 'idle';
	let from: Touch = { x: 0, y: 0 };
	let last: Touch = { x: 0, y: 0 };
	let isTouch = false;
	let restTimer: ReturnType<typeof setTimeout> | undefined;
	let glideFrame = 0;
	let speedX = 0;
	let speedAtMs = 0;

	const pointOf = (event: PointerEvent): Touch => {
		const box = element.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	};
	const stopGlide = (): void => cancelAnimationFrame(glideFrame);
	const glide = (): void => {
		speedX *= glideFriction;
		if (Math.abs(speedX) < glideStopPx) return;
		actions.pan(-speedX, 0);
		glideFrame = requestAnimationFrame(glide);
	};

	function onDown(event: PointerEvent): void {
		if (event.button === 2) return;
		stopGlide();
		const point = pointOf(event);
		touches.set(event.pointerId, point);
		element.setPointerCapture(event.pointerId);
		clearTimeout(restTimer);
		if (touches.size === 2 && (mode === 'pressed' || mode === 'panning' || mode === 'idle')) {
			mode = 'pinching';
			return;
		}
		if (touches.size > 1) return;
		isTouch = event.pointerType !== 'mouse';
		from = last = point;
		speedX = 0;
		if (event.button === 1) {
			event.preventDefault();
			mode = 'panning';
			return;
		}
		mode = 'pressed';
		if (isTouch) restTimer = setTimeout(onRest, restMs);
	}

	function onRest(): void {
		if (mode !== 'pressed') return;
		mode = 'marking';
		navigator.vibrate?.(12);
		actions.mark(from, from, 'move');
	}

	function onMove(event: PointerEvent): void {
		const point = pointOf(event);
		const before = touches.get(event.pointerId);
		if (before === undefined) {
			if (event.pointerType === 'mouse') actions.hover(point);
			return;
		}
		if (mode === 'pinching') pinch(event.pointerId, before, point);
		touches.set(event.pointerId, point);
		if (mode === 'pressed' && Math.hypot(point.x - from.x, point.y - from.y) > (isTouch ? touchSlopPx : mouseSlopPx)) {
			clearTimeout(restTimer);
			mode = isTouch ? 'panning' : 'marking';
		}
		if (mode === 'marking') actions.mark(from, point, 'move');
		if (mode === 'panning') {
			speedX = event.timeStamp > speedAtMs ? ((point.x - last.x) / Math.max(1, event.timeStamp - speedAtMs)) * 16 : speedX;
			speedAtMs = event.timeStamp;
			actions.pan(last.x - point.x, last.y - point.y);
		}
		last = point;
	}

	function pinch(moved: number, before: Touch, after: Touch): void {
		for (const [id, other] of touches) {
			if (id === moved) continue;
			const wide = Math.abs(before.x - other.x);
			const tall = Math.abs(before.y - other.y);
			const factorX = wide > pinchAxisPx ? Math.abs(after.x - other.x) / wide : 1;
			const factorY = tall > pinchAxisPx ? Math.abs(after.y - other.y) / tall : 1;
			actions.pan((before.x - after.x) / 2, (before.y - after.y) / 2);
			actions.pinch(Math.max(0.5, factorX), Math.max(0.5, factorY), { x: (after.x + other.x) / 2, y: (after.y + other.y) / 2 });
			return;
		}
	}

	function onUp(event: PointerEvent): void {
		if (!touches.delete(event.pointerId)) return;
		clearTimeout(restTimer);
		const point = pointOf(event);
		const isCancelled = event.type === 'pointercancel';
		if (mode === 'pressed' && !isCancelled) actions.tap(point, event);
		if (mode === 'marking') actions.mark(from, point, isCancelled ? 'cancel' : 'end');
		const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
		if (mode === 'panning' && isTouch && !isCalm && event.timeStamp - speedAtMs < 60) glide();
		// After a pinch the finger that stays must not tap or pan: hands never lift together.
		mode = touches.size > 0 ? 'spent' : 'idle';
	}

	element.addEventListener('pointerdown', onDown, { signal });
	element.addEventListener('pointermove', onMove, { signal });
	element.addEventListener('pointerup', onUp, { signal });
	element.addEventListener('pointercancel', onUp, { signal });
	element.addEventListener('pointerleave', () => actions.hover(null), { signal });
	return () => {
		stop.abort();
		stopGlide();
		clearTimeout(restTimer);
	};
}
