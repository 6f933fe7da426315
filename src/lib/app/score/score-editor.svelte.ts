import type { Chord } from '$core/harmony/chord.ts';
import * as edit from '$core/score/edit/index.ts';
import { barAt, barStarts, endTick, type Meter, type Score, type ScoreNote, type WrittenKey } from '$core/score/index.ts';
import { toDragged, type NoteDrag } from './drag-notes.ts';
import { ScoreCursor } from './score-cursor.svelte.ts';
import type { ScoreSession } from './score-session.svelte.ts';

export interface ScoreEditorPorts {
	/** Sounds notes at once. */
	readonly hear: (pitchesMidi: readonly number[]) => void;
	/** Words for a screen reader. */
	readonly say: (text: string) => void;
}

/** A change that is drawn before it is made. */
export interface ScoreTrial {
	readonly title: string;
	readonly patch: edit.Patch;
	/** What it was worked out for. */
	readonly base: Score;
	readonly score: Score;
}

/** Beyond this many notes at once an edit is not heard. */
const mostHeard = 8;

/** The hand on an open score: every verb on what is selected, with what it is called in the journal. */
export class ScoreEditor {
	readonly session: ScoreSession;
	readonly cursor = new ScoreCursor();
	readonly #ports: ScoreEditorPorts;
	#clipboard = $state.raw<edit.ScoreClipboard | null>(null);
	#isHeard = $state(true);
	#isWriting = $state(false);
	#trial = $state.raw<ScoreTrial | null>(null);
	#isDragging = $state(false);
	readonly #chosen: readonly ScoreNote[] = $derived.by(() =>
		this.session.score === null ? [] : edit.selectedNotes(this.session.score, this.cursor.selection)
	);

	readonly #unsureCount: number = $derived.by(
		() => this.session.score?.parts.reduce((count, { notes }) => count + notes.filter(edit.isUnsure).length, 0) ?? 0
	);

	constructor(session: ScoreSession, ports: ScoreEditorPorts) {
		this.session = session;
		this.#ports = ports;
		session.onRewritten = (old, fresh) => this.cursor.follow(old, fresh);
	}

	get score(): Score | null {
		return this.session.score;
	}
	/** What is drawn: the score, or the change that is being tried. */
	get shown(): Score | null {
		return this.trial?.score ?? this.session.score;
	}
	/** A change that is drawn and not made yet; nothing else can be edited meanwhile. */
	get trial(): ScoreTrial | null {
		// Another song, or what another tab wrote, is nothing that it was worked out for.
		return this.#trial?.base === this.session.score ? this.#trial : null;
	}
	get canEdit(): boolean {
		return this.session.state === 'ready' && !this.session.isFollowing && this.trial === null;
	}
	/** The notes selected, of those that are there. */
	get chosen(): readonly ScoreNote[] {
		return this.#chosen;
	}
	get hasChosen(): boolean {
		return this.#chosen.length > 0;
	}
	get canPaste(): boolean {
		return this.#clipboard !== null;
	}
	/** Whether edits sound. */
	get isHeard(): boolean {
		return this.#isHeard;
	}
	set isHeard(isHeard: boolean) {
		this.#isHeard = isHeard;
	}
	/** Whether letters write notes. */
	get isWriting(): boolean {
		return this.#isWriting;
	}
	set isWriting(isWriting: boolean) {
		this.#isWriting = isWriting;
		this.#ports.say(isWriting ? 'Letters write notes' : 'Letters write no notes');
	}
	/** How many notes nobody is sure of. */
	get unsureCount(): number {
		return this.#unsureCount;
	}
	/** The part of the selection, or of the cursor. */
	get part(): Score['parts'][number] | null {
		const { score } = this;
		const lane = score === null ? null : this.cursor.laneIn(score);
		return score?.parts.find(({ id }) => id === lane?.partId) ?? null;
	}

	select(ids: Iterable<string>): void {
		const { score } = this;
		if (score === null) return;
		this.cursor.select(score, ids);
		this.#sound(this.#chosen);
	}
	selectAll(): void {
		const { score } = this;
		if (score !== null) this.cursor.selectRange(score, { fromTick: 0, toTick: endTick(score) });
	}
	selectBars(): void {
		if (this.score !== null) this.cursor.selectBars(this.score);
	}
	step(direction: 1 | -1): void {
		if (this.score !== null) this.#sound(this.cursor.step(this.score, direction));
	}
	extend(direction: 1 | -1): void {
		if (this.score !== null) this.cursor.extend(this.score, direction);
	}

	/** Draws a change without making it, in place of one that is drawn. */
	tryOut(title: string, patch: edit.Patch): void {
		const { score, session } = this;
		if (score === null || session.state !== 'ready' || session.isFollowing) return;
		this.#trial = { title, patch, base: score, score: edit.applyPatch(score, patch).score };
	}
	/** Makes the change that is drawn. Answers whether anything changed. */
	acceptTrial(): boolean {
		const trial = this.#trial;
		this.#trial = null;
		if (trial === null || trial.base !== this.score) return false;
		return this.session.apply(trial.patch, { title: trial.title });
	}
	dropTrial(): void {
		this.#trial = null;
	}

	/** A hand drags the selected notes: they are drawn there, and stay where they were until it lets go. */
	drag(drag: NoteDrag): void {
		const { score, cursor, session } = this;
		if (score === null || (!this.canEdit && !this.#isDragging)) return;
		this.#isDragging = true;
		const { title, patch } = toDragged(score, cursor.selection, drag, session.newId);
		this.tryOut(title, patch);
		if (drag.way === 'pitch') this.#sound(edit.selectedNotes(this.shown ?? score, cursor.selection));
	}
	/** Whether notes hang at a hand. */
	get isDragging(): boolean {
		return this.#isDragging;
	}
	endDrag(isTaken: boolean): void {
		if (!this.#isDragging) return;
		this.#isDragging = false;
		if (isTaken) this.acceptTrial();
		else this.dropTrial();
	}

	undo(): void {
		this.#trial = null;
		this.#ports.say(`Undone: ${this.session.undo() ?? 'nothing'}`);
	}
	redo(): void {
		this.#trial = null;
		this.#ports.say(`Done again: ${this.session.redo() ?? 'nothing'}`);
	}

	/** Up or down: by a step of the key, a semitone or an octave. */
	movePitch(by: 'step' | 'semitone' | 'octave', direction: 1 | -1): void {
		const title = `Move ${direction > 0 ? 'up' : 'down'} a${by === 'octave' ? 'n' : ''} ${by}`;
		const isDone = this.#edit(title, (score, selection, newId) => {
			if (by === 'step') return edit.moveDiatonic(score, selection, { steps: direction }, newId);
			if (by === 'octave') return edit.moveOctave(score, selection, { octaves: direction }, newId);
			return edit.moveChromatic(score, selection, { semitones: direction }, newId);
		});
		if (isDone) this.#sound(this.#chosen);
	}

	/** Earlier or later by the value that is chosen for writing. */
	moveTime(direction: 1 | -1): void {
		const ticks = direction * edit.valueTicks(this.cursor.value);
		this.#edit(direction > 0 ? 'Move later' : 'Move earlier', (score, selection, newId) =>
			edit.moveInTime(score, selection, { ticks }, newId)
		);
	}

	/** The value of what is selected, and of the next note. */
	setValue(type: edit.NoteValue['type']): void {
		this.cursor.value = { type };
		this.#edit('Change the value', (score, selection, newId) => edit.setValue(score, selection, { type }, newId));
	}
	toggleDot(): void {
		const { value } = this.cursor;
		if (!this.hasChosen) this.cursor.value = { type: value.type, dots: value.dots === 1 ? 0 : 1 };
		this.#edit('Dot', (score, selection, newId) => edit.toggleDot(score, selection, newId));
	}
	toggleTriplet(): void {
		const { value } = this.cursor;
		const tuplet = { actual: 3, normal: 2 };
		if (!this.hasChosen) this.cursor.value = value.tuplet === undefined ? { type: value.type, tuplet } : { type: value.type };
		this.#edit('Triplet', (score, selection, newId) => edit.toggleTriplet(score, selection, newId));
	}
	tie(): void {
		this.#edit('Tie to the next', (score, selection, newId) => edit.tieToNext(score, selection, newId));
	}
	split(tick: number): void {
		this.#edit('Split', (score, selection, newId) => edit.splitAt(score, selection, { tick: Math.round(tick) }, newId));
	}
	/** Each selected note cut in halves. */
	splitInHalf(): void {
		const [first] = this.#chosen;
		if (first !== undefined) this.split(first.tick + Math.floor(first.ticks / 2));
	}
	setAlter(alter: number | undefined): void {
		this.#edit('Change the accidental', (score, selection, newId) =>
			edit.setSpelling(score, selection, alter === undefined ? {} : { alter }, newId)
		);
	}

	/** Writes a note at the cursor, selects it, and goes on behind it. */
	write(pitchMidi: number): void {
		const lane = this.score === null ? null : this.cursor.laneIn(this.score);
		const { tick, value } = this.cursor;
		if (lane === null) return;
		const ids: string[] = [];
		const isDone = this.#edit('Write a note', (score, _selection, newId) => {
			const counted = (): string => {
				const id = newId();
				ids.push(id);
				return id;
			};
			return edit.insertNote(score, { ...lane, tick, ticks: edit.valueTicks(value), pitchMidi }, counted);
		});
		if (!isDone) return;
		this.select(ids.slice(0, 1));
	}
	/** The letter's pitch in the key that is nearest to the last note; 0 is C, 6 is B. */
	writeLetter(letter: number): void {
		const { score } = this;
		if (score === null) return;
		const from = this.#chosen[0] ?? null;
		const tick = from === null ? this.cursor.tick : from.tick + from.ticks;
		const near = from?.pitchMidi ?? 60;
		this.cursor.moveTo(tick);
		this.write(nearestOfLetter(score, tick, letter, near));
	}
	addTone(semitones: number): void {
		this.#edit('Add a tone', (score, selection, newId) => edit.addTone(score, selection, { semitones }, newId));
	}
	delete(): void {
		this.#edit('Delete', (score, selection, newId) => edit.deleteNotes(score, selection, newId));
		this.cursor.clear();
	}

	moveToStaff(staff: number): void {
		this.#edit('Change the hand', (score, selection, newId) => edit.moveToStaff(score, selection, { staff }, newId));
	}
	/** The voice of what is selected, and of the next note. */
	moveToVoice(voice: number): void {
		const lane = this.score === null ? null : this.cursor.laneIn(this.score);
		if (lane !== null) this.cursor.setLane({ ...lane, voice });
		this.#edit('Change the voice', (score, selection, newId) => edit.moveToVoice(score, selection, { voice }, newId));
	}
	moveString(by: 1 | -1): void {
		this.#edit('Change the string', (score, selection, newId) => edit.moveToString(score, selection, { by }, newId));
	}
	moveToFret(fret: number): void {
		this.#edit('Change the fret', (score, selection, newId) => edit.moveToFret(score, selection, { fret }, newId));
	}

	copy(): void {
		const { score } = this;
		const copied = score === null ? null : edit.copyNotes(score, this.cursor.selection);
		if (copied === null) return;
		this.#clipboard = copied;
		this.#ports.say('Copied');
	}
	cut(): void {
		this.copy();
		this.#edit('Cut', (score, selection, newId) => edit.deleteNotes(score, selection, newId));
	}
	/** Puts the clipboard down at the cursor and goes on behind it. */
	paste(): void {
		const [{ score }, clipboard] = [this, this.#clipboard];
		const lane = score === null ? null : this.cursor.laneIn(score);
		if (score === null || clipboard === null || lane === null) return;
		const { tick } = this.cursor;
		const { patch, noteIds } = edit.pasteNotes(score, clipboard, { tick, ...lane }, this.session.newId);
		if (this.session.apply(patch, { title: 'Paste' }) && this.score !== null) this.cursor.select(this.score, noteIds);
	}
	repeat(): void {
		const { score } = this;
		if (score === null) return;
		const { patch, noteIds } = edit.repeatNotes(score, this.cursor.selection, this.session.newId);
		if (this.session.apply(patch, { title: 'Repeat' }) && this.score !== null) this.cursor.select(this.score, noteIds);
	}

	insertBar(): void {
		this.#edit('Insert a bar', (score, _selection, newId) =>
			edit.insertBars(score, { fromBar: this.cursor.barsIn(score).fromBar, count: 1 }, newId)
		);
	}
	deleteBars(): void {
		this.#edit('Delete the bars', (score) => edit.deleteBars(score, this.cursor.barsIn(score)));
	}
	repeatBars(): void {
		this.#edit('Repeat the bars', (score, _selection, newId) => edit.repeatBars(score, this.cursor.barsIn(score), newId));
	}
	setMeter(meter: Meter): void {
		this.#edit('Change the meter', (score, _selection, newId) =>
			edit.setMeter(score, { fromBar: this.cursor.barsIn(score).fromBar, meter }, newId)
		);
	}
	setKey(key: WrittenKey): void {
		this.#edit('Change the key', (score) => edit.setKey(score, { fromBar: this.cursor.barsIn(score).fromBar, key }));
	}
	/** The tempo from the cursor on; null takes the mark that is there away. */
	setTempo(tempo: Omit<edit.TempoArgs, 'tick'> | null): void {
		const { tick } = this.cursor;
		this.#edit('Change the tempo', (score, _selection, newId) =>
			tempo === null ? edit.removeTempo(score, { tick }) : edit.setTempo(score, { tick, ...tempo }, newId)
		);
	}
	/** The chord at the cursor: null writes that there is none, absent takes the symbol away. */
	setChord(chord?: Chord | null): void {
		const { tick } = this.cursor;
		this.#edit('Change the chord', (score, _selection, newId) =>
			chord === undefined ? edit.removeChord(score, { tick }) : edit.setChord(score, { tick, chord }, newId)
		);
	}
	/** Names the section that begins at a tick, the cursor's by default; an empty name takes it away. */
	setSection(label: string, tick = this.cursor.tick): void {
		this.#edit('Name the section', (score, _selection, newId) =>
			label === '' ? edit.removeSection(score, { tick }) : edit.setSection(score, { tick, label }, newId)
		);
	}
	/** The notes selected, or the whole score when none are. */
	transpose(interval: edit.Interval): boolean {
		return this.#edit('Transpose', (score, selection, newId) =>
			edit.transpose(score, this.hasChosen ? selection : null, interval, newId)
		);
	}
	/** The notes selected, or all, by steps of the key that they stand in. */
	transposeInKey(steps: number): boolean {
		return this.#edit('Transpose within the key', (score, selection, newId) =>
			edit.moveDiatonic(score, this.hasChosen ? selection : wholeOf(score), { steps }, newId)
		);
	}
	transposeToKey(key: WrittenKey, direction: 'nearest' | 'up' | 'down' = 'nearest'): boolean {
		return this.#edit('Transpose to another key', (score, _selection, newId) =>
			edit.transposeToKey(score, { key, direction }, newId)
		);
	}
	/** An edit that another hand worked out. Answers whether anything changed. */
	make(title: string, verb: (score: Score) => edit.Patch): boolean {
		return this.#edit(title, verb);
	}

	/** Goes to the next note that nobody is sure of. Answers it. */
	nextUnsure(): ScoreNote | null {
		const { score } = this;
		if (score === null) return null;
		const [chosen] = this.#chosen;
		const after = chosen === undefined ? { tick: this.cursor.tick } : { tick: chosen.tick, id: chosen.id };
		const next = edit.nextUnsure(score, after);
		if (next === null) this.#ports.say('No note is unsure');
		else this.select([next.id]);
		return next;
	}
	/** Takes the user's word for the selected notes, and goes to the next unsure one. */
	keep(): void {
		this.#edit('Keep', (score, selection, newId) => edit.keepNotes(score, selection, newId));
		this.nextUnsure();
	}
	/** Takes the selected notes out, and goes to the next unsure one. */
	remove(): void {
		const { score } = this;
		const [chosen] = this.#chosen;
		if (score === null || chosen === undefined) return;
		this.#edit('Remove', (now, selection, newId) => edit.deleteNotes(now, selection, newId));
		this.cursor.moveTo(chosen.tick);
		this.nextUnsure();
	}

	/** Another octave is the user's word for a note: it is sure there. */
	moveOctaveAndKeep(direction: 1 | -1): void {
		const isDone = this.#edit(`Move ${direction > 0 ? 'up' : 'down'} an octave and keep`, (score, selection, newId) => {
			const moved = edit.applyPatch(score, edit.moveOctave(score, selection, { octaves: direction }, newId)).score;
			return edit.diffScores(score, edit.applyPatch(moved, edit.keepNotes(moved, selection, newId)).score);
		});
		if (isDone) this.#sound(this.#chosen);
	}

	#edit(title: string, verb: (score: Score, selection: edit.ScoreSelection, newId: edit.NewId) => edit.Patch): boolean {
		const { score, cursor, session } = this;
		if (score === null || !this.canEdit) return false;
		const patch = verb(score, cursor.selection, session.newId);
		return session.apply(patch, { title, gesture: `${title}:${[...cursor.noteIds].slice(0, 3).join(',').slice(0, 120)}` });
	}

	#sound(notes: readonly ScoreNote[]): void {
		if (this.#isHeard && notes.length > 0 && notes.length <= mostHeard) this.#ports.hear(notes.map(({ pitchMidi }) => pitchMidi));
	}
}

/** Every note that has a pitch: drums have none. */
const wholeOf = ({ parts }: Score): edit.ScoreSelection => ({
	noteIds: new Set(parts.filter(({ isDrums }) => !isDrums).flatMap(({ notes }) => notes.map(({ id }) => id)))
});

/** The pitch with a letter's name under the key at a tick, nearest to another pitch. */
function nearestOfLetter(score: Score, tick: number, letter: number, near: number): number {
	const key = score.bars[barAt(barStarts(score.bars), tick)]?.key;
	const pitchClass = edit.letterClass(letter, key?.fifths ?? 0);
	const up = (((pitchClass - near) % 12) + 12) % 12;
	const pitch = near + (up > 6 ? up - 12 : up);
	return pitch < 0 ? pitch + 12 : pitch > 127 ? pitch - 12 : pitch;
}
