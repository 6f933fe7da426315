import { abortError, isAbort, type Fault } from '$contracts/errors.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { ScoreEdit } from '$contracts/score/score-edit.ts';
import type { Song } from '$contracts/song.ts';
import type { Progress, StageContext } from '$contracts/workers/progress.ts';
import type { EvidenceNote } from '$core/rhythm/index.ts';
import { applyPatch, type Patch } from '$core/score/edit/index.ts';
import type { Score } from '$core/score/index.ts';
import { findSong, inSongTurn } from '../importing/song-writes.ts';
import { toFault } from '../words/error-words.ts';
import { keptScores, type KeptScoreView } from './kept-scores.ts';
import { emptyJournal, fromEdits, nextSeq, push, stepBack, stepForward, type ScoreJournal } from './score-journal.ts';

/** What a score can be written from, as it is now. */
export interface ScoreEvidence {
	/** Another one whenever the evidence is. */
	readonly key: string;
	/** What was heard, with its times: a rhythm can be written from it again. */
	readonly notes: readonly EvidenceNote[];
	/** A score of the song, of a new id. */
	readonly write: (context: StageContext) => Score | Promise<Score>;
}

export interface ScoreSessionPorts {
	readonly store: LibraryStore;
	readonly locks: JobLocks;
	readonly newId: () => string;
	readonly nowMs: () => number;
	/** Null where there are no notes or no beats to write from. */
	readonly evidenceOf: (song: Song) => Promise<ScoreEvidence | null>;
	/** Does ahead what showing a score that was read stands on. */
	readonly prepare?: (score: Score) => Promise<void>;
	/** Called when the song's record has changed. */
	readonly onSongChanged: (song: Song) => void;
}

/** `none`: nothing is written yet, and nothing to write from; `stopped`: the user stopped the writing of a first one. */
export type ScoreSessionState = 'closed' | 'loading' | 'ready' | 'none' | 'stopped' | 'failed';

export interface EditName {
	/** An imperative: read after "Undo:". */
	readonly title: string;
	/** Kind of the edit and what it is done to; edits of one gesture in quick succession are undone together. */
	readonly gesture?: string;
}

/** How long the hand must rest before edits are written down. */
const restMs = 600;

/**
 * The score of one song while it is open: edits, undo and redo without limit, and their keeping. One tab at a time writes a score;
 * the others show what it writes and take over when it closes. What a person edited is never written over by another hearing.
 */
export class ScoreSession {
	readonly #ports: ScoreSessionPorts;
	#state = $state<ScoreSessionState>('closed');
	#song = $state.raw<Song | null>(null);
	#score = $state.raw<Score | null>(null);
	#journal = $state.raw<ScoreJournal>(emptyJournal);
	#isFollowing = $state(false);
	#hasNewEvidence = $state(false);
	#fault = $state.raw<Fault | null>(null);
	#writing = $state.raw<{ readonly controller: AbortController; readonly fraction: number } | null>(null);
	#lost = $state.raw<readonly string[]>([]);
	#unsavedFrom: number | null = null;
	#saveTimer: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> = Promise.resolve();
	#opened = new AbortController();
	#release: (() => void) | null = null;
	#heldId: string | null = null;
	#stopListening: (() => void) | null = null;
	/** Called when a score was written anew in the place of the one shown, before it is shown. */
	onRewritten: ((old: Score, fresh: Score) => void) | null = null;

	constructor(ports: ScoreSessionPorts) {
		this.#ports = ports;
	}

