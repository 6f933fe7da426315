import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { madeAnalysis, madeBpm, madeSilence, madeStartSeconds } from '../../../../../tests/fixtures/made-analysis.ts';
import type { SongMusic } from '$contracts/song.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { ChordView } from './chord-view.svelte.ts';
import { PlayOnce } from './play-once.ts';
import { SongAnalysisDesk } from './song-analysis-desk.svelte.ts';

const beat = 60 / madeBpm;
const at = (beats: number): number => madeStartSeconds + beats * beat;

function desk(retrack?: (from: number, to: number, bpm?: number) => Promise<readonly number[]>) {
	const saved: { corrections: Corrections; music: SongMusic }[] = [];
	const onFault = vi.fn();
	const made = new SongAnalysisDesk({
		save: (corrections, music) => {
			saved.push({ corrections, music });
			return Promise.resolve();
		},
		onFault,
		...(retrack === undefined ? {} : { retrack })
	});
	made.open('made', madeAnalysis(), null);
	return { desk: made, saved, onFault };
}

const withoutRevision = ({ revision: _, ...rest }: Corrections): unknown => rest;

type Verb = (desk: SongAnalysisDesk) => void;
const verbs: readonly Verb[] = [
	(each) => each.halveTempo(),
	(each) => each.doubleTempo(),
	(each) => each.setBpm(81),
	(each) => each.setMeter(3),
	(each) => each.setKey({ tonic: 0, mode: 'major' }),
	(each) => each.setTuning(-31.8),
	(each) => each.setFirstDownbeat(at(2)),
	(each) => each.reset('tempo'),
	(each) => each.reset('firstDownbeat'),
	(each) => each.takeRunnerUp('key'),
	(each) => each.takeRunnerUp('tempo'),
	(each) => each.nudgeBeat(at(4), 10),
	(each) => each.insertBeat(at(3.5)),
	(each) => each.removeBeat(at(8)),
	(each) => each.spreadBeats(at(4), at(8), 3),
	(each) => each.writeChord(at(0), at(3), { root: 2, quality: '7' }),
	(each) => each.clearChords(at(0), at(8))
];

