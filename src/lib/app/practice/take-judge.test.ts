import { describe, expect, it } from 'vitest';
import type { JudgementStore, KeptJudgement } from '$contracts/recording/judgement-store.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import { fromNotes, judgeTake, strictnesses, type TakeNote } from '$core/practice/index.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { TakeJudge, type SongPiece, type TakeJudgePorts } from './take-judge.svelte.ts';

const played: TakeNote[] = [60, 62, 64, 65, 67, 69, 71, 72].map((pitchMidi, at) => ({
	onsetSeconds: 0.5 * at,
	offsetSeconds: 0.5 * at + 0.4,
	pitchMidi,
	velocity: 80,
	confidence: 1
}));
const piece = fromNotes(
	played.map((note, at) => ({ ...note, id: `n${at}` })),
	{ beatsSeconds: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4], downbeats: [0, 4, 8] },
	4
);
const song: SongPiece = {
	piece,
	source: { kind: 'transcription', id: 'heard', revision: 0 },
	hasTempo: true,
	hearing: { preset: 'piano', isOwnPitch: false, tuningCents: 0 }
};
const place = { songSeconds: 0, speed: 1, loop: null, turns: [] };
const { sound } = takeRecordOf('t');
const audio = takeRecordOf('t', {
	songId: 's',
	place,
	latencySeconds: 0,
	sound: sound && { ...sound, frames: 4 * sound.sampleRateHz }
});

function judgeOf(over: Partial<TakeJudgePorts> = {}) {
	const kept = new Map<string, KeptJudgement>();
	const history = new Map<string, PracticeRecord>();
	let listened = 0;
	const store: JudgementStore = {
		judgement: async (id) => kept.get(id) ?? null,
		putJudgement: async (judgement, record) => {
			kept.set(judgement.takeId, judgement);
			if (record !== null) history.set(record.id, record);
		},
		removeJudgement: async (id) => void kept.delete(id),
		practiceRecords: async () => ({ records: [...history.values()], corrupt: [] }),
		practiceRecordsOf: async () => ({ records: [...history.values()], corrupt: [] }),
		onChange: () => () => undefined,
		close: () => undefined
	};
	const ports: TakeJudgePorts = {
		store,
		listen: async () => {
			listened++;
			return { notes: played, posteriorsPath: 'posteriors/t' };
		},
		judge: { judge: async ({ piece: of, notes, context, strictness }) => judgeTake(of, notes, context, { strictness }) },
		files: { stat: async () => ({ path: 'posteriors/t', sizeBytes: 1 }) },
		nowMs: () => 7,
		piece: async () => song,
		...over
	};
	return { judge: new TakeJudge(ports), ports, history, listened: () => listened };
}

