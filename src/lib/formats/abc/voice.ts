import { keyAlter } from '$core/pitch/index.ts';
import type { ScoreNote, Spelling, WrittenKey } from '$core/score/index.ts';
import { checkCount, scoreLimits, type IdMaker, type LossCounter } from '../score-draft/index.ts';

const naturals = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 } as const;
const isLetter = (text: string): text is Spelling['letter'] => text in naturals;

/** What stands before a note and belongs to it. */
export interface Ornaments {
	articulations: NonNullable<ScoreNote['articulations']>;
	opensSlurs: number;
}

/** One voice while it is read: where it is, and what still waits for its next note. */
export class Voice {
	tick = 0;
	unitTicks = 0;
	key: WrittenKey = { fifths: 0, mode: 'major' };
	readonly notes: ScoreNote[] = [];
	readonly slurs: { readonly id: string; readonly fromNoteId: string; readonly toNoteId: string }[] = [];
	waiting: Ornaments = { articulations: [], opensSlurs: 0 };
	tuplet: { left: number; factor: number } | null = null;
	/** What the next note's length is multiplied by, after a broken rhythm. */
	broken = 1;
	/** Index of the first note of the line, for its words. */
	lineStart = 0;
	readonly #nextId: IdMaker;
	readonly #losses: LossCounter;
	readonly #accidentals = new Map<string, number>();
	readonly #ties = new Map<number, ScoreNote>();
	readonly #openSlurs: string[] = [];
	#last: ScoreNote[] = [];
	#lastStart = 0;

	constructor(nextId: IdMaker, losses: LossCounter) {
		this.#nextId = nextId;
		this.#losses = losses;
	}

	/** Signs hold until the bar line. */
	endBar(): void {
		this.#accidentals.clear();
	}

	/** The length of a note as it sounds here: in its tuplet, after a broken rhythm. */
	take(units: number): number {
		const factor = (this.tuplet?.factor ?? 1) * this.broken;
		this.broken = 1;
		if (this.tuplet !== null && --this.tuplet.left <= 0) this.tuplet = null;
		return Math.max(0, units * this.unitTicks * factor);
	}

	rest(ticks: number): void {
		this.#ties.clear();
		this.#last = [];
		this.#lastStart = this.tick;
		this.tick += ticks;
	}

	/** One note or a chord. @param pitches as written, such as `^c'` @param ticks 0 for grace notes */
	strike(pitches: readonly string[], ticks: number, isSlashed = false): void {
		const start = Math.round(this.tick);
		const length = ticks === 0 ? 0 : Math.max(1, Math.round(this.tick + ticks) - start);
		const { articulations, opensSlurs } = this.waiting;
		const struck = pitches.flatMap((pitch, i) => {
			const spelling = this.#toSpelling(pitch);
			const pitchMidi = 12 * (spelling.octave + 1) + naturals[spelling.letter] + spelling.alter;
			if (pitchMidi < 0 || pitchMidi > 127) {
				this.#losses.add('notes out of range');
				return [];
			}
			const tied = length > 0 ? this.#ties.get(pitchMidi) : undefined;
			if (tied !== undefined && tied.tick + tied.ticks === start) {
				tied.ticks += length;
				return [tied];
			}
			const note: ScoreNote = {
				id: this.#nextId('n'),
				tick: start,
				ticks: length,
				pitchMidi,
				...(spelling.octave >= -2 && spelling.octave <= 10 ? { spelling } : {}),
				staff: 0,
				voice: 0,
				velocity: 80,
				...(length === 0 ? { grace: isSlashed ? ('slashed' as const) : ('plain' as const) } : {}),
				...(i === 0 && length > 0 && articulations.length > 0 ? { articulations: articulations.slice(0, 8) } : {})
			};
			this.notes.push(note);
			return [note];
		});
		checkCount(this.notes.length, scoreLimits.maxNotes, 'notes');
		if (length === 0) return;
		this.#ties.clear();
		this.waiting = { articulations: [], opensSlurs: 0 };
		const [first] = struck;
		if (first !== undefined) for (let i = 0; i < opensSlurs; i++) this.#openSlurs.push(first.id);
		this.#last = struck;
		this.#lastStart = start;
		this.tick += ticks;
	}

	tie(): void {
		for (const note of this.#last) this.#ties.set(note.pitchMidi, note);
	}

	closeSlur(): void {
		const from = this.#openSlurs.pop();
		const to = this.#last[0]?.id;
		if (from !== undefined && to !== undefined && from !== to)
			this.slurs.push({ id: this.#nextId('l'), fromNoteId: from, toNoteId: to });
	}

	/** `>` lengthens the note before by a half and shortens the next, `>>` by three quarters; `<` the other way round. */
	break(signs: string): void {
		const short = 0.5 ** Math.min(3, signs.length);
		const isLongFirst = signs.startsWith('>');
		const before = this.tick - this.#lastStart;
		const made = before * (isLongFirst ? 2 - short : short);
		for (const note of this.#last) note.ticks = Math.max(1, Math.round(note.ticks + made - before));
		this.tick = this.#lastStart + made;
		this.broken = isLongFirst ? short : 2 - short;
	}

	#toSpelling(pitch: string): Spelling {
		const [, signs = '', name = 'C', marks = ''] = /^([_^=]*)([A-Ga-g])([,']*)/.exec(pitch) ?? [];
		const upper = name.toUpperCase();
		const letter = isLetter(upper) ? upper : 'C';
		const octave = (name === upper ? 4 : 5) + [...marks].reduce((sum, mark) => sum + (mark === "'" ? 1 : -1), 0);
		const place = `${letter}${octave}`;
		if (signs !== '')
			this.#accidentals.set(
				place,
				[...signs].reduce((sum, sign) => sum + (sign === '^' ? 1 : sign === '_' ? -1 : 0), 0)
			);
		const alter = this.#accidentals.get(place) ?? keyAlter(this.key, letter);
		return { letter, alter: Math.max(-2, Math.min(2, alter)), octave };
	}
}
