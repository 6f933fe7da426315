import type { EffectiveAnalysis, EffectiveChord } from '$core/analysis/index.ts';
import { nearestBeat } from '$core/time/index.ts';
import { spanIndexAt } from './span-at.ts';

/** Where the hand is in the lanes: the chord chosen, the beat chosen, and the anchor set for tracking again. */
export class LaneCursor {
	#chordSeconds = $state<number | null>(null);
	#beatSeconds = $state<number | null>(null);
	#anchorSeconds = $state<number | null>(null);
	#isEditingBeats = $state(false);

	/** The time of a beat that bounds the stretch to be tracked or spread again; null without one. */
	get anchorSeconds(): number | null {
		return this.#anchorSeconds;
	}
	get isEditingBeats(): boolean {
		return this.#isEditingBeats;
	}

	/** Index into the chords, -1 for none chosen. */
	chordAt({ chords }: Pick<EffectiveAnalysis, 'chords'>): number {
		return this.#chordSeconds === null ? -1 : spanIndexAt(chords, this.#chordSeconds);
	}

	/** Index into the beats, -1 for none chosen. A beat that moved is still the one chosen. */
	beatAt({ grid }: Pick<EffectiveAnalysis, 'grid'>): number {
		return this.#beatSeconds === null ? -1 : nearestBeat(grid.beatsSeconds, this.#beatSeconds);
	}

	chooseChord(chord: EffectiveChord | null): void {
		// A little inside, so that an edge moved by a beat does not choose its neighbour.
		this.#chordSeconds = chord === null ? null : chord.startSeconds + Math.min(0.05, (chord.endSeconds - chord.startSeconds) / 2);
	}

	chooseBeat(seconds: number | null): void {
		this.#beatSeconds = seconds;
	}

	setAnchor(seconds: number | null): void {
		this.#anchorSeconds = seconds;
	}

	editBeats(isEditing: boolean): void {
		this.#isEditingBeats = isEditing;
		if (!isEditing) this.#anchorSeconds = null;
	}

	/** Another song. */
	clear(): void {
		this.#chordSeconds = null;
		this.#beatSeconds = null;
		this.editBeats(false);
	}
}