describe('the desk of an analysis', () => {
	it('undoes everything it can do, back to the beginning, and does it again', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 15 }), (done) => {
				const { desk: made } = desk();
				const before = withoutRevision(made.corrections);
				for (const verb of done) verb(made);
				const after = withoutRevision(made.corrections);
				while (made.undo() !== null);
				expect(withoutRevision(made.corrections)).toEqual(before);
				while (made.redo() !== null);
				expect(withoutRevision(made.corrections)).toEqual(after);
			}),
			{ numRuns: 60 }
		);
	});

	it('writes every change down with what follows from it, and a higher revision', async () => {
		const { desk: made, saved } = desk();
		made.doubleTempo();
		made.setMeter(3);
		made.undo();
		await vi.waitFor(() => expect(saved.at(-1)?.corrections).toMatchObject({ tempoFactor: 2, revision: 3 }));
		expect(saved.at(-1)?.music).toMatchObject({
			bpm: 2 * madeBpm,
			beatsPerBar: 4,
			key: { tonic: 9, mode: 'minor' },
			energy: 0.55
		});
		const revisions = saved.map(({ corrections }) => corrections.revision);
		expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
	});

	it('says that a song has no beat', async () => {
		const { desk: made, saved } = desk();
		made.open('silent', madeSilence(), null);
		made.setTuning(4);
		await vi.waitFor(() => expect(saved.at(-1)?.music).toMatchObject({ isBeatless: true, tuningCents: 4 }));
		expect(saved.at(-1)?.music.key).toBeUndefined();
	});

	it('keeps corrections over another analysis', () => {
		const { desk: made } = desk();
		made.setKey({ tonic: 0, mode: 'major' });
		made.setAnalysis(madeAnalysis({ id: 'second', algorithm: 'made-2' }));
		expect(made.effective?.key).toMatchObject({ value: { tonic: 0, mode: 'major' }, isYours: true });
		expect(made.undoTitle).toBe('Set the key');
	});

	it('takes half and double back to what was heard, and stops at four times', () => {
		const { desk: made } = desk();
		made.doubleTempo();
		expect(made.effective?.tempo).toMatchObject({ value: 2 * madeBpm, isYours: true });
		made.halveTempo();
		expect(made.effective?.tempo).toMatchObject({ value: madeBpm, isYours: false });
		for (let times = 0; times < 4; times++) made.doubleTempo();
		expect(made.effective?.tempo?.value).toBe(4 * madeBpm);
	});

	it('takes the tempo thought of next, an octave as an octave', () => {
		const { desk: made } = desk();
		made.takeRunnerUp('tempo');
		expect(made.corrections.tempoFactor).toBe(2);
		const other = madeAnalysis();
		made.open(
			'made',
			{ ...other, rhythm: { ...other.rhythm, tempo: { bpm: 96, confidence: 0.4, runnerUp: { bpm: 64, confidence: 0.3 } } } },
			null
		);
		made.takeRunnerUp('tempo');
		expect(made.corrections).toMatchObject({ steadyBpm: 64 });
	});

	it('undoes nudges of one beat as one, and those of another apart', () => {
		const { desk: made } = desk();
		made.nudgeBeat(at(4), 10);
		made.nudgeBeat(made.effective?.grid.beatsSeconds[4] ?? 0, 10);
		made.nudgeBeat(made.effective?.grid.beatsSeconds[4] ?? 0, -1);
		expect(made.effective?.grid.beatsSeconds[4]).toBeCloseTo(at(4) + 0.019, 9);
		expect(made.corrections.beatEdits).toHaveLength(1);
		made.nudgeBeat(at(8), 10);
		made.undo();
		expect(made.effective?.grid.beatsSeconds[4]).toBeCloseTo(at(4) + 0.019, 9);
		made.undo();
		expect(made.corrections.beatEdits).toEqual([]);
	});

	it('tracks beats again between anchors, and tells of a fault', async () => {
		const found = [at(4.9), at(5.9)];
		const { desk: made } = desk(() => Promise.resolve(found));
		expect(await made.retrackBeats(at(4), at(8), 96)).toBe(true);
		expect(made.effective?.grid.beatsSeconds.slice(4, 8)).toEqual([at(4), ...found, at(8)]);
		const broken = desk(() => Promise.reject(new Error('evicted')));
		expect(await broken.desk.retrackBeats(at(4), at(8))).toBe(false);
		expect(broken.onFault).toHaveBeenCalledOnce();
		expect(desk().desk.canRetrack).toBe(false);
	});

	it('moves a chord change and cleans up what it covers', () => {
		const { desk: made } = desk();
		const [, first, second] = made.effective?.chords ?? [];
		if (first === undefined || second === undefined) throw new Error('no chords');
		made.moveChordBorder(first, second, at(5));
		expect(made.effective?.chords.find(({ isYours }) => isYours)).toMatchObject({
			startSeconds: at(4),
			endSeconds: at(5),
			chord: { root: 9 }
		});
		made.writeChord(at(0), at(8), null);
		expect(made.corrections.chordEdits).toHaveLength(1);
		made.clearChords(at(0), at(4));
		expect(made.corrections.chordEdits).toEqual([{ startSeconds: at(4), endSeconds: at(8), chord: null }]);
	});

	it('names a section and gives it its letter back', () => {
		const { desk: made } = desk();
		const section = made.effective?.sections[1];
		if (section === undefined) throw new Error('no section');
		made.nameSection(section, ' Chorus ');
		expect(made.effective?.sections[1]?.name).toBe('Chorus');
		made.nameSection(section, '');
		expect(made.effective?.sections[1]?.name).toBeUndefined();
	});
});

describe('the view of chord names', () => {
	it('moves names up for another key and down for a capo, and back what is typed', () => {
		const view = new ChordView();
		view.transpose = 2;
		view.capoFret = 3;
		const shown = view.chord({ root: 0, quality: 'min7', bass: 10 });
		expect(shown).toEqual({ root: 11, quality: 'min7', bass: 9 });
		expect(view.fromView(shown)).toEqual({ root: 0, quality: 'min7', bass: 10 });
	});
});

describe('a stretch played once', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('stops at its end', async () => {
		let seconds = 0;
		const transport = { isPlaying: false, play: vi.fn(), pause: vi.fn(), seek: vi.fn(), positionSeconds: () => seconds };
		transport.play.mockImplementation(() => Promise.resolve(void (transport.isPlaying = true)));
		await new PlayOnce(transport).play(2, 4);
		expect(transport.seek).toHaveBeenCalledWith(2);
		seconds = 3.9;
		vi.advanceTimersByTime(100);
		expect(transport.pause).not.toHaveBeenCalled();
		seconds = 4.01;
		vi.advanceTimersByTime(100);
		expect(transport.pause).toHaveBeenCalledOnce();
	});

	it('lets the music be when someone has gone elsewhere', async () => {
		let seconds = 2;
		const transport = { isPlaying: false, play: vi.fn(), pause: vi.fn(), seek: vi.fn(), positionSeconds: () => seconds };
		transport.play.mockImplementation(() => Promise.resolve(void (transport.isPlaying = true)));
		await new PlayOnce(transport).play(2, 4);
		seconds = 30;
		vi.advanceTimersByTime(100);
		seconds = 34;
		vi.advanceTimersByTime(100);
		expect(transport.pause).not.toHaveBeenCalled();
	});
});
