import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeardMoment } from '$contracts/recording/live-ear.ts';
import type { MidiEvent } from '$contracts/recording/midi-input.ts';
import { fromNotes, strictnesses } from '$core/practice/index.ts';
import { FakePlayer } from '../../../../../tests/fakes/fake-player.ts';
import { Transport } from '../../transport/transport.svelte.ts';
import { LiveNotes } from './live-notes.svelte.ts';

/** A quarter a second, C to F, in bars of two. */
const piece = fromNotes(
	[60, 62, 64, 65].map((pitchMidi, at) => ({ id: `n${at}`, onsetSeconds: at, offsetSeconds: at + 0.9, pitchMidi })),
	{ beatsSeconds: [0, 1, 2, 3, 4], downbeats: [0, 2, 4] },
	4
);
const latencySeconds = 0.2;

let frames: (() => void)[] = [];
beforeEach(() => {
	frames = [];
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
	vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
});
afterEach(() => vi.unstubAllGlobals());
const frame = (): void => frames.splice(0).forEach((run) => run());

async function setUp(source: 'mic' | 'midi') {
	const player = new FakePlayer(4);
	const transport = new Transport(
		async () => player,
		() => undefined
	);
	transport.load({ pcmPath: 'pcm/a', durationSeconds: 4 }, []);
	let press: (event: MidiEvent) => void = () => undefined;
	let hear: (moment: HeardMoment) => void = () => undefined;
	const live = new LiveNotes({
		transport,
		source: () => source,
		ear: { listen: (listener) => ((hear = listener), () => undefined) },
		keyboard: { onEvent: (listener) => ((press = listener), () => undefined) },
		// The context began with the song.
		songSecondsSentAt: (contextSeconds) => contextSeconds,
		latencySeconds: () => latencySeconds,
		tuningCents: () => 20,
		strictness: () => strictnesses.player,
		piece: async () => piece,
		nowMs: () => 1000
	});
	const told: string[] = [];
	live.onLight((ids, light) => {
		if (ids === null) told.push('dark');
		else if (light !== null) told.push(...ids.map((id) => `${id} ${light}`));
	});
	await transport.play();
	const stop = live.listen();
	await vi.waitFor(() => expect(live.isOn).toBe(true));
	return {
		player,
		transport,
		live,
		told,
		stop,
		press: (pitchMidi: number, agoMs = 0) =>
			press({ kind: 'noteOn', deviceId: 'k', channel: 0, pitchMidi, velocity: 80, atMs: 1000 - agoMs }),
		hear: (heardSeconds: number, frequencyHz: number) =>
			hear({ contextSeconds: heardSeconds + latencySeconds, frequencyHz, clarity: 0.9, levelDb: -20, isOnset: false })
	};
}
const goOn = (player: FakePlayer, seconds: number): void => {
	player.advance(seconds);
	frame();
};

describe('by keys', () => {
	it('lights what is hit, by when the key was struck, and tells what was passed', async () => {
		const { player, press, told, live } = await setUp('midi');
		press(60);
		goOn(player, 1.1);
		press(62, 150);
		goOn(player, 1.1);
		press(63);
		goOn(player, 0.1);
		expect(told).toEqual(['n0 hit', 'n1 hit', 'n2 passed']);
		expect([...live.lit].map(({ startSeconds, light }) => [startSeconds, light])).toEqual([
			[0, 'hit'],
			[1, 'hit'],
			[2, 'passed']
		]);
	});

	it('scores each time round a loop, once, and begins anew', async () => {
		const { player, transport, press, live } = await setUp('midi');
		transport.setLoop({ startSeconds: 0, endSeconds: 2 });
		transport.seek(0);
		frame();
		press(60);
		goOn(player, 1);
		press(70);
		goOn(player, 0.95);
		// A little before the loop begins again, and meant for it.
		press(60);
		goOn(player, 0.1);
		expect(live.takeRoundAccuracy()).toBeCloseTo(1 / 3);
		expect(live.takeRoundAccuracy()).toBeNull();
		goOn(player, 0.95);
		press(62);
		goOn(player, 1.05);
		expect(live.takeRoundAccuracy()).toBe(1);
	});
});

describe('by the ear', () => {
	it('lights just the pitch, on the song’s tuning, after the latency was taken off; what was not heard is not blamed', async () => {
		const { player, hear, told } = await setUp('mic');
		const c4 = 261.63 * 2 ** (20 / 1200);
		goOn(player, 0.1);
		for (const at of [0.02, 0.032, 0.044]) hear(at, 2 * c4);
		expect(told).toEqual([]);
		for (const at of [0.056, 0.068]) hear(at, c4 * 2 ** (40 / 1200));
		expect(told).toEqual(['n0 hit']);
		goOn(player, 2.5);
		expect(told).toEqual(['n0 hit']);
	});
});
