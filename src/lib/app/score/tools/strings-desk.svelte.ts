import { isAbort, type Fault } from '$contracts/errors.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import type { FingerOptions } from '$core/fretboard/fingering/index.ts';
import {
	inChosenShape,
	onChosenString,
	shapesFor,
	stringsFor,
	withLocks,
	withoutStrings,
	type RefingerOptions
} from '$core/fretboard/index.ts';
import { diffScores } from '$core/score/edit/index.ts';
import type { Fretboard, Part, Score } from '$core/score/index.ts';
import { toFault } from '../../words/error-words.ts';
import type { ScoreEditor } from '../score-editor.svelte.ts';

/** Another way to play what is selected, at one tap. */
export interface StringChoice {
	/** Of one note its string and fret; of several the lowest fret of the hand and each string's fret. */
	readonly label: string;
	/** For a screen reader. */
	readonly words: string;
	readonly choose: () => void;
}

/** The strings that a part is played on: their tuning, where the hand plays, and which string each note has. */
export class StringsDesk {
	readonly #editor: ScoreEditor;
	readonly #work: Pick<ScoreWork, 'finger'>;
	#options = $state.raw<ReadonlyMap<string, FingerOptions>>(new Map());
	#running = $state.raw<AbortController | null>(null);
	#fault = $state.raw<Fault | null>(null);

	constructor(editor: ScoreEditor, work: Pick<ScoreWork, 'finger'>) {
		this.#editor = editor;
		this.#work = work;
	}

	get part(): Part | null {
		return this.#editor.part;
	}
	get isBusy(): boolean {
		return this.#running !== null;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Where the hand was last asked to play on a part. */
	optionsOf(partId: string): FingerOptions {
		return this.#options.get(partId) ?? {};
	}
	/** Whether every selected note that has a string is kept on it. */
	get isLocked(): boolean {
		const strung = this.#editor.chosen.filter(({ string }) => string !== undefined);
		return strung.length > 0 && strung.every(({ isStringLocked }) => isStringLocked === true);
	}
	get lockedCount(): number {
		return this.part?.notes.filter(({ isStringLocked }) => isStringLocked === true).length ?? 0;
	}
	/** Notes of the part that have no string. */
	get unplayedCount(): number {
		const { part } = this;
		return part?.fretboard === undefined ? 0 : part.notes.filter(({ string }) => string === undefined).length;
	}
	/** Strings the part, its notes fingered for them; null takes them away. Answers whether it was done. */
	async string(fretboard: Fretboard | null, options: FingerOptions = {}): Promise<boolean> {
		const { part } = this;
		if (part === null) return false;
		this.#options = new Map(this.#options).set(part.id, options);
		if (fretboard === null) return this.#replace(part, withoutStrings(part), 'Take the strings away');
		return this.#finger(part, options, part.fretboard === undefined ? 'Play it on strings' : 'Change the strings', fretboard);
	}

	/** Fingers the notes selected anew, or the whole part; locked ones stay. */
	async refinger(): Promise<boolean> {
		const { part } = this;
		if (part === null) return false;
		const chosen = new Set(this.#editor.chosen.map(({ id }) => id));
		const options = this.optionsOf(part.id);
		return this.#finger(part, chosen.size === 0 ? options : { ...options, noteIds: chosen }, 'Finger anew');
	}

	/** Lets go of a fingering that is being worked out. */
	stop(): void {
		this.#running?.abort();
	}

	toggleLock(): void {
		const ids = new Set(this.#editor.chosen.map(({ id }) => id));
		const isLocked = !this.isLocked;
		this.#editor.make(isLocked ? 'Keep the strings' : 'Let the strings go', (score) =>
			diffScores(score, { ...score, parts: score.parts.map((part) => withLocks(part, ids, isLocked)) })
		);
	}

	/** @param index from 0 */
	choose(index: number): void {
		this.choices()[index]?.choose();
	}

	/** Other strings for the note that is selected, or other shapes for the chord; none for more than one chord. Takes up to 100 ms. */
	choices(): StringChoice[] {
		const { score, chosen, part } = this.#editor;
		const [first] = chosen;
		if (score === null || first === undefined || part?.fretboard === undefined) return [];
		const isOwn = chosen.every(({ id, tick }) => tick === first.tick && part.notes.some((note) => note.id === id));
		if (!isOwn) return [];
		const { fretboard } = part;
		if (chosen.length === 1) {
			return stringsFor(part, first.id, score.tempoMap, this.optionsOf(part.id)).map((alternative) => ({
				label: `${alternative.string}: ${alternative.fret}`,
				words: `String ${alternative.string}, fret ${alternative.fret}`,
				choose: () => this.#set('Change the string', part.id, (now) => onChosenString(now, first.id, alternative))
			}));
		}
		return shapesFor(part, new Set(chosen.map(({ id }) => id))).map((shape) => {
			const frets = fretboard.openMidi.map((_, at) => shape.places.find(({ string }) => string === at + 1)?.fret);
			const written = frets.toReversed().map((fret) => fret?.toString() ?? 'x');
			return {
				label: written.join(' '),
				words: `At fret ${shape.lowestFret}: ${shape.places.map(({ string, fret }) => `string ${string} fret ${fret}`).join(', ')}`,
				choose: () => this.#set('Change the shape', part.id, (now) => inChosenShape(now, shape))
			};
		});
	}

	async #finger(part: Part, options: RefingerOptions, title: string, fretboard?: Fretboard): Promise<boolean> {
		const { score } = this.#editor;
		if (score === null || !this.#editor.canEdit) return false;
		this.#running?.abort();
		const running = new AbortController();
		this.#running = running;
		this.#fault = null;
		try {
			const request = { part, tempoMap: score.tempoMap, options, ...(fretboard === undefined ? {} : { fretboard }) };
			const anew = await this.#work.finger(request, { signal: running.signal, onProgress: () => undefined });
			// What was edited meanwhile stays: the fingering was for something else.
			if (running.signal.aborted || this.#editor.score !== score) return false;
			return this.#replace(part, anew, title);
		} catch (error) {
			if (!isAbort(error)) this.#fault = toFault(error);
			return false;
		} finally {
			if (this.#running === running) this.#running = null;
		}
	}

	#replace(part: Part, anew: Part, title: string): boolean {
		return this.#set(title, part.id, () => anew);
	}

	#set(title: string, partId: string, change: (part: Part) => Part): boolean {
		const withPart = (score: Score): Score => ({
			...score,
			parts: score.parts.map((part) => (part.id === partId ? change(part) : part))
		});
		return this.#editor.make(title, (score) => diffScores(score, withPart(score)));
	}
}
