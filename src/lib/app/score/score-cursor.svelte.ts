import {
	barRangeTicks,
	toTwins,
	type Lane,
	type NoteValue,
	type ScoreSelection,
	type TickRange
} from '$core/score/edit/index.ts';
import { barAt, barStarts, type Score, type ScoreNote } from '$core/score/index.ts';

/** Where the hand is in a score: what is selected, where the next note goes, and how long it will be. */
export class ScoreCursor {
	#noteIds = $state.raw<ReadonlySet<string>>(new Set());
	#range = $state.raw<TickRange | null>(null);
	#anchorTick: number | null = null;
	#tick = $state(0);
	#lane = $state.raw<Lane | null>(null);
	#value = $state.raw<NoteValue>({ type: 4 });

	get noteIds(): ReadonlySet<string> {
		return this.#noteIds;
	}
	get range(): TickRange | null {
		return this.#range;
	}
	get selection(): ScoreSelection {
		return { noteIds: this.#noteIds, ...(this.#range === null ? {} : { range: this.#range }) };
	}
	/** Where a note would be written or music pasted, ticks. */
	get tick(): number {
		return this.#tick;
	}
	/** The value of the next note. */
	get value(): NoteValue {
		return this.#value;
	}
	set value(value: NoteValue) {
		this.#value = value;
	}

	/** The part, staff and voice that the next note goes into: those of the last note chosen, else the first of the score. */
	laneIn(score: Score): Lane | null {
		const lane = this.#lane;
		const part = score.parts.find(({ id }) => id === lane?.partId) ?? score.parts[0];
		if (part === undefined) return null;
		const isSame = lane !== null && part.id === lane.partId && lane.staff < part.staves.length;
		return isSame ? lane : { partId: part.id, staff: 0, voice: 0 };
	}

	setLane(lane: Lane): void {
		this.#lane = lane;
	}

	/** Chooses notes, and goes to the first of them. */
	select(score: Score, ids: Iterable<string>): void {
		this.#noteIds = new Set(ids);
		this.#range = null;
		const first = notesOf(score).find(({ note }) => this.#noteIds.has(note.id));
		if (first === undefined) return;
		this.#tick = first.note.tick;
		this.#anchorTick = first.note.tick;
		this.#lane = { partId: first.partId, staff: first.note.staff, voice: first.note.voice };
	}

	/** Chooses a stretch and the notes that begin in it. */
	selectRange(score: Score, range: TickRange): void {
		const inside = notesOf(score).filter(({ note }) => note.tick >= range.fromTick && note.tick < range.toTick);
		this.#noteIds = new Set(inside.map(({ note }) => note.id));
		this.#range = range;
		this.#tick = range.fromTick;
	}

	/** Puts the cursor down without choosing anything. */
	moveTo(tick: number): void {
		this.#tick = Math.max(0, tick);
		this.clear();
	}

	clear(): void {
		this.#noteIds = new Set();
		this.#range = null;
		this.#anchorTick = null;
	}

	/** Chooses in another score of the same recording what is chosen in this one: what sounded there and then. */
	follow(old: Score, fresh: Score): void {
		if (this.#noteIds.size === 0) return;
		const chosen = notesOf(old).flatMap(({ note }) => (this.#noteIds.has(note.id) ? [note] : []));
		const twins = toTwins(
			chosen,
			old,
			notesOf(fresh).map(({ note }) => note),
			fresh
		);
		this.select(
			fresh,
			[...twins.values()].map(({ id }) => id)
		);
	}

	/** The next chord of the voice that the hand is in, or the one before. Answers its notes. */
	step(score: Score, direction: 1 | -1): readonly ScoreNote[] {
		const lane = this.laneIn(score);
		const part = score.parts.find(({ id }) => id === lane?.partId);
		const voice = (part?.notes ?? []).filter(({ staff, voice }) => staff === lane?.staff && voice === lane.voice);
		const isChosen = voice.some(({ id }) => this.#noteIds.has(id));
		const ticks = voice.map(({ tick }) => tick);
		const next =
			direction > 0
				? ticks.find((tick) => (isChosen ? tick > this.#tick : tick >= this.#tick))
				: ticks.findLast((tick) => tick < this.#tick);
		const chord = voice.filter(({ tick }) => tick === next);
		if (chord.length > 0) {
			this.select(
				score,
				chord.map(({ id }) => id)
			);
		}
		return chord;
	}

	/** From where the selection began to the next chord, or the one before, in every voice of the staff. */
	extend(score: Score, direction: 1 | -1): void {
		const lane = this.laneIn(score);
		const part = score.parts.find(({ id }) => id === lane?.partId);
		const notes = (part?.notes ?? []).filter(({ staff }) => staff === lane?.staff);
		const anchor = this.#anchorTick ?? this.#tick;
		const next =
			direction > 0 ? notes.find(({ tick }) => tick > this.#tick)?.tick : notes.findLast(({ tick }) => tick < this.#tick)?.tick;
		if (next === undefined) return;
		const [from, to] = [Math.min(anchor, next), Math.max(anchor, next)];
		this.#noteIds = new Set(notes.filter(({ tick }) => tick >= from && tick <= to).map(({ id }) => id));
		this.#range = null;
		this.#anchorTick = anchor;
		this.#tick = next;
	}

	/** The bars that the selection touches, or the one that the cursor is in. */
	barsIn(score: Score): { readonly fromBar: number; readonly count: number } {
		const starts = barStarts(score.bars);
		const chosen = notesOf(score).filter(({ note }) => this.#noteIds.has(note.id));
		const ticks = this.#range === null ? chosen.map(({ note }) => note.tick) : [this.#range.fromTick, this.#range.toTick - 1];
		const all = ticks.length === 0 ? [this.#tick] : ticks;
		const fromBar = barAt(starts, Math.min(...all));
		return { fromBar, count: barAt(starts, Math.max(...all)) - fromBar + 1 };
	}

	selectBars(score: Score): void {
		const range = barRangeTicks(score, this.barsIn(score));
		if (range !== null) this.selectRange(score, range);
	}
}

const notesOf = (score: Score): { readonly partId: string; readonly note: ScoreNote }[] =>
	score.parts.flatMap(({ id, notes }) => notes.map((note) => ({ partId: id, note })));
