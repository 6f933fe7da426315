import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { abortError } from '$contracts/errors.ts';
import { applyPatch, deleteBars, deleteNotes, moveChromatic, type ScoreSelection } from '$core/score/edit/index.ts';
import type { Score } from '$core/score/index.ts';
import { FakeLocks } from '../../../../tests/fakes/fake-locks.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { countedIds, noteOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { ScoreSession, type ScoreEvidence, type ScoreSessionPorts } from './score-session.svelte.ts';

const song = songOf('a');
const chosen = (...ids: string[]): ScoreSelection => ({ noteIds: new Set(ids) });
const written = (id: string, pitch: number): Score =>
	scoreOf([noteOf(`${id}-1`, 0, 10_080, pitch), noteOf(`${id}-2`, 10_080, 10_080, pitch + 2)], { id, origin: 'heard' });

class Tab {
	readonly session: ScoreSession;
	constructor(house: House) {
		const newId = countedIds(`id${house.tabs++}-`);
		const ports: ScoreSessionPorts = {
			store: house.store,
			locks: house.locks,
			newId,
			nowMs: () => house.nowMs,
			evidenceOf: async () => (house.evidence === null ? null : { ...house.evidence, notes: [] }),
			onSongChanged: () => undefined
		};
		this.session = new ScoreSession(ports);
	}
	move(semitones: number, gesture?: string): boolean {
		const { score, newId } = this.session;
		const first = score?.parts[0]?.notes[0];
		if (score === null || first === undefined) return false;
		const patch = moveChromatic(score, chosen(first.id), { semitones }, newId);
		return this.session.apply(patch, { title: 'Move', ...(gesture === undefined ? {} : { gesture }) });
	}
	get pitches(): number[] {
		return (this.session.score?.parts[0]?.notes ?? []).map(({ pitchMidi }) => pitchMidi);
	}
}

class House {
	readonly store = new MemoryLibraryStore();
	readonly locks = new FakeLocks();
	evidence: Omit<ScoreEvidence, 'notes'> | null = { key: 'one', write: () => written('w1', 60) };
	nowMs = 0;
	tabs = 0;
	async open(): Promise<Tab> {
		const tab = new Tab(this);
		await tab.session.open(song.id);
		return tab;
	}
}

let house: House;
beforeEach(async () => {
	vi.useFakeTimers();
	house = new House();
	await house.store.putSong(song);
});
afterEach(() => vi.useRealTimers());

