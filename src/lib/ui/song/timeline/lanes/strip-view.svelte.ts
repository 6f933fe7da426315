import type { Timeline } from '../../../../app/timeline/timeline.svelte.ts';
import { laneScreen, laneWindow, screenSeconds, type LaneWindow } from './lane-window.ts';

/** What a lane shows of its timeline, and where on its strip things stand. */
export class StripView {
	readonly #timeline: () => Timeline;
	readonly #secondsPerPixel = $derived.by(() => this.#timeline().time.secondsPerPixel);
	readonly #screen = $derived.by(() => laneScreen(this.#timeline()));
	readonly #part = $derived.by(() => {
		const time = { startSeconds: 0, secondsPerPixel: this.#secondsPerPixel };
		return laneWindow(this.#screen, screenSeconds({ time, widthPx: this.#timeline().widthPx }));
	});

	constructor(timeline: () => Timeline) {
		this.#timeline = timeline;
	}

	get secondsPerPixel(): number {
		return this.#secondsPerPixel;
	}
	/** The stretch that is in the page; the same object until another screen is shown or the scale changes. */
	get part(): LaneWindow {
		return this.#part;
	}
	/** How far the strip is moved for the screen to show what it should, pixels. */
	get offsetPx(): number {
		return this.lengthPx(this.#timeline().time.startSeconds, this.#part.fromSeconds);
	}

	/** From the strip's beginning, pixels. */
	xOf(seconds: number): number {
		return this.lengthPx(this.#part.fromSeconds, seconds);
	}

	lengthPx(fromSeconds: number, toSeconds: number): number {
		return (toSeconds - fromSeconds) / this.#secondsPerPixel;
	}
}
