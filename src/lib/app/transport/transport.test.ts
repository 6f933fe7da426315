import { describe, expect, it, vi } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import { FakePlayer } from '../../../../tests/fakes/fake-player.ts';
import { Transport, type TransportChoices } from './transport.svelte.ts';

const note = { onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 90 };
const song = { pcmPath: 'pcm/a', durationSeconds: 100 };

function setUp() {
	const player = new FakePlayer();
	const create = vi.fn(async () => player);
	const choices: TransportChoices[] = [];
	const transport = new Transport(create, (choice) => choices.push(choice));
	return { player, create, choices, transport };
}

describe('transport', () => {
	it('makes no player before the first play, and begins where it was put meanwhile', async () => {
		const { create, transport } = setUp();
		transport.load(song, [note]);
		transport.seek(42);
		transport.setLoop({ startSeconds: 60, endSeconds: 40 });
		expect(transport.positionSeconds()).toBe(42);
		expect(create).not.toHaveBeenCalled();
		await transport.play();
		expect(create).toHaveBeenCalledOnce();
		expect(transport.isPlaying).toBe(true);
		expect(transport.positionSeconds()).toBeCloseTo(42, 0);
		expect(transport.loop).toEqual({ startSeconds: 40, endSeconds: 60 });
	});

	it('keeps a loop that is marked while its song is still being opened (regression)', () => {
		const { transport } = setUp();
		transport.setLoop({ startSeconds: 10, endSeconds: 20 });
		expect(transport.loop).toBeNull();
		transport.load(song, []);
		expect(transport.loop).toEqual({ startSeconds: 10, endSeconds: 20 });
		transport.awaitSong();
		transport.setLoop({ startSeconds: 30, endSeconds: 40 });
		transport.awaitSong();
		transport.load({ ...song, durationSeconds: 35 }, []);
		expect(transport.loop).toEqual({ startSeconds: 30, endSeconds: 35 });
		transport.load(song, []);
		expect(transport.loop).toBeNull();
	});

	it('gives the player its tracks when it is opened, and takes them away with the song', async () => {
		const { player, transport } = setUp();
		const track = { kind: 'sound', id: 'a', pcmPath: 'stems/a-0', startSeconds: 2 } as const;
		transport.load(song, [note]);
		await transport.setTracks([track]);
		transport.setTrackMix(new Map([['a', 0.5]]), 0.3);
		expect(player.tracks).toEqual([]);
		await transport.play();
		expect([player.tracks, player.trackGains.get('a'), player.songLevel]).toEqual([[track], 0.5, 0.3]);
		vi.spyOn(player, 'setTracks').mockRejectedValueOnce(new UserFixableError('fileMissing'));
		await expect(transport.setTracks([])).rejects.toThrow();
		transport.load({ ...song, pcmPath: 'pcm/b' }, [note]);
		expect([player.trackGains.size, player.songLevel]).toEqual([0, 1]);
		await transport.play();
		expect(player.tracks).toEqual([]);
	});

	it('plays the song although a track of it is gone, and says so', async () => {
		const { player, transport } = setUp();
		vi.spyOn(player, 'setTracks').mockRejectedValue(new UserFixableError('fileMissing'));
		transport.load(song, [note]);
		await transport.setTracks([{ kind: 'sound', id: 'a', pcmPath: 'stems/a-0', startSeconds: 2 }]);
		await transport.play();
		expect([transport.isPlaying, transport.fault?.code]).toEqual([true, 'fileMissing']);
	});

	it('keeps positions and loops inside the song, and takes a slip of the hand for none', () => {
		const { transport } = setUp();
		transport.load(song, []);
		transport.seek(1000);
		expect(transport.positionSeconds()).toBe(100);
		transport.seekBy(-1000);
		expect(transport.positionSeconds()).toBe(0);
		transport.setLoop({ startSeconds: 99, endSeconds: 130 });
		expect(transport.loop).toEqual({ startSeconds: 99, endSeconds: 100 });
		transport.setLoop({ startSeconds: 5, endSeconds: 5.01 });
		expect(transport.loop).toBeNull();
	});

	it('tells every choice on, and takes kept ones over without telling', () => {
		const { transport, choices } = setUp();
		transport.choose({ balance: 0.2, volume: 0.3, sound: { kind: 'gm', programme: 4 } });
		expect(choices).toEqual([]);
		transport.setBalance(7);
		expect(transport.balance).toBe(1);
		expect(choices).toEqual([{ balance: 1, volume: 0.3, sound: { kind: 'gm', programme: 4 } }]);
	});

	it('plays the recording although its sound for notes cannot be had, and says so', async () => {
		const { player, transport } = setUp();
		vi.spyOn(player, 'setSounds').mockRejectedValue(new UserFixableError('offlineEngineMissing'));
		transport.load(song, [note]);
		await transport.play();
		expect(transport.isPlaying).toBe(true);
		expect(transport.fault?.code).toBe('offlineEngineMissing');
	});

	it('stops with a fault when there is no output, and can be tried again', async () => {
		const { player, transport } = setUp();
		const start = vi.spyOn(player, 'start').mockRejectedValueOnce(new UserFixableError('audioOutputUnavailable'));
		transport.load(song, []);
		await transport.play();
		expect(transport.isPlaying).toBe(false);
		expect(transport.fault?.code).toBe('audioOutputUnavailable');
		await transport.play();
		expect(start).toHaveBeenCalledTimes(2);
		expect(transport.isPlaying).toBe(true);
	});

	it('stops and starts over with another song', async () => {
		const { transport } = setUp();
		transport.load(song, []);
		await transport.play();
		transport.load({ pcmPath: 'pcm/b', durationSeconds: 10 }, []);
		expect(transport.isPlaying).toBe(false);
		expect(transport.positionSeconds()).toBe(0);
		await transport.play();
		expect(transport.isPlaying).toBe(true);
	});

	it('plays a song at the speed and pitch that were set before its first play, and the next one as it is', async () => {
		const player = new FakePlayer();
		const transport = new Transport(
			async () => player,
			() => undefined
		);
		transport.load({ pcmPath: 'pcm/a', durationSeconds: 60 }, []);
		transport.setSpeed(0.504);
		transport.setPitch(-1.5);
		await transport.play();
		expect([player.speed, player.semitones]).toEqual([0.5, -1.5]);
		transport.setSpeed(9);
		expect(player.speed).toBe(2);
		transport.load({ pcmPath: 'pcm/b', durationSeconds: 60 }, []);
		expect([transport.speed, player.speed, player.semitones]).toEqual([1, 1, 0]);
	});
});