	get state(): ScoreSessionState {
		return this.#state;
	}
	get score(): Score | null {
		return this.#score;
	}
	/** What undo would take back; null when there is nothing. */
	get undoTitle(): string | null {
		return this.#isFollowing ? null : (this.#journal.edits[this.#journal.doneCount - 1]?.title ?? null);
	}
	get redoTitle(): string | null {
		return this.#isFollowing ? null : (this.#journal.edits[this.#journal.doneCount]?.title ?? null);
	}
	/** True while another tab edits the score: it can be seen here and not changed. */
	get isFollowing(): boolean {
		return this.#isFollowing;
	}
	get isEdited(): boolean {
		return this.#journal.doneCount > 0;
	}
	/** True when the song was heard anew since and the edited score was left as it is; `writeAnew` writes another. */
	get hasNewEvidence(): boolean {
		return this.#hasNewEvidence;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Share of a score that is being written, 0 to 1; null while none is. */
	get writingFraction(): number | null {
		return this.#writing?.fraction ?? null;
	}
	/** Edits of an earlier score that could not be done again on the one written last, in words; empty when all could. */
	get lostEdits(): readonly string[] {
		return this.#lost;
	}
	/** Whether the score follows a recording, so that what was heard of it may still be there. */
	get isHeard(): boolean {
		return this.#score?.origin === 'heard';
	}
	get newId(): () => string {
		return this.#ports.newId;
	}

	/** Opens the score of a song, and writes one where there is none or where none was edited and the evidence is another. */
	async open(songId: string): Promise<void> {
		if (this.#song?.id !== songId) {
			await this.close();
			this.#state = 'loading';
		}
		const { signal } = this.#opened;
		try {
			const song = await findSong(this.#ports.store, songId);
			if (signal.aborted) return;
			this.#song = song;
			this.#stopListening ??= this.#ports.store.onForeignChange((kind) => {
				if (kind === 'scores') void this.#reload();
			});
			await this.#read(song);
			if (signal.aborted) return;
			await this.#weighEvidence(song, signal);
			if (signal.aborted) return;
			this.#state = this.#score === null ? 'none' : 'ready';
			this.#fault = null;
		} catch (error) {
			if (signal.aborted) return;
			if (isAbort(error)) {
				this.#state = this.#score === null ? 'stopped' : 'ready';
				return;
			}
			this.#fault = toFault(error);
			this.#state = 'failed';
		}
	}

