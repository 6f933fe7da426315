import { barIndexAt, nearestBeat } from '$core/time/index.ts';
import type { EffectiveChord, EffectiveSection } from '$core/analysis/index.ts';
import type { CheckedFact } from './change-corrections.ts';
import { ChordView } from './chord-view.svelte.ts';
import { LaneCursor } from './lane-cursor.svelte.ts';
import { SongAnalysisDesk, type SongAnalysisPorts } from './song-analysis-desk.svelte.ts';
import { spanIndexAt } from './span-at.ts';
import { TapTempo } from './tap-tempo.svelte.ts';

/** Often enough that a chord changes with the ear, seldom enough to cost nothing. */
const watchEveryMs = 50;

/** How long a chord is that is written where there are no bars, seconds. */
const newChordSeconds = 2;

/** What the middle of the Song room shows. */
export type SongFace = 'timeline' | 'sheet' | 'score' | 'practice';

/** Everything the Song room shows of an analysis: the desk, the hand in its lanes, and what is open. */
export class AnalysisRoom {
	readonly desk: SongAnalysisDesk;
	readonly cursor = new LaneCursor();
	readonly view = new ChordView();
	readonly taps: TapTempo;
	#face = $state<SongFace>('timeline');
	/** What was shown before the practice room. */
	#faceBefore: SongFace = 'timeline';
	#checkChoice = $state<boolean | null>(null);
	#openFact = $state<CheckedFact | null>(null);
	#editedChord = $state.raw<EffectiveChord | null>(null);
	#namedSection = $state.raw<EffectiveSection | null>(null);
	#nowChordAt = $state(-1);
	#nowBarAt = $state(-1);
	#isPlaying = $state(false);

	/** @param nowSeconds a clock that runs evenly, for tapping */
	constructor(ports: SongAnalysisPorts, nowSeconds: () => number) {
		this.desk = new SongAnalysisDesk(ports);
		this.taps = new TapTempo(nowSeconds);
	}

	get face(): SongFace {
		return this.#face;
	}
	set face(face: SongFace) {
		if (face === 'practice' && this.#face !== face) this.#faceBefore = this.#face;
		this.#face = face;
	}
	/** Goes into the practice room, or out of it to what was shown before. */
	practise(isPractising: boolean): void {
		if (isPractising === (this.#face === 'practice')) return;
		this.face = isPractising ? 'practice' : this.#faceBefore;
	}
	/** What the user chose; null until then, and the room decides: open where there is room, nothing was checked yet and no score wants the room. */
	get checkChoice(): boolean | null {
		return this.#checkChoice;
	}
	set checkChoice(isOpen: boolean | null) {
		this.#checkChoice = isOpen;
	}
	get openFact(): CheckedFact | null {
		return this.#openFact;
	}
	set openFact(fact: CheckedFact | null) {
		this.#openFact = fact;
	}
	/** The chord being changed in its dialog. */
	get editedChord(): EffectiveChord | null {
		return this.#editedChord;
	}
	set editedChord(chord: EffectiveChord | null) {
		this.#editedChord = chord;
	}
	/** The section being named in its dialog. */
	get namedSection(): EffectiveSection | null {
		return this.#namedSection;
	}
	set namedSection(section: EffectiveSection | null) {
		this.#namedSection = section;
	}
	/** Index of the bar that sounds, -1 without bars. */
	get nowBarAt(): number {
		return this.#nowBarAt;
	}
	get chosenChordAt(): number {
		const facts = this.desk.effective;
		return facts === null ? -1 : this.cursor.chordAt(facts);
	}
	/** While the song plays the chord that sounds, else the one chosen, else the one at the playhead. */
	get chordAtCursor(): EffectiveChord | null {
		const chords = this.desk.effective?.chords ?? [];
		const chosen = chords[this.chosenChordAt];
		return (this.#isPlaying ? chords[this.#nowChordAt] : (chosen ?? chords[this.#nowChordAt])) ?? null;
	}

	/** Another song: everything about the last one is put away but how chords are shown. */
	clear(): void {
		this.cursor.clear();
		this.taps.clear();
		this.#checkChoice = null;
		this.#openFact = null;
		this.#editedChord = null;
		this.#namedSection = null;
	}

	/** Follows the playhead until the disposer is called. */
	watch(positionSeconds: () => number, isPlaying: () => boolean): () => void {
		const look = (): void => {
			const facts = this.desk.effective;
			const seconds = positionSeconds();
			this.#isPlaying = isPlaying();
			this.#nowChordAt = facts === null ? -1 : spanIndexAt(facts.chords, seconds);
			const barAt = facts === null ? -1 : barIndexAt(facts.bars, seconds);
			this.#nowBarAt = seconds >= (facts?.bars[barAt]?.startSeconds ?? Infinity) - 0.001 ? barAt : -1;
		};
		look();
		const timer = setInterval(look, watchEveryMs);
		return () => clearInterval(timer);
	}

	/** The chord before or after the chosen one, or the one at the cursor first. */
	stepChord(direction: 1 | -1): EffectiveChord | null {
		const chords = this.desk.effective?.chords ?? [];
		const from = this.chosenChordAt;
		const next = chords[from < 0 ? this.#nowChordAt : from + direction] ?? null;
		if (next !== null) this.cursor.chooseChord(next);
		return next;
	}

	/** Opens the chord at the cursor to be changed; where there is none, the bar at the playhead to be written. */
	editChord(positionSeconds: number): void {
		const facts = this.desk.effective;
		if (facts === null) return;
		const bar = facts.bars[barIndexAt(facts.bars, positionSeconds)];
		const isInBar = bar !== undefined && positionSeconds >= bar.startSeconds && positionSeconds < bar.endSeconds;
		const span = isInBar
			? { startSeconds: bar.startSeconds, endSeconds: bar.endSeconds }
			: { startSeconds: positionSeconds, endSeconds: Math.min(facts.durationSeconds, positionSeconds + newChordSeconds) };
		this.#editedChord = this.chordAtCursor ?? { ...span, chord: null, confidence: 0, isYours: false };
	}

	/** Cuts the chord at the playhead in two, at the beat nearest to it, and chooses the second. */
	splitChord(positionSeconds: number): void {
		const facts = this.desk.effective;
		const chord = facts?.chords[spanIndexAt(facts.chords, positionSeconds)];
		if (!facts || chord === undefined) return;
		const { beatsSeconds } = facts.grid;
		const seconds = beatsSeconds[nearestBeat(beatsSeconds, positionSeconds)] ?? positionSeconds;
		this.desk.splitChord(chord, seconds);
		this.cursor.chooseChord({ ...chord, startSeconds: seconds });
	}

	/** The last tap's tempo counts. */
	takeTapped(): void {
		const { bpm } = this.taps;
		if (bpm !== null) this.desk.setBpm(bpm);
		this.taps.clear();
	}
}
