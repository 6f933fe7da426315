import type { NoteVerdict } from '$core/practice/index.ts';
import { countMarks, marksByNote, toSongMarks, type MarkKind, type SongMark } from '$core/practice/marks/index.ts';
import type { OpenJudgement } from '../take-judge.svelte.ts';

/** A place of the music that is to be looked at. */
export interface MarkedPlace {
	readonly songSeconds: number;
	/** Null for a bar as a whole. */
	readonly pitchMidi: number | null;
	readonly noteId: string | null;
}

const none: readonly SongMark[] = [];

/** What a judged take is told by on the music itself, in the practice room and on the song's other faces. */
export class TakeMarks {
	#judged = $state.raw<{ readonly songId: string; readonly title: string; readonly marks: readonly SongMark[] } | null>(null);
	#isShown = $state(true);
	#place = $state.raw<MarkedPlace | null>(null);
	#lookedAt: NoteVerdict | null = null;
	readonly #byNote = $derived(marksByNote(this.#judged?.marks ?? none));

	/** Whether the marks are drawn; they can be switched off. */
	get isShown(): boolean {
		return this.#isShown;
	}
	set isShown(isShown: boolean) {
		this.#isShown = isShown;
	}
	/** Of a song's chosen take; empty for another song, and where they are switched off. */
	of(songId: string | null): readonly SongMark[] {
		const judged = this.#judged;
		return judged !== null && this.#isShown && judged.songId === songId ? judged.marks : none;
	}
	/** How many of each kind there are, drawn or not; empty without a take of this song. */
	counts(songId: string | null): { readonly kind: MarkKind; readonly count: number }[] {
		return this.#judged?.songId === songId ? countMarks(this.#judged.marks) : [];
	}
	/** Of the take that is marked; null without one of this song. */
	title(songId: string | null): string | null {
		return this.#judged?.songId === songId ? this.#judged.title : null;
	}
	/** By the note's own id. */
	get byNote(): ReadonlyMap<string, SongMark> {
		return this.#byNote;
	}
	/** What was last asked to be looked at. */
	get place(): MarkedPlace | null {
		return this.#place;
	}

	/** Marks what a take came to. Nothing is marked by a judgement of other notes than the song has now. */
	show(open: OpenJudgement | null): void {
		this.#place = null;
		if (open === null || !open.isOfThisPiece || open.kept.judgement.outcome !== 'judged') {
			this.#judged = null;
			return;
		}
		const { kept, piece, take } = open;
		this.#judged = { songId: kept.songId, title: take.title, marks: toSongMarks(piece, kept.judgement.notes, kept.notes) };
	}

	/** Goes to the next note of a kind after the one that was looked at, from the last to the first again. */
	lookAtNext(kind: MarkKind): SongMark | null {
		const own = (this.#judged?.marks ?? none).filter((mark) => mark.kind === kind);
		const next = own[(own.findIndex(({ verdict }) => verdict === this.#lookedAt) + 1) % Math.max(1, own.length)];
		if (next === undefined) return null;
		this.lookAtVerdict(next.verdict);
		return next;
	}

	/** Goes to the note of a verdict; answers whether it is drawn. */
	lookAtVerdict(verdict: NoteVerdict): boolean {
		const marks = this.#judged?.marks ?? none;
		const mark =
			marks.find((one) => one.verdict === verdict) ??
			marks.find((one) => verdict.expectedId !== undefined && one.verdict.expectedId === verdict.expectedId);
		if (mark === undefined) return false;
		this.#lookedAt = mark.verdict;
		this.lookAt({ songSeconds: mark.startSeconds, pitchMidi: mark.pitchMidi, noteId: mark.verdict.noteId ?? null });
		return true;
	}

	/** Asks whatever shows the music to bring a place into view. */
	lookAt(place: MarkedPlace): void {
		this.#place = place;
	}
}
