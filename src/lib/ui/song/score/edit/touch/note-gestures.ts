import type { NoteDrag } from '$lib/app/score/drag-notes.ts';

/** What a pointer meets in a score. */
export interface MetNote {
	readonly noteId: string | null;
	/** Not rounded. */
	readonly tick: number;
}

export interface NoteGestureHandlers {
	/** Null beside the music. */
	readonly meet: (clientX: number, clientY: number) => MetNote | null;
	/** Height of a step of the staff at a note, CSS pixels; null where it is not drawn. */
	readonly stepPx: (noteId: string) => number | null;
	readonly isSelected: (noteId: string) => boolean;
	/** @param adds to what is selected, or takes away from it */
	readonly onselect: (noteId: string, adds: boolean) => void;
	/** Called whenever the drag has come to another step. */
	readonly ondrag: (drag: NoteDrag) => void;
	/** The note is let go where it is, or goes back. */
	readonly onend: (isTaken: boolean) => void;
	/** A frame drawn over notes while Shift is held, or after a long press beside them; CSS pixels of the window. Null when it is over. */
	readonly onframe: (frame: Frame | null, isDone: boolean) => void;
	readonly canDrag: () => boolean;
}

export interface Frame {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** A press that moves further than this is a drag, CSS pixels. */
const dragPx = 6;
const longPressMs = 500;

interface Press {
	readonly pointerId: number;
	readonly x: number;
	readonly y: number;
	readonly noteId: string | null;
	readonly tick: number;
	readonly isTouch: boolean;
	readonly adds: boolean;
	kind: 'waiting' | 'pitch' | 'time' | 'frame' | 'done';
	steps: number;
	timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Selecting and dragging notes with mouse, pen and finger, for an element around a score. A press on a note is kept from the score; all
 * others are the score's own. A finger drags only what is selected, so that the page can still be scrolled.
 * Put on with `{@attach}`; gives its disposer.
 */
export function noteGestures(handlers: NoteGestureHandlers): (element: HTMLElement) => () => void {
	return (element) => {
		let press: Press | null = null;

		const isControl = (event: Event): boolean =>
			event.target instanceof Element && event.target.closest('button, a, input') !== null;

		function down(event: PointerEvent): void {
			if (event.button !== 0 || isControl(event)) return;
			if (press !== null) return cancel();
			const met = handlers.meet(event.clientX, event.clientY);
			const isFramed = event.shiftKey && met?.noteId === null;
			const adds = event.shiftKey || event.ctrlKey || event.metaKey;
			if (met === null || (met.noteId === null && !isFramed)) return;
			event.stopPropagation();
			const begun: Press = {
				pointerId: event.pointerId,
				x: event.clientX,
				y: event.clientY,
				noteId: met.noteId,
				tick: met.tick,
				isTouch: event.pointerType === 'touch',
				adds,
				kind: isFramed ? 'frame' : 'waiting',
				steps: 0,
				timer: undefined
			};
			press = begun;
			const { noteId } = met;
			if (begun.isTouch && noteId !== null) {
				begun.timer = setTimeout(() => {
					if (press !== begun || begun.kind !== 'waiting') return;
					begun.kind = 'done';
					handlers.onselect(noteId, true);
				}, longPressMs);
			}
			if (isFramed) element.setPointerCapture(event.pointerId);
		}

		function move(event: PointerEvent): void {
			if (press === null || event.pointerId !== press.pointerId) return;
			event.stopPropagation();
			const [right, up] = [event.clientX - press.x, press.y - event.clientY];
			if (press.kind === 'frame') return handlers.onframe(toFrame(press, event), false);
			if (press.kind === 'waiting') begin(press, event, right, up);
			drag(press, event, up);
		}

		function begin(now: Press, event: PointerEvent, right: number, up: number): void {
			if (Math.hypot(right, up) < dragPx || now.noteId === null) return;
			clearTimeout(now.timer);
			const mayDrag = handlers.canDrag() && (!now.isTouch || handlers.isSelected(now.noteId));
			now.kind = !mayDrag ? 'done' : Math.abs(up) >= Math.abs(right) ? 'pitch' : 'time';
			if (!mayDrag) return;
			if (!handlers.isSelected(now.noteId)) handlers.onselect(now.noteId, now.adds);
			element.setPointerCapture(event.pointerId);
		}

		function drag(now: Press, event: PointerEvent, up: number): void {
			if (now.kind === 'pitch') {
				const stepPx = handlers.stepPx(now.noteId ?? '');
				if (stepPx === null) return;
				const steps = Math.round(up / stepPx);
				if (steps === now.steps) return;
				now.steps = steps;
				handlers.ondrag({ way: 'pitch', steps });
			} else if (now.kind === 'time') {
				const met = handlers.meet(event.clientX, now.y);
				if (met !== null) handlers.ondrag({ way: 'time', ticks: met.tick - now.tick });
			}
		}

		function up(event: PointerEvent): void {
			if (press === null || event.pointerId !== press.pointerId) return;
			event.stopPropagation();
			const done = press;
			forget();
			if (done.kind === 'waiting' && done.noteId !== null) handlers.onselect(done.noteId, done.adds);
			else if (done.kind === 'frame') handlers.onframe(toFrame(done, event), true);
			else if (done.kind === 'pitch' || done.kind === 'time') handlers.onend(true);
		}

		function cancel(): void {
			const left = press;
			forget();
			if (left?.kind === 'pitch' || left?.kind === 'time') handlers.onend(false);
			else if (left?.kind === 'frame') handlers.onframe(null, false);
		}

		function forget(): void {
			clearTimeout(press?.timer);
			press = null;
		}

		function key(event: KeyboardEvent): void {
			if (event.key !== 'Escape' || press === null) return;
			event.stopPropagation();
			event.preventDefault();
			cancel();
		}

		/** The page scrolls under a finger unless it is on a note that is selected. */
		function touch(event: TouchEvent): void {
			const [finger] = event.touches;
			if (finger === undefined || event.touches.length > 1 || isControl(event)) return;
			const noteId = handlers.meet(finger.clientX, finger.clientY)?.noteId ?? null;
			if (noteId !== null && handlers.isSelected(noteId) && handlers.canDrag()) event.preventDefault();
		}

		const first = { capture: true };
		element.addEventListener('pointerdown', down, first);
		element.addEventListener('pointermove', move, first);
		element.addEventListener('pointerup', up, first);
		element.addEventListener('pointercancel', cancel, first);
		element.addEventListener('touchstart', touch, { capture: true, passive: false });
		window.addEventListener('keydown', key, first);
		return () => {
			forget();
			element.removeEventListener('pointerdown', down, first);
			element.removeEventListener('pointermove', move, first);
			element.removeEventListener('pointerup', up, first);
			element.removeEventListener('pointercancel', cancel, first);
			element.removeEventListener('touchstart', touch, first);
			window.removeEventListener('keydown', key, first);
		};
	};
}

const toFrame = ({ x, y }: Press, { clientX, clientY }: PointerEvent): Frame => ({
	left: Math.min(x, clientX),
	top: Math.min(y, clientY),
	right: Math.max(x, clientX),
	bottom: Math.max(y, clientY)
});
