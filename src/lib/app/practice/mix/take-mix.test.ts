import { describe, expect, it } from 'vitest';
import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { LayRequest } from '$contracts/playback/lay-take.contract.ts';
import type { PlayerTrack } from '$contracts/playback/player-track.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { MemoryFileStore } from '../../../../../tests/fakes/memory-file-store.ts';
import { takeRecordOf } from '../../../../../tests/fixtures/recording/takes.ts';
import { songPart, TakeMix } from './take-mix.svelte.ts';

type Job = Omit<LayRequest, 'jobId'>;

function setUp(takes: readonly TakeRecord[]) {
	const files = new MemoryFileStore();
	const jobs: { readonly job: Job; readonly signal: AbortSignal; finish: (error?: unknown) => void }[] = [];
	let report: (fraction: number) => void = () => undefined;
	const heard = { tracks: [] as readonly PlayerTrack[], gains: new Map() as ReadonlyMap<string, number>, song: 1 };
	const mix = new TakeMix({
		files,
		takes: () => takes,
		isKept: (id) => takes.some((take) => take.id === id),
		transport: {
			setTracks: async (tracks) => void (heard.tracks = tracks),
			setTrackMix: (gains, song) => void Object.assign(heard, { gains, song })
		},
		layer: {
			lay: (job, { signal, onProgress }) =>
				new Promise<null>((resolve, reject) => {
					report = (fraction) => onProgress({ stage: 'saving', fraction });
					signal.addEventListener('abort', () => reject(abortError()));
					const finish = (error?: unknown): void => {
						if (error !== undefined) return reject(error);
						files.put(job.pcmPath, new Uint8Array(1));
						resolve(null);
					};
					jobs.push({ job, signal, finish });
				})
		}
	});
	return { mix, files, jobs, heard, report: (fraction: number) => report(fraction) };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const loud = (id: string, over: Partial<TakeRecord> = {}): TakeRecord => {
	const take = takeRecordOf(id, over);
	return { ...take, sound: take.sound === null ? null : { ...take.sound, peakDb: -3 } };
};

describe('TakeMix', () => {
	it('lays a take once, plays it, and puts it away', async () => {
		const take = loud('a');
		const { mix, jobs, heard, files } = setUp([take]);
		const taking = mix.toggle(take);
		await settle();
		expect(mix.taken).toEqual([{ id: 'a', pass: 0, layingFraction: 0 }]);
		expect([heard.tracks, mix.heardTakeIds]).toEqual([[], []]);
		jobs[0]?.finish();
		await taking;
		expect(heard.tracks).toEqual([{ kind: 'sound', id: 'a', pcmPath: 'stems/a-0', startSeconds: 0 }]);
		expect(heard.gains).toEqual(new Map([['a', 1]]));
		expect(mix.heardTakeIds).toEqual(['a']);
		await mix.toggle(take);
		expect([heard.tracks, mix.taken]).toEqual([[], []]);
		await mix.toggle(take);
		expect(jobs.length).toBe(1);
		expect(heard.tracks.length).toBe(1);
		files.put('stems/gone-3', new Uint8Array(1));
		await mix.sweep();
		expect((await files.list('stems')).map(({ path }) => path)).toEqual(['stems/a-0']);
		mix.close();
		expect(heard).toEqual({ tracks: [], gains: new Map(), song: 1 });
	});

	it('takes no word of laying a take that is laid (regression)', async () => {
		const take = loud('a');
		const { mix, jobs, report } = setUp([take]);
		const taking = mix.toggle(take);
		await settle();
		report(0.4);
		expect(mix.taken[0]?.layingFraction).toBe(0.4);
		jobs[0]?.finish();
		await taking;
		report(0.99);
		expect(mix.taken[0]?.layingFraction).toBeNull();
	});

	it('hears one of two at a time, and as the mix has them when that is over', async () => {
		const [a, b] = [loud('a'), loud('b')];
		const { mix, files, heard } = setUp([b, a]);
		for (const id of ['a', 'b']) files.put(`stems/${id}-0`, new Uint8Array(1));
		await mix.compare(a, b);
		expect(heard.gains).toEqual(new Map([['a', 1], ['b', 0]])); // prettier-ignore
		mix.switchSide();
		expect(heard.gains).toEqual(new Map([['a', 0], ['b', 1]])); // prettier-ignore
		expect(heard.tracks.length).toBe(2);
		mix.endComparing();
		mix.change('a', { level: 0.5 });
		mix.change(songPart, { isMuted: true });
		expect(heard.gains).toEqual(new Map([['a', 0.25], ['b', 1]])); // prettier-ignore
		expect(heard.song).toBe(0);
		mix.change('b', { isSolo: true });
		expect(mix.heardTakeIds).toEqual(['b']);
	});

	it('lifts quiet takes, but not without end', () => {
		const quiet = takeRecordOf('a', {});
		const takes = [-23, -90].map((peakDb, at) => ({
			...quiet,
			id: String(at),
			sound: quiet.sound && { ...quiet.sound, peakDb }
		}));
		const { mix, files, heard } = setUp(takes);
		for (const id of ['0', '1']) files.put(`stems/${id}-0`, new Uint8Array(1));
		return Promise.all(takes.map((take) => mix.toggle(take))).then(() => {
			expect(heard.gains.get('0')).toBeCloseTo(8, 6);
			expect(heard.gains.get('1')).toBe(8);
		});
	});

	it('gives up laying when the take is put away, and tells why it could not', async () => {
		const take = loud('a');
		const { mix, jobs, heard } = setUp([take]);
		const taking = mix.toggle(take);
		await settle();
		await mix.drop('a');
		await taking;
		expect(jobs[0]?.signal.aborted).toBe(true);
		expect([mix.taken, mix.fault]).toEqual([[], null]);
		const again = mix.toggle(take);
		await settle();
		jobs[1]?.finish(new UserFixableError('storageFull'));
		await again;
		expect(mix.fault?.code).toBe('storageFull');
		expect([mix.taken, heard.tracks]).toEqual([[], []]);
	});

	it('plays keys without laying anything, and leaves out what was played alone', async () => {
		const midi = { durationSeconds: 3, notes: [{ onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 80 }], pedals: [] };
		const keys = takeRecordOf('keys', { sound: null, midi, latencySeconds: 0 });
		const alone = takeRecordOf('alone', { place: { songSeconds: 0, speed: 0, loop: null, turns: [] } });
		const { mix, heard } = setUp([keys, alone]);
		await mix.toggle(keys);
		await mix.toggle(alone);
		expect(heard.tracks).toEqual([
			{ kind: 'notes', id: 'keys', notes: [{ onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 80 }] }
		]);
	});
});
