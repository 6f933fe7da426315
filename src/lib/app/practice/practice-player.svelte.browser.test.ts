import { flushSync } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usualTrainer } from '$core/practice/progress/index.ts';
import type { BeatGrid } from '$core/time/index.ts';
import { FakePlayer } from '../../../../tests/fakes/fake-player.ts';
import { Transport } from '../transport/transport.svelte.ts';
import { usualMetronome, type Metronome } from './metronome.ts';
import { PracticePlayer } from './practice-player.svelte.ts';

const grid: BeatGrid = { beatsSeconds: Array.from({ length: 40 }, (_, i) => i * 0.5), downbeats: [0, 4, 8, 12, 16] };

function setUp(beats = grid) {
	const player = new FakePlayer(20);
	const transport = new Transport(
		async () => player,
		() => undefined
	);
	transport.load({ pcmPath: 'pcm/a', durationSeconds: 20 }, []);
	const kept = new SvelteSet<Metronome>();
	const practice = new PracticePlayer(transport, {
		grid: () => beats,
		tuningCents: () => 12,
		metronome: () => [...kept].at(-1) ?? usualMetronome,
		onMetronome: (metronome) => kept.add(metronome)
	});
	return { player, transport, practice, kept };
}

let end = (): void => undefined;
const watch = (practice: PracticePlayer): void => {
	end = $effect.root(() => void practice.watch());
	flushSync();
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => {
	end();
	vi.useRealTimers();
});

/** Time passes, for the player and for whoever looks. */
function pass(player: FakePlayer, seconds: number): void {
	for (let done = 0; done < seconds; done += 0.04) {
		player.advance(0.04);
		vi.advanceTimersByTime(40);
	}
}

describe('PracticePlayer', () => {
	it('clicks on the song’s beats while it is on, tunes the notes to the recording, and keeps what was chosen', async () => {
		const { player, practice, kept, transport } = setUp();
		watch(practice);
		await transport.play();
		expect([player.clicks, player.tuningCents]).toEqual([[], 12]);
		practice.setMetronome({ isOn: true, voice: 'wood' });
		flushSync();
		expect(player.clicks).toHaveLength(40);
		expect(player.clickSound?.voice).toBe('wood');
		expect(kept.size).toBe(1);
	});

	it('counts in before the loop that it will play', async () => {
		const { player, transport, practice } = setUp();
		practice.setMetronome({ countInBars: 1 });
		transport.setLoop({ startSeconds: 4, endSeconds: 6 });
		transport.setSpeed(0.5);
		await practice.play();
		expect(player.countedIn).toEqual({ beats: ['accent', 'beat', 'beat', 'beat'], beatSeconds: 1 });
	});

	it('gets faster each time the loop has come round often enough, and stops at the target', async () => {
		const { player, transport, practice } = setUp();
		watch(practice);
		transport.setLoop({ startSeconds: 4, endSeconds: 6 });
		practice.train({ ...usualTrainer, start: 0.8, target: 0.9, step: 0.1, repetitions: 2 }, { startSeconds: 0, endSeconds: 20 });
		await practice.play();
		flushSync();
		expect(player.speed).toBe(0.8);
		pass(player, 5.2);
		expect([practice.repetitions, player.speed]).toEqual([2, 0.9]);
		pass(player, 4.6);
		expect(practice.training?.isDone).toBe(true);
		expect(player.isPlaying).toBe(false);
	});

	it('takes no jump of the hand within the loop for a repetition', async () => {
		const { player, transport, practice } = setUp();
		watch(practice);
		transport.setLoop({ startSeconds: 4, endSeconds: 8 });
		await practice.play();
		flushSync();
		pass(player, 2);
		transport.seek(4.2);
		pass(player, 1);
		expect(practice.repetitions).toBe(0);
	});

	it('falls back after a repetition that was judged bad', () => {
		const { player, transport, practice } = setUp();
		practice.train({ ...usualTrainer, start: 0.5, repetitions: 1 }, { startSeconds: 0, endSeconds: 20 });
		practice.endRepetition(1);
		expect(transport.speed).toBe(0.55);
		practice.endRepetition(0.5);
		expect(transport.speed).toBe(0.5);
		expect(player.isPlaying).toBe(false);
	});
});