	/** Makes an edit. Answers whether anything changed. */
	apply(patch: Patch, { title, gesture }: EditName): boolean {
		const score = this.#score;
		if (score === null || this.#isFollowing || patch.length === 0) return false;
		const done = applyPatch(score, patch);
		if (done.inverse.length === 0) return false;
		const seq = nextSeq(this.#journal);
		const edit: ScoreEdit = {
			schemaVersion: 1,
			scoreId: score.id,
			songId: score.songId,
			seq,
			title,
			...(gesture === undefined ? {} : { gesture }),
			patch,
			inverse: done.inverse,
			atMs: this.#ports.nowMs(),
			isUndone: false
		};
		this.#journal = push(this.#journal, edit);
		this.#show(done.score, seq);
		return true;
	}

	/** Takes the last gesture back. Answers what it was. */
	undo(): string | null {
		const back = this.#isFollowing ? null : stepBack(this.#journal);
		return back === null ? null : this.#step(back.journal, back.edits, 'inverse');
	}

	redo(): string | null {
		const forward = this.#isFollowing ? null : stepForward(this.#journal);
		return forward === null ? null : this.#step(forward.journal, forward.edits, 'patch');
	}

	/**
	 * Writes another score from the evidence of now and shows it; the one before is kept beside it.
	 * @param withEdits does again on the new one what was edited on the old, as one edit that can be undone
	 */
	async writeAnew({ withEdits }: { readonly withEdits: boolean }): Promise<void> {
		const song = this.#song;
		if (song === null || this.#isFollowing) return;
		const { signal } = this.#opened;
		try {
			await this.flush();
			const evidence = await this.#ports.evidenceOf(song);
			if (evidence === null || signal.aborted) return;
			const old = this.#score;
			const edits = this.#journal.edits.slice(0, this.#journal.doneCount);
			const fresh = await this.#write(song, evidence);
			if (signal.aborted || !withEdits || old === null || edits.length === 0) return;
			const base = edits.reduceRight((score, { inverse }) => applyPatch(score, inverse).score, old);
			const { rebaseEdits } = await import('$core/score/edit/rebase.ts');
			const { patch, lost } = rebaseEdits(base, old, fresh, this.#ports.newId);
			this.apply(patch, { title: 'Do the earlier edits again' });
			this.#lost = lost;
		} catch (error) {
			if (!isAbort(error)) this.#fault = toFault(error);
		}
	}

	/** Stops the writing of a score; what was there stays. */
	stopWriting(): void {
		this.#writing?.controller.abort();
	}

	/** The user has read what could not be carried. */
	forgetLostEdits(): void {
		this.#lost = [];
	}

	/** What was heard of the song now, with its times; empty where nothing is kept. */
	async heardNotes(): Promise<readonly EvidenceNote[]> {
		const song = this.#song;
		return song === null ? [] : ((await this.#ports.evidenceOf(song))?.notes ?? []);
	}

	/** Every score of the song, the one that is open among them, the last edited first. */
	async kept(): Promise<readonly KeptScoreView[]> {
		const song = this.#song;
		if (song === null) return [];
		await this.flush();
		return keptScores(this.#ports.store, song.id);
	}

	/** Shows another score of the song, which is then its score. */
	async openKept(scoreId: string): Promise<void> {
		const song = this.#song;
		if (song === null || song.scoreId === scoreId) return;
		const { signal } = this.#opened;
		const { store, locks, nowMs, onSongChanged } = this.#ports;
		try {
			await this.flush();
			const next = await inSongTurn(locks, song.id, signal, async () => {
				const now = await findSong(store, song.id);
				const changed: Song = { ...now, scoreId, revision: now.revision + 1, changedAtMs: nowMs() };
				await store.putSong(changed);
				return changed;
			});
			if (signal.aborted) return;
			this.#song = next;
			this.#lost = [];
			this.#hasNewEvidence = false;
			await this.#read(next);
			const evidence = this.#score?.origin === 'heard' ? await this.#ports.evidenceOf(next) : null;
			if (signal.aborted) return;
			this.#hasNewEvidence = evidence !== null && evidence.key !== this.#score?.evidenceKey;
			onSongChanged(next);
		} catch (error) {
			if (!signal.aborted) this.#fault = toFault(error);
		}
	}

	/** Deletes a score that is not open. Answers what brings it back, journal and all; null where there was nothing. */
	async deleteKept(scoreId: string): Promise<(() => Promise<void>) | null> {
		const { store } = this.#ports;
		if (scoreId === this.#score?.id) return null;
		const [score, edits] = await Promise.all([store.score(scoreId), store.scoreEdits(scoreId)]);
		if (score === null) return null;
		await store.removeScore(scoreId);
		return () => store.putScore(score, { fromSeq: 0, edits });
	}

	/** Writes down what still waits. */
	async flush(): Promise<void> {
		clearTimeout(this.#saveTimer);
		const [score, fromSeq] = [this.#score, this.#unsavedFrom];
		if (score !== null && fromSeq !== null) {
			this.#unsavedFrom = null;
			const edits = this.#journal.edits.filter(({ seq }) => seq >= fromSeq);
			const write = async (): Promise<void> => {
				try {
					// A song that was deleted meanwhile must not leave a score behind.
					if ((await this.#ports.store.song(score.songId)) === null) return;
					await this.#ports.store.putScore(score, { fromSeq, edits });
					this.#fault = null;
				} catch (error) {
					this.#unsavedFrom = Math.min(fromSeq, this.#unsavedFrom ?? Infinity);
					this.#fault = toFault(error);
				}
			};
			this.#saving = this.#saving.then(write);
		}
		await this.#saving;
	}

	/** Writes down what still waits, and lets go of the score. */
	async close(): Promise<void> {
		await this.flush();
		this.#opened.abort();
		this.#opened = new AbortController();
		this.#stopListening?.();
		this.#stopListening = null;
		this.#letGo();
		this.#song = null;
		this.#score = null;
		this.#journal = emptyJournal;
		this.#unsavedFrom = null;
		this.#hasNewEvidence = false;
		this.#lost = [];
		this.#fault = null;
		this.#state = 'closed';
	}

	#step(journal: ScoreJournal, edits: readonly ScoreEdit[], way: 'patch' | 'inverse'): string | null {
		const score = this.#score;
		if (score === null) return null;
		this.#journal = journal;
		const changed = edits.reduce((now, edit) => applyPatch(now, edit[way]).score, score);
		this.#show(changed, Math.min(...edits.map(({ seq }) => seq)));
		return edits[0]?.title ?? null;
	}

	#show(score: Score, fromSeq: number): void {
		this.#score = { ...score, revision: score.revision + 1 };
		this.#unsavedFrom = Math.min(fromSeq, this.#unsavedFrom ?? Infinity);
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => void this.flush(), restMs);
	}

	async #read(song: Song): Promise<void> {
		const { store } = this.#ports;
		const id = song.scoreId;
		if (id === undefined || this.#unsavedFrom !== null) return;
		await this.#takeTurn(id);
		// What is still being written is not there to be read.
		await this.#saving;
		// A long score takes seconds to read.
		if (this.#score?.id === id && (await store.isScoreAt(id, this.#score.revision))) return;
		const [score, edits] = await Promise.all([store.score(id), store.scoreEdits(id)]);
		if (score !== null) await this.#ports.prepare?.(score);
		if (this.#song?.id !== song.id || this.#unsavedFrom !== null) return;
		if (score?.id === this.#score?.id && score?.revision === this.#score?.revision) return;
		this.#score = score;
		this.#journal = fromEdits(edits);
	}

	/** Another tab or a restore wrote: what it wrote is shown, unless something here still waits to be written. */
	async #reload(): Promise<void> {
		const song = this.#song;
		if (song === null) return;
		try {
			const now = await this.#ports.store.song(song.id);
			if (now === null || this.#song?.id !== now.id) return;
			this.#song = now;
			await this.#read(now);
			if (this.#score !== null) this.#state = 'ready';
		} catch (error) {
			this.#fault = toFault(error);
		}
	}

	async #weighEvidence(song: Song, signal: AbortSignal): Promise<void> {
		if (this.#isFollowing || (this.#score !== null && this.#score.origin !== 'heard')) return;
		const evidence = await this.#ports.evidenceOf(song);
		if (signal.aborted || evidence === null || evidence.key === this.#score?.evidenceKey) return;
		if (this.#journal.edits.length > 0) this.#hasNewEvidence = true;
		else await this.#write(song, evidence, { unlessEdited: true });
	}

	/**
	 * Writes a score and makes it the one shown; one that nobody edited makes way for it.
	 * @param unlessEdited leaves the one shown where it is edited by the time that the other is written
	 */
	async #write(song: Song, evidence: ScoreEvidence, { unlessEdited = false } = {}): Promise<Score> {
		const { store, locks, nowMs } = this.#ports;
		const score: Score = { ...(await this.#writeWith(evidence)), songId: song.id, evidenceKey: evidence.key };
		const changed = await inSongTurn(locks, song.id, this.#opened.signal, async () => {
			const now = await findSong(store, song.id);
			if (now.scoreId !== song.scoreId) return null;
			if (unlessEdited && this.#journal.edits.length > 0) return 'edited';
			const next: Song = { ...now, scoreId: score.id, revision: now.revision + 1, changedAtMs: nowMs() };
			await store.putSongWithScore(next, { score, edits: [] });
			return next;
		});
		if (changed === null) {
			// Another tab was first.
			await this.#reload();
			return this.#score ?? score;
		}
		const replaced = this.#score;
		if (changed === 'edited') {
			this.#hasNewEvidence = true;
			return replaced ?? score;
		}
		if (replaced !== null && this.#journal.edits.length === 0) await store.removeScore(replaced.id);
		await this.#takeTurn(score.id);
		this.#song = changed;
		if (replaced !== null) this.onRewritten?.(replaced, score);
		this.#score = score;
		this.#journal = emptyJournal;
		this.#hasNewEvidence = false;
		this.#ports.onSongChanged(changed);
		return score;
	}

	/** @throws an abort error when the user stops it or the song is left */
	async #writeWith(evidence: ScoreEvidence): Promise<Score> {
		const controller = new AbortController();
		this.#writing?.controller.abort();
		this.#writing = { controller, fraction: 0 };
		const onProgress = ({ fraction }: Progress): void => {
			if (this.#writing?.controller === controller) this.#writing = { controller, fraction };
		};
		const signal = AbortSignal.any([controller.signal, this.#opened.signal]);
		try {
			const score = await evidence.write({ signal, onProgress });
			if (signal.aborted) throw abortError();
			return score;
		} finally {
			if (this.#writing?.controller === controller) this.#writing = null;
		}
	}

	/** Becomes the one that writes a score, now or when the tab that does lets go of it. */
	async #takeTurn(scoreId: string): Promise<void> {
		if (this.#heldId === scoreId) return;
		this.#letGo();
		this.#heldId = scoreId;
		const name = `woodshed-score-${scoreId}`;
		const release = await this.#ports.locks.tryHold(name);
		if (this.#heldId !== scoreId) {
			release?.();
			return;
		}
		this.#release = release;
		this.#isFollowing = release === null;
		if (release === null) void this.#waitForTurn(name, scoreId, this.#opened.signal);
	}

	async #waitForTurn(name: string, scoreId: string, signal: AbortSignal): Promise<void> {
		try {
			const release = await this.#ports.locks.hold(name, signal);
			if (this.#heldId !== scoreId) {
				release();
				return;
			}
			this.#release = release;
			await this.#reload();
			if (this.#heldId === scoreId) this.#isFollowing = false;
		} catch (error) {
			if (!signal.aborted) this.#fault = toFault(error);
		}
	}

	#letGo(): void {
		this.#release?.();
		this.#release = null;
		this.#heldId = null;
		this.#isFollowing = false;
	}
}
