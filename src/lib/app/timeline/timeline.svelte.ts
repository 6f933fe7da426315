import { clampPitchView, fitPitch, midiAt, panPitch, rowTopPx, zoomPitch, type PitchView } from './pitch-view.ts';
import {
	clampTimeView,
	fitTime,
	followTime,
	panTime,
	secondsAt,
	showRange,
	xAt,
	zoomTime,
	type FollowMode,
	type TimeBounds,
	type TimeView
} from './time-view.ts';

/** How close a new song is shown at first: enough to see notes rather than a texture. */
const openingPixelsPerSecond = 50;

/**
 * What part of a song is on the screen. One for the waveform and the roll, so that they cannot drift apart. Sizes are
 * CSS pixels of the plot, without the keys beside it.
 */
export class Timeline {
	#bounds = $state.raw<TimeBounds>({ durationSeconds: 0, widthPx: 1 });
	#heightPx = $state(1);
	#time = $state.raw<TimeView>({ startSeconds: 0, secondsPerPixel: 1 });
	#pitch = $state.raw<PitchView>({ topMidi: 84, semitonePx: 12 });
	#followMode = $state<FollowMode>('page');
	#isFollowPaused = $state(false);
	#wasShown = false;
	#pitchRange: readonly [number, number] = [Infinity, -Infinity];
	#isPitchOwn = false;

	get time(): TimeView {
		return this.#time;
	}
	get pitch(): PitchView {
		return this.#pitch;
	}
	get durationSeconds(): number {
		return this.#bounds.durationSeconds;
	}
	get widthPx(): number {
		return this.#bounds.widthPx;
	}
	get heightPx(): number {
		return this.#heightPx;
	}
	get endSeconds(): number {
		return Math.min(this.durationSeconds, this.secondsAt(this.widthPx));
	}
	get isWholeSong(): boolean {
		return this.widthPx * this.#time.secondsPerPixel >= this.durationSeconds - 1e-6;
	}
	get followMode(): FollowMode {
		return this.#followMode;
	}
	/** True while the view moves with the playhead; a pan by hand pauses it until `resumeFollowing`. */
	get isFollowing(): boolean {
		return this.#followMode !== 'off' && !this.#isFollowPaused;
	}

	secondsAt(xPx: number): number {
		return secondsAt(this.#time, xPx);
	}
	/** The time at a place, no further than the song's ends. */
	seekSecondsAt(xPx: number): number {
		return Math.min(this.durationSeconds, Math.max(0, this.secondsAt(xPx)));
	}
	xAt(seconds: number): number {
		return xAt(this.#time, seconds);
	}
	/** The MIDI number of the row at a height. */
	pitchAt(yPx: number): number {
		return Math.round(midiAt(this.#pitch, yPx));
	}
	rowTopPx(pitchMidi: number): number {
		return rowTopPx(this.#pitch, pitchMidi);
	}

	/** A new song; the view goes back to its beginning. */
	setSong(durationSeconds: number): void {
		this.#bounds = { ...this.#bounds, durationSeconds };
		this.#wasShown = false;
		this.#isPitchOwn = false;
		this.#isFollowPaused = false;
		this.#open();
	}

	/** The plot's size; the left edge stays where it is, and a view of the whole song stays one. */
	resize(widthPx: number, heightPx: number): void {
		if (widthPx !== this.widthPx) {
			const wasWhole = this.isWholeSong && this.#wasShown;
			this.#bounds = { ...this.#bounds, widthPx };
			this.#time = wasWhole ? fitTime(this.#bounds) : clampTimeView(this.#time, this.#bounds);
		}
		if (heightPx !== this.#heightPx) {
			this.#heightPx = heightPx;
			this.#pitch = this.#isPitchOwn ? clampPitchView(this.#pitch, heightPx) : fitPitch(heightPx, ...this.#pitchRange);
		}
		this.#open();
	}

	/** The lowest and highest pitch there is; the view fits them until someone has zoomed or moved it by hand. */
	setPitchRange(lowestMidi: number, highestMidi: number): void {
		this.#pitchRange = [lowestMidi, highestMidi];
		if (!this.#isPitchOwn) this.#pitch = fitPitch(this.#heightPx, lowestMidi, highestMidi);
	}

	/** Positive shows later music. By hand: following pauses. */
	panBy(deltaXPx: number, deltaYPx = 0): void {
		if (deltaXPx !== 0) {
			this.#isFollowPaused = true;
			this.#time = panTime(this.#time, this.#bounds, deltaXPx);
		}
		if (deltaYPx !== 0) this.#setPitch(panPitch(this.#pitch, this.#heightPx, deltaYPx));
	}

	/** Puts a time at the left edge, as the overview does. By hand: following pauses. */
	moveTo(startSeconds: number): void {
		this.#isFollowPaused = true;
		this.#time = clampTimeView({ ...this.#time, startSeconds }, this.#bounds);
	}

	/** A factor above 1 comes closer; `xPx` keeps its time. */
	zoomTimeAbout(factor: number, xPx: number): void {
		this.#time = zoomTime(this.#time, this.#bounds, factor, xPx);
	}

	zoomPitchAbout(factor: number, yPx: number): void {
		this.#setPitch(zoomPitch(this.#pitch, this.#heightPx, factor, yPx));
	}

	fit(): void {
		this.#time = fitTime(this.#bounds);
	}

	fitPitches(): void {
		this.#isPitchOwn = false;
		this.#pitch = fitPitch(this.#heightPx, ...this.#pitchRange);
	}

	show(startSeconds: number, endSeconds: number): void {
		this.#isFollowPaused = true;
		this.#time = showRange(this.#bounds, startSeconds, endSeconds);
	}

	/** Moves just as far as is needed to have a note on the screen, with a little air around it. */
	reveal(onsetSeconds: number, pitchMidi: number): void {
		const x = this.xAt(onsetSeconds);
		const margin = 0.08 * this.widthPx;
		if (x < margin || x > this.widthPx - 2 * margin) this.panBy(x - (x < margin ? 2 * margin : this.widthPx - 4 * margin));
		const top = this.rowTopPx(pitchMidi);
		const bottom = top + this.#pitch.semitonePx;
		if (top < 0) this.panBy(0, top - this.#pitch.semitonePx);
		else if (bottom > this.#heightPx) this.panBy(0, bottom - this.#heightPx + this.#pitch.semitonePx);
	}

	chooseFollow(mode: FollowMode): void {
		this.#followMode = mode;
		this.#isFollowPaused = false;
	}

	resumeFollowing(): void {
		this.#isFollowPaused = false;
	}

	pauseFollowing(): void {
		this.#isFollowPaused = true;
	}

	/** Called for every frame while the song plays. */
	follow(positionSeconds: number): void {
		if (!this.isFollowing) return;
		this.#time = followTime(this.#time, this.#bounds, this.#followMode, positionSeconds);
	}

	/** Brings the playhead back on the screen after a jump, whatever the mode; does nothing when it is there. */
	jumpTo(positionSeconds: number): void {
		this.#time = followTime(this.#time, this.#bounds, 'page', positionSeconds);
	}

	#setPitch(pitch: PitchView): void {
		this.#isPitchOwn = true;
		this.#pitch = pitch;
	}

	#open(): void {
		if (this.#wasShown || this.durationSeconds === 0 || this.widthPx <= 1) return;
		this.#wasShown = true;
		this.#time = clampTimeView({ startSeconds: 0, secondsPerPixel: 1 / openingPixelsPerSecond }, this.#bounds);
	}
}
