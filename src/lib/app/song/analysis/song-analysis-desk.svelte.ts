import type { SongMusic } from '$contracts/song.ts';
import type { Analysis } from '$core/analysis/analysis.ts';
import type { BeatEdit, Corrections } from '$core/analysis/corrections.ts';
import {
	applyCorrections,
	noCorrections,
	rebaseBeatEdits,
	type EffectiveAnalysis,
	type EffectiveChord,
	type EffectiveSection
} from '$core/analysis/index.ts';
import type { Chord, MusicalKey } from '$core/harmony/chord.ts';
import {
	withBorder,
	withChord,
	withoutChords,
	withoutFact,
	withSectionName,
	withTempoTimes,
	type CheckedFact
} from './change-corrections.ts';
import { emptyStack, push, stepBack, stepForward, type CorrectionsStack } from './corrections-stack.ts';
import { nearestUsualCents } from './analysis-words.ts';
import { toSongMusic } from './song-music.ts';

export interface SongAnalysisPorts {
	/** Writes both in one transaction. */
	save(corrections: Corrections, music: SongMusic): Promise<void>;
	/** Beats between two anchors, tracked again; absent where the beat evidence was cleared. */
	readonly retrack?: ((fromSeconds: number, toSeconds: number, bpm?: number) => Promise<readonly number[]>) | undefined;
	/** Told of what went wrong while saving or tracking. */
	onFault(error: unknown): void;
}

/** A chord shorter than this is a slip of the hand, seconds. */
const leastChordSeconds = 0.05;

/** Two tempi this near are the same one told in other octaves, as a share. */
const octaveTolerance = 0.04;

/**
 * What is known of one song's music: what was heard, the user's word over it, and both together. Every change can be
 * undone and is written down at once; another analysis never touches a correction.
 */