describe('TakeJudge', () => {
	it('keeps what a take came to, and shows it again without listening', async () => {
		const { judge, ports, history, listened } = judgeOf();
		await judge.judge(audio);
		expect(judge.open?.kept.judgement.figures?.whole).toMatchObject({ right: 8, missed: 0, wrong: 0 });
		expect(history.get('t')?.score).toBeGreaterThan(97);
		const later = new TakeJudge(ports);
		await later.show(audio);
		expect(later.open?.kept.judgement).toEqual(judge.open?.kept.judgement);
		expect(listened()).toBe(1);
	});

	it('judges anew by another strictness, from the notes that were heard', async () => {
		const { judge, listened } = judgeOf();
		await judge.judge(audio);
		await judge.setStrictness(strictnesses.strict);
		expect(judge.open?.kept.judgement.strictness).toEqual(strictnesses.strict);
		expect(listened()).toBe(1);
	});

	it('listens again where the evidence was given up', async () => {
		const { judge, listened } = judgeOf({ files: { stat: async () => null } });
		await judge.judge(audio);
		await judge.setStrictness(strictnesses.beginner);
		expect(listened()).toBe(2);
	});

	it('tells that the notes of the song have changed since', async () => {
		const { judge, ports } = judgeOf();
		await judge.judge(audio);
		const notes = piece.notes.map((note, at) => (at === 3 ? { ...note, pitchMidi: 66 } : note));
		const other = new TakeJudge({ ...ports, piece: async () => ({ ...song, piece: { ...piece, notes } }) });
		await other.show(audio);
		expect(other.open?.isOfThisPiece).toBe(false);
	});

	it('counts an edit that was taken back as no change, whatever the revision (regression)', async () => {
		const { judge, ports } = judgeOf();
		await judge.judge(audio);
		const later = new TakeJudge({
			...ports,
			piece: async () => ({ ...song, piece: structuredClone(piece), source: { ...song.source, revision: 2 } })
		});
		await later.show(audio);
		expect(later.open?.isOfThisPiece).toBe(true);
	});

	it('goes by the revision where a judgement kept no more than that', async () => {
		const { judge, ports } = judgeOf();
		await judge.judge(audio);
		const kept = judge.open?.kept;
		if (kept === undefined) throw new Error('The take was judged.');
		const { digest: _, ...old } = kept.piece;
		await ports.store.putJudgement({ ...kept, piece: old }, null);
		const isSameAt = async (revision: number): Promise<boolean | undefined> => {
			const later = new TakeJudge({ ...ports, piece: async () => ({ ...song, source: { ...song.source, revision } }) });
			await later.show(audio);
			return later.open?.isOfThisPiece;
		};
		expect([await isSameAt(0), await isSameAt(1)]).toEqual([true, false]);
	});

	it('takes the tempo of who plays alone as the piece’s own where nobody gave it one (regression)', async () => {
		const long = Array.from({ length: 48 }, (_, at) => ({
			onsetSeconds: 0.5 * at,
			offsetSeconds: 0.5 * at + 0.4,
			pitchMidi: 48 + ((7 * at) % 29),
			velocity: 80
		}));
		const beatsSeconds = Array.from({ length: 49 }, (_, at) => 0.5 * at);
		const grid = { beatsSeconds, downbeats: beatsSeconds.map((_, at) => at).filter((at) => at % 4 === 0) };
		const music = {
			...song,
			piece: fromNotes(
				long.map((note, at) => ({ ...note, confidence: 1, id: `n${at}` })),
				grid,
				24
			)
		};
		const notes = long.map((note) => ({
			...note,
			onsetSeconds: 0.75 * note.onsetSeconds,
			offsetSeconds: 0.75 * note.offsetSeconds
		}));
		const midi = { durationSeconds: 18, notes, pedals: [] };
		const quick: TakeRecord = { ...audio, source: 'midi', place: { ...place, speed: 0 }, sound: null, midi };
		const said = judgeOf({ piece: async () => music });
		await said.judge.judge(quick);
		expect(said.history.get('t')?.speed).toBeCloseTo(4 / 3, 1);
		const unsaid = judgeOf({ piece: async () => ({ ...music, hasTempo: false }) });
		await unsaid.judge.judge(quick);
		expect(unsaid.judge.open?.kept.judgement.figures?.tempo?.ratio).toBe(1);
		expect(unsaid.history.get('t')?.speed).toBe(1);
	});

	it('shows nothing of another take while one is compared (regression)', async () => {
		let go: () => void = () => undefined;
		const waits = new Promise<void>((resolve) => (go = resolve));
		let isFirst = true;
		const { judge } = judgeOf({
			listen: async () => {
				if (!isFirst) await waits;
				isFirst = false;
				return { notes: played, posteriorsPath: 'posteriors/t' };
			}
		});
		await judge.judge(audio);
		expect(judge.open?.take.id).toBe('t');
		const next = { ...audio, id: 'u' };
		const work = judge.judge(next);
		await new Promise((resolve) => setTimeout(resolve));
		expect([judge.open, judge.job?.takeId]).toEqual([null, 'u']);
		go();
		await work;
		expect(judge.open?.take.id).toBe('u');
	});

	it('says so when there is nothing to compare with, when it fails, and nothing when it is stopped', async () => {
		const nothing = judgeOf({ piece: async () => null });
		await nothing.judge.judge(audio);
		expect(nothing.judge.isPieceMissing).toBe(true);
		const failing = judgeOf({ listen: () => Promise.reject(new UserFixableError('transcriptionFailed')) });
		await failing.judge.judge(audio);
		expect(failing.judge.fault?.code).toBe('transcriptionFailed');
		const stopped = judgeOf({
			listen: (_id, _preset, { signal }) =>
				new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())))
		});
		const work = stopped.judge.judge(audio);
		await new Promise((resolve) => setTimeout(resolve));
		expect(stopped.judge.job?.takeId).toBe('t');
		stopped.judge.cancel();
		await work;
		expect([stopped.judge.job, stopped.judge.fault, stopped.history.size]).toEqual([null, null, 0]);
	});

	it('takes keys as they were struck', async () => {
		const { judge, listened } = judgeOf();
		const notes = played.map(({ confidence: _, ...note }) => note);
		const keys: TakeRecord = { ...audio, source: 'midi', sound: null, midi: { durationSeconds: 4, notes, pedals: [] } };
		await judge.judge(keys);
		expect(judge.open?.kept.judgement.figures?.score).toBeGreaterThan(97);
		expect(listened()).toBe(0);
	});
});