describe('score session', () => {
	test('writes a score where there is none, and the song names it', async () => {
		const { session } = await house.open();
		expect(session.state).toBe('ready');
		expect((await house.store.song('a'))?.scoreId).toBe('w1');
		expect(await house.store.score('w1')).toMatchObject({ songId: 'a', evidenceKey: 'one' });
	});

	test('has none where there is nothing to write from, and fails on a song that is gone', async () => {
		house.evidence = null;
		expect((await house.open()).session.state).toBe('none');
		const lost = new Tab(house);
		await lost.session.open('nobody');
		expect([lost.session.state, lost.session.fault?.code]).toEqual(['failed', 'songMissing']);
	});

	test('says how far the writing is, and can be stopped', async () => {
		const tab = new Tab(house);
		let go: (score: Score) => void = () => undefined;
		house.evidence = {
			key: 'one',
			write: ({ signal, onProgress }) =>
				new Promise((resolve, reject) => {
					go = resolve;
					onProgress({ stage: 'writing the score', fraction: 0.7 });
					signal.addEventListener('abort', () => reject(abortError()));
				})
		};
		const opening = tab.session.open(song.id);
		await vi.waitFor(() => expect(tab.session.writingFraction).toBe(0.7));
		tab.session.stopWriting();
		await opening;
		expect([tab.session.state, tab.session.writingFraction, tab.session.fault]).toEqual(['stopped', null, null]);
		expect((await house.store.song('a'))?.scoreId).toBeUndefined();
		const again = tab.session.open(song.id);
		await vi.waitFor(() => expect(tab.session.writingFraction).toBe(0.7));
		go(written('w1', 60));
		await again;
		expect([tab.session.state, tab.pitches]).toEqual(['ready', [60, 62]]);
	});

	test('names the edits that another hearing has no place for', async () => {
		const tab = await house.open();
		const score = tab.session.score;
		if (score === null) throw new Error('no score');
		tab.session.apply(deleteBars(score, { fromBar: 3, count: 1 }), { title: 'Delete the bars' });
		const short = written('w2', 60);
		house.evidence = { key: 'two', write: () => ({ ...short, bars: short.bars.slice(0, 2) }) };
		await tab.session.writeAnew({ withEdits: true });
		expect(tab.session.lostEdits).toEqual(['a bar that was deleted']);
		tab.session.forgetLostEdits();
		expect(tab.session.lostEdits).toEqual([]);
		expect((await tab.session.kept()).map(({ id }) => id)).toEqual(['w1', 'w2']);
	});

	test('keeps edits once the hand rests, all in one write', async () => {
		const tab = await house.open();
		const before = house.store.writeCount;
		for (const step of [1, 1, 1]) expect(tab.move(step)).toBe(true);
		expect(house.store.writeCount).toBe(before);
		await vi.advanceTimersByTimeAsync(700);
		expect(house.store.writeCount).toBe(before + 1);
		expect((await house.store.score('w1'))?.revision).toBe(3);
		expect(await house.store.scoreEdits('w1')).toHaveLength(3);
	});

	test('undo and redo outlive the tab', async () => {
		const first = await house.open();
		first.move(1);
		first.move(10);
		first.session.undo();
		await first.session.close();
		const second = await house.open();
		expect(second.pitches).toEqual([61, 62]);
		expect([second.session.undoTitle, second.session.redoTitle]).toEqual(['Move', 'Move']);
		expect(second.session.redo()).toBe('Move');
		expect(second.pitches).toEqual([71, 62]);
		second.session.undo();
		second.session.undo();
		expect(second.pitches).toEqual([60, 62]);
		expect(second.session.undo()).toBeNull();
		await second.session.close();
		expect((await house.store.scoreEdits('w1')).map(({ isUndone }) => isUndone)).toEqual([true, true]);
	});

	test('an edit after an undo takes what was undone out of the journal', async () => {
		const tab = await house.open();
		tab.move(1);
		tab.move(2);
		await tab.session.flush();
		tab.session.undo();
		tab.session.undo();
		tab.move(5);
		await tab.session.flush();
		expect((await house.store.scoreEdits('w1')).map(({ seq, isUndone }) => [seq, isUndone])).toEqual([[0, false]]);
	});

	test('steps of one gesture are undone together', async () => {
		const tab = await house.open();
		for (const atMs of [0, 500, 1000]) {
			house.nowMs = atMs;
			tab.move(1, 'up');
		}
		house.nowMs = 9000;
		tab.move(1, 'up');
		tab.session.undo();
		expect(tab.pitches[0]).toBe(63);
		tab.session.undo();
		expect(tab.pitches).toEqual([60, 62]);
	});

	test('what changes nothing is no edit', async () => {
		const { session } = await house.open();
		expect(session.apply([], { title: 'Nothing' })).toBe(false);
		expect(session.apply([{ op: 'removePart', partId: 'nobody' }], { title: 'Nothing' })).toBe(false);
		expect(session.undoTitle).toBeNull();
	});

	test('a full disk is said, and what waits is written with the next edit', async () => {
		const tab = await house.open();
		tab.move(1);
		house.store.failNext();
		await tab.session.flush();
		expect(tab.session.fault?.code).toBe('storageFull');
		tab.move(1);
		await tab.session.flush();
		expect((await house.store.score('w1'))?.revision).toBe(2);
		expect(await house.store.scoreEdits('w1')).toHaveLength(2);
	});

	test('a song deleted while its score waits to be written leaves no score behind', async () => {
		const tab = await house.open();
		tab.move(1);
		await house.store.removeSong('a');
		await tab.session.close();
		expect(await house.store.score('w1')).toBeNull();
	});

	test('what a restore wrote is shown when the song is looked at again', async () => {
		const tab = await house.open();
		const kept = await house.store.score('w1');
		if (kept === null) throw new Error('no score');
		await house.store.putScore({ ...kept, title: 'Restored', revision: 9 }, { fromSeq: 0, edits: [] });
		await tab.session.open('a');
		expect(tab.session.score?.title).toBe('Restored');
	});

	describe('another hearing', () => {
		const hearAgain = (): void => {
			house.evidence = { key: 'two', write: () => written('w2', 60) };
		};
		test('writes an unedited score anew, and the old one goes', async () => {
			const tab = await house.open();
			hearAgain();
			await tab.session.open('a');
			expect(tab.session.score?.id).toBe('w2');
			expect(await house.store.score('w1')).toBeNull();
			expect(tab.session.hasNewEvidence).toBe(false);
		});
		test('leaves a score that is edited while the other is being written', async () => {
			const tab = await house.open();
			let go: (score: Score) => void = () => undefined;
			house.evidence = { key: 'two', write: () => new Promise((resolve) => (go = resolve)) };
			const opening = tab.session.open('a');
			await vi.waitFor(() => expect(tab.session.writingFraction).toBe(0));
			tab.move(5);
			go(written('w2', 60));
			await opening;
			expect([tab.session.score?.id, tab.session.hasNewEvidence]).toEqual(['w1', true]);
			expect(tab.pitches).toEqual([65, 62]);
		});
		test('leaves an edited score, until it is asked to write another; the edited one is kept', async () => {
			const tab = await house.open();
			tab.move(5);
			hearAgain();
			await tab.session.open('a');
			expect([tab.session.score?.id, tab.session.hasNewEvidence]).toEqual(['w1', true]);
			await tab.session.writeAnew({ withEdits: false });
			expect([tab.session.score?.id, tab.session.hasNewEvidence]).toEqual(['w2', false]);
			expect(tab.pitches).toEqual([60, 62]);
			expect((await house.store.score('w1'))?.parts[0]?.notes[0]?.pitchMidi).toBe(65);
			expect(await house.store.scoreEdits('w1')).toHaveLength(1);
			expect((await house.store.song('a'))?.scoreId).toBe('w2');
		});
		test('does the edits again on request, as one that can be undone', async () => {
			const tab = await house.open();
			tab.move(5);
			hearAgain();
			await tab.session.open('a');
			await tab.session.writeAnew({ withEdits: true });
			expect(tab.pitches).toEqual([65, 62]);
			tab.session.undo();
			expect(tab.pitches).toEqual([60, 62]);
		});
		test('never touches an imported score', async () => {
			const score: Score = { ...written('i1', 40), songId: 'a', origin: 'imported' };
			await house.store.putSongWithScore({ ...song, scoreId: 'i1' }, { score, edits: [] });
			const tab = await house.open();
			expect(tab.session.score?.id).toBe('i1');
			expect(tab.session.hasNewEvidence).toBe(false);
		});
	});

	describe('tabs', () => {
		test('the second follows, and takes over when the first closes', async () => {
			const first = await house.open();
			const second = await house.open();
			expect([first.session.isFollowing, second.session.isFollowing]).toEqual([false, true]);
			expect(second.move(1)).toBe(false);
			first.move(7);
			await first.session.close();
			await vi.advanceTimersByTimeAsync(1);
			expect(second.session.isFollowing).toBe(false);
			expect(second.pitches).toEqual([67, 62]);
			expect(second.session.undo()).toBe('Move');
		});
		test('what another tab writes is shown', async () => {
			const tab = await house.open();
			const { score } = tab.session;
			if (score === null) throw new Error('no score');
			const changed = applyPatch(score, deleteNotes(score, chosen('w1-1'), countedIds())).score;
			house.store.changeScoreElsewhere({ ...changed, revision: 8 });
			await vi.advanceTimersByTimeAsync(1);
			expect(tab.pitches).toEqual([62]);
		});
		test('a closed tab lets go of the score', async () => {
			const first = await house.open();
			await first.session.close();
			expect((await house.open()).session.isFollowing).toBe(false);
		});
	});
});
