import { describe, expect, it } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import { FakePlayer } from '../../../../tests/fakes/fake-player.ts';
import { Transport } from './transport.svelte.ts';

const song = { pcmPath: 'pcm/a', durationSeconds: 60, notes: [] } as const;

async function opened(): Promise<{ player: FakePlayer; transport: Transport }> {
	const player = new FakePlayer(60);
	const transport = new Transport(player);
	await transport.open(song);
	return { player, transport };
}

describe('Transport', () => {
	it('plays, pauses and tells where it is', async () => {
		const { player, transport } = await opened();
		expect(transport.isOpen).toBe(true);
		await transport.toggle();
		expect(transport.isPlaying).toBe(true);
		player.advance(3);
		expect(transport.positionSeconds()).toBe(3);
		await transport.toggle();
		expect(transport.isPlaying).toBe(false);
		player.advance(3);
		expect(transport.positionSeconds()).toBe(3);
	});

	it('stops at the end', async () => {
		const { player, transport } = await opened();
		await transport.play(58);
		player.advance(10);
		expect(transport.isPlaying).toBe(false);
		expect(transport.positionSeconds()).toBe(60);
	});

	it.each([
		[-10, 0],
		[70, 60],
		[Number.NaN, 0],
		[12.5, 12.5]
	])('seeks to %d as %d', async (to, at) => {
		const { transport } = await opened();
		transport.seek(to);
		expect(transport.positionSeconds()).toBe(at);
	});

	it('skips both ways and rewinds to the loop, then to the start', async () => {
		const { transport } = await opened();
		transport.setLoop({ startSeconds: 20, endSeconds: 10 });
		expect(transport.loop).toEqual({ startSeconds: 10, endSeconds: 20 });
		transport.seek(12);
		transport.skip(-5);
		expect(transport.positionSeconds()).toBe(7);
		transport.rewind();
		expect(transport.positionSeconds()).toBe(10);
		transport.rewind();
		expect(transport.positionSeconds()).toBe(0);
	});

	it('loops, lets go with the marks kept, and clears', async () => {
		const { player, transport } = await opened();
		transport.setLoop({ startSeconds: 10, endSeconds: 12 });
		await transport.play();
		player.advance(3);
		expect(transport.positionSeconds()).toBe(11);
		transport.toggleLoop();
		expect(player.loop).toBeNull();
		expect(transport.loop).not.toBeNull();
		transport.toggleLoop();
		expect(player.loop).toEqual({ startSeconds: 10, endSeconds: 12 });
		transport.setLoop({ startSeconds: 5, endSeconds: 5.01 });
		expect(transport.loop).toBeNull();
		transport.toggleLoop();
		expect(player.loop).toBeNull();
	});

	it('loads the sound of the notes when they are first to be heard', async () => {
		const { player, transport } = await opened();
		transport.setBalance(0);
		await transport.play();
		expect(player.sound).toBeNull();
		transport.setBalance(0.7);
		await expect.poll(() => player.sound).toEqual({ kind: 'grand' });
		await transport.setSound({ kind: 'gm', programme: 33 });
		expect(player.sound).toEqual({ kind: 'gm', programme: 33 });
		await transport.audition(60);
		expect(player.auditioned).toEqual([{ pitchMidi: 60, velocity: 90 }]);
	});

	it('keeps balance and volume in range', async () => {
		const { player, transport } = await opened();
		transport.setBalance(7);
		transport.setVolume(Number.NaN);
		expect([transport.balance, player.balance, transport.volume, player.volume]).toEqual([1, 1, 0, 0]);
	});

	it('shows what failed until something else is begun', async () => {
		const { player, transport } = await opened();
		const error = new UserFixableError('engineMissing');
		player.nextError = error;
		await transport.setSound({ kind: 'grand' });
		expect(transport.failure).toBe(error);
		expect(transport.isSoundLoading).toBe(false);
		await transport.play();
		expect(transport.failure).toBeNull();
		player.fail(error);
		expect(transport.isPlaying).toBe(false);
		expect(transport.failure).toBe(error);
		player.nextError = error;
		await transport.open(song);
		expect(transport.isOpen).toBe(false);
	});

	it('lets go of its player', async () => {
		const { player, transport } = await opened();
		await transport.close();
		expect(player.isClosed).toBe(true);
	});
});