export class SongAnalysisDesk {
	readonly #ports: SongAnalysisPorts;
	#analysis = $state.raw<Analysis | null>(null);
	#corrections = $state.raw<Corrections>(noCorrections(''));
	#stack = $state.raw<CorrectionsStack>(emptyStack);
	#isTracking = $state(false);
	readonly #effective: EffectiveAnalysis | null = $derived(
		this.#analysis === null ? null : applyCorrections(this.#analysis, this.#corrections)
	);
	#isSaving = false;
	#unsaved: { readonly corrections: Corrections; readonly analysis: Analysis } | null = null;

	constructor(ports: SongAnalysisPorts) {
		this.#ports = ports;
	}

	get analysis(): Analysis | null {
		return this.#analysis;
	}
	get corrections(): Corrections {
		return this.#corrections;
	}
	/** Null until the song was analysed. */
	get effective(): EffectiveAnalysis | null {
		return this.#effective;
	}
	get isChecked(): boolean {
		return this.#corrections.isChecked ?? false;
	}
	/** What undo would take back; null when there is nothing. */
	get undoTitle(): string | null {
		return this.#stack.done.at(-1)?.title ?? null;
	}
	get redoTitle(): string | null {
		return this.#stack.undone.at(-1)?.title ?? null;
	}
	get canRetrack(): boolean {
		return this.#ports.retrack !== undefined;
	}
	get isTracking(): boolean {
		return this.#isTracking;
	}

	/** Puts a song on the desk. */
	open(songId: string, analysis: Analysis | null, corrections: Corrections | null): void {
		this.#analysis = analysis;
		this.#corrections = corrections ?? noCorrections(songId);
		this.#stack = emptyStack;
	}

	/** What was heard anew; corrections and what can be undone stay. */
	setAnalysis(analysis: Analysis | null): void {
		this.#analysis = analysis;
	}

	undo(): string | null {
		const back = stepBack(this.#stack);
		if (back === null) return null;
		this.#stack = back.stack;
		this.#put(back.step.before);
		return back.step.title;
	}

	redo(): string | null {
		const forward = stepForward(this.#stack);
		if (forward === null) return null;
		this.#stack = forward.stack;
		this.#put(forward.step.after);
		return forward.step.title;
	}

	setChecked(isChecked: boolean): void {
		this.#put({ ...this.#corrections, isChecked });
	}

	setTuning(tuningCents: number): void {
		this.#do('Set the tuning', { ...this.#corrections, tuningCents: Math.min(50, Math.max(-50, tuningCents)) });
	}

	setKey(key: MusicalKey): void {
		this.#do('Set the key', { ...this.#corrections, key });
	}

	halveTempo(): void {
		this.#retime('Halve the tempo', withTempoTimes(this.#corrections, 0.5));
	}

	doubleTempo(): void {
		this.#retime('Double the tempo', withTempoTimes(this.#corrections, 2));
	}

	/** A tempo tapped or typed, 20 to 400: beats are laid out evenly. */
	setBpm(bpm: number): void {
		const steadyBpm = Math.round(Math.min(400, Math.max(20, bpm)) * 100) / 100;
		const { beatEdits: _, ...rest } = withoutFact(this.#corrections, 'tempo');
		this.#do('Set the tempo', { ...rest, beatEdits: [], steadyBpm });
	}

	setMeter(beatsPerBar: number): void {
		this.#do('Set the meter', { ...this.#corrections, beatsPerBar });
	}

	setFirstDownbeat(seconds: number): void {
		this.#do('Set bar 1', { ...this.#corrections, firstDownbeatSeconds: Math.max(0, seconds) });
	}

	/** What was heard counts again. */
	reset(fact: CheckedFact): void {
		const after = withoutFact(this.#corrections, fact);
		if (fact === 'tempo') this.#retime('Reset the tempo', after);
		else this.#do(`Reset the ${fact === 'firstDownbeat' ? 'first bar' : fact}`, after);
	}

	/** One tap: what was thought of next counts; for the tuning, what people tune to nearby. */
	takeRunnerUp(fact: CheckedFact): void {
		const heard = this.#effective;
		if (heard === null) return;
		const { tuning, key, tempo, meter, firstDownbeat } = heard;
		const usual = tuning === null ? null : nearestUsualCents(tuning.value);
		if (fact === 'tuning' && usual !== null) this.setTuning(usual);
		if (fact === 'key' && key?.runnerUp) this.setKey(key.runnerUp.value);
		if (fact === 'meter' && meter?.runnerUp) this.setMeter(meter.runnerUp.value);
		if (fact === 'firstDownbeat' && firstDownbeat?.runnerUp) this.setFirstDownbeat(firstDownbeat.runnerUp.value);
		if (fact === 'tempo' && tempo?.runnerUp) this.#takeTempo(tempo.value, tempo.runnerUp.value);
	}

	moveBeat(fromSeconds: number, toSeconds: number): void {
		this.#edit('Move a beat', { kind: 'move', fromSeconds, toSeconds: Math.max(0, toSeconds) });
	}

	/** By milliseconds; nudges one after the other are undone as one. */
	nudgeBeat(seconds: number, byMs: number): void {
		const last = this.#corrections.beatEdits.at(-1);
		const isSame = last?.kind === 'move' && last.toSeconds === seconds && this.#stack.done.at(-1)?.gesture !== undefined;
		const origin = isSame ? last.fromSeconds : seconds;
		const edits = isSame ? this.#corrections.beatEdits.slice(0, -1) : this.#corrections.beatEdits;
		const edit: BeatEdit = { kind: 'move', fromSeconds: origin, toSeconds: Math.max(0, seconds + byMs / 1000) };
		this.#do('Nudge a beat', { ...this.#corrections, beatEdits: [...edits, edit] }, `nudge ${origin}`);
	}

	insertBeat(atSeconds: number): void {
		this.#edit('Insert a beat', { kind: 'insert', atSeconds });
	}

	removeBeat(atSeconds: number): void {
		this.#edit('Delete a beat', { kind: 'remove', atSeconds });
	}

	spreadBeats(fromSeconds: number, toSeconds: number, count: number): void {
		this.#edit('Spread beats evenly', { kind: 'spread', fromSeconds, toSeconds, count });
	}

	/** Tracks beats again between two anchors. Resolves to whether beats were found. */
	async retrackBeats(fromSeconds: number, toSeconds: number, bpm?: number): Promise<boolean> {
		const songId = this.#corrections.songId;
		if (this.#isTracking || this.#ports.retrack === undefined) return false;
		this.#isTracking = true;
		try {
			const beatsSeconds = [...(await this.#ports.retrack(fromSeconds, toSeconds, bpm))];
			if (this.#corrections.songId !== songId) return false;
			this.#edit('Track beats again', { kind: 'retrack', fromSeconds, toSeconds, beatsSeconds });
			return true;
		} catch (error) {
			this.#ports.onFault(error);
			return false;
		} finally {
			this.#isTracking = false;
		}
	}

	/** Null writes "no chord". */
	writeChord(startSeconds: number, endSeconds: number, chord: Chord | null): void {
		if (endSeconds <= startSeconds) return;
		this.#do('Write a chord', withChord(this.#corrections, { startSeconds, endSeconds, chord }));
	}

	/** One chord becomes two, so that the second can be changed. Does nothing outside it. */
	splitChord({ startSeconds, endSeconds, chord }: EffectiveChord, seconds: number): void {
		if (seconds - startSeconds < leastChordSeconds || endSeconds - seconds < leastChordSeconds) return;
		this.#do('Split a chord', withChord(this.#corrections, { startSeconds: seconds, endSeconds, chord }));
	}

	/** What was heard shows again there. */
	clearChords(startSeconds: number, endSeconds: number): void {
		this.#do('Reset a chord', withoutChords(this.#corrections, startSeconds, endSeconds));
	}

	moveChordBorder(before: EffectiveChord, after: EffectiveChord, seconds: number): void {
		if (Math.abs(seconds - after.startSeconds) < 0.001) return;
		const within = Math.min(after.endSeconds, Math.max(before.startSeconds, seconds));
		this.#do('Move a chord change', withBorder(this.#corrections, before, after, within));
	}

	nameSection({ startSeconds, endSeconds }: EffectiveSection, name: string): void {
		this.#do('Name a section', withSectionName(this.#corrections, startSeconds, endSeconds, name.trim().slice(0, 60)));
	}

	#takeTempo(bpm: number, other: number): void {
		const ratio = other / bpm;
		const isNear = (times: number): boolean => Math.abs(ratio / times - 1) < octaveTolerance;
		if (isNear(2)) this.doubleTempo();
		else if (isNear(0.5)) this.halveTempo();
		else this.setBpm(other);
	}

	/** Half, double, or as heard: edits made by hand stay where the hand put them. */
	#retime(title: string, after: Corrections | null): void {
		const before = this.#corrections;
		if (after === null || this.#analysis === null) return;
		this.#do(title, { ...after, beatEdits: rebaseBeatEdits(this.#analysis, before, after) });
	}

	#edit(title: string, edit: BeatEdit): void {
		this.#do(title, { ...this.#corrections, beatEdits: [...this.#corrections.beatEdits, edit] });
	}

	#do(title: string, after: Corrections, gesture?: string): void {
		const before = this.#corrections;
		this.#stack = push(this.#stack, { title, before, after, ...(gesture === undefined ? {} : { gesture }) });
		this.#put(after);
	}

	#put(corrections: Corrections): void {
		this.#corrections = { ...corrections, revision: this.#corrections.revision + 1 };
		if (this.#analysis !== null) this.#unsaved = { corrections: this.#corrections, analysis: this.#analysis };
		void this.#save();
	}

	/** One write at a time; what changes meanwhile is written after it, in its last state. */
	async #save(): Promise<void> {
		if (this.#isSaving) return;
		this.#isSaving = true;
		try {
			for (let next = this.#unsaved; next !== null; next = this.#unsaved) {
				this.#unsaved = null;
				await this.#ports.save(next.corrections, toSongMusic(next.analysis, next.corrections));
			}
		} catch (error) {
			this.#ports.onFault(error);
		} finally {
			this.#isSaving = false;
		}
	}
}
