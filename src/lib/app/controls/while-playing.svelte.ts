import type { MediaKeys, ScreenLock } from '$contracts/while-playing.ts';
import { toBars, type BeatGrid } from '$core/time/index.ts';
import type { Transport } from '../transport/transport.svelte.ts';

export interface PlayingFacts {
	readonly title: string;
	readonly artist: string;
	readonly durationSeconds: number;
	readonly grid: BeatGrid;
}

/** Into a bar by less than this, the bar before is meant; as on a player's own button. Seconds. */
const intoBarSeconds = 1;

/** The beginning of the bar before or after a time; the beginning of the song, or the time itself, where no bar is. */
export function barBeside(grid: BeatGrid, durationSeconds: number, seconds: number, direction: 1 | -1): number {
	const starts = toBars(grid, durationSeconds).map(({ startSeconds }) => startSeconds);
	return direction === 1
		? (starts.find((start) => start > seconds + 0.01) ?? seconds)
		: (starts.findLast((start) => start < seconds - Math.min(intoBarSeconds, medianBar(starts) / 2)) ?? 0);
}

const medianBar = (starts: readonly number[]): number =>
	starts.length < 2 ? intoBarSeconds : ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / (starts.length - 1);

/**
 * While a song plays the screen stays awake and the headset's keys are ours. Call in an effect; it registers effects of its own.
 * @param facts of the song on the desk, read in reactive code
 * @param play plays, counted in where that is wanted
 */
export function watchPlaying(
	{ mediaKeys, screenLock }: { readonly mediaKeys: MediaKeys; readonly screenLock: ScreenLock },
	transport: Transport,
	facts: () => PlayingFacts,
	play: () => void
): void {
	const toBar = (direction: 1 | -1): void => {
		const { grid, durationSeconds } = facts();
		transport.seek(barBeside(grid, durationSeconds, transport.positionSeconds(), direction));
	};
	$effect(() => {
		if (transport.isPlaying) return screenLock.hold();
	});
	$effect(() =>
		mediaKeys.take({
			play: () => !transport.isPlaying && play(),
			pause: () => transport.pause(),
			seekBy: (seconds) => transport.seekBy(seconds),
			seekTo: (seconds) => transport.seek(seconds),
			previous: () => toBar(-1),
			next: () => toBar(1)
		})
	);
	$effect(() => {
		const { title, artist, durationSeconds } = facts();
		const { isPlaying, speed } = transport;
		mediaKeys.show({ title, artist, isPlaying, positionSeconds: transport.positionSeconds(), durationSeconds, speed });
	});
}
