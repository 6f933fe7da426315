import type { TakeRecord } from '$contracts/recording/take.ts';
import type { SongPass, TakeContext } from '$core/practice/index.ts';
import { takeSeconds } from './take-judging.ts';

type Place = TakeRecord['place'];
type Stretch = Place['turns'][number] & { readonly untilSeconds: number };

/** Speeds nearer than this are one. */
const sameSpeed = 0.005;
/** The last time round a loop, or the rest of a stretch, that is shorter is a slip of the hand, seconds. */
const shortest = 0.05;

/**
 * How a take is to be judged, from where the song was while it ran. A take along with a song at one speed is measured against the
 * song's clock; one that was played alone, or while the speed changed, against the player's own.
 */
export function toTakeContext(take: TakeRecord): TakeContext {
	const { place, latencySeconds, settings } = take;
	const turns: Place['turns'] = [{ takeSeconds: 0, songSeconds: place.songSeconds, speed: place.speed }, ...place.turns];
	const endSeconds = takeSeconds(take) - latencySeconds;
	const stretches = turns
		.map((turn, at): Stretch => ({ ...turn, untilSeconds: Math.min(endSeconds, turns[at + 1]?.takeSeconds ?? endSeconds) }))
		.filter(({ speed, takeSeconds: from, untilSeconds }) => speed > 0 && untilSeconds - from > shortest);
	const [first] = stretches;
	const isSteady = first !== undefined && stretches.every(({ speed }) => Math.abs(speed - first.speed) < sameSpeed);
	return {
		source: take.midi === null ? 'audio' : 'midi',
		mode: isSteady ? 'song' : 'free',
		speed: first === undefined ? 1 : isSteady ? first.speed : meanSpeed(stretches),
		passes: isSteady ? stretches.flatMap((stretch) => toPasses(stretch, place.loop)) : [],
		range: isSteady ? null : place.loop,
		latencySeconds,
		transposeSemitones: Math.round(settings.transposeCents / 100),
		countInSeconds: first === undefined ? 0 : first.takeSeconds
	};
}

function meanSpeed(stretches: readonly Stretch[]): number {
	const whole = stretches.reduce((sum, { takeSeconds: from, untilSeconds }) => sum + untilSeconds - from, 0);
	return stretches.reduce((sum, { takeSeconds: from, untilSeconds, speed }) => sum + (speed * (untilSeconds - from)) / whole, 0);
}

/** Once through, or as often round the loop as there was time for. */
function toPasses({ takeSeconds: from, songSeconds, speed, untilSeconds }: Stretch, loop: Place['loop']): SongPass[] {
	const passes: SongPass[] = [];
	let [at, song] = [from, songSeconds];
	while (untilSeconds - at > shortest) {
		const reached = song + (untilSeconds - at) * speed;
		const wraps = loop !== null && song < loop.endSeconds && reached > loop.endSeconds;
		const end = wraps ? loop.endSeconds : reached;
		passes.push({ startSeconds: song, endSeconds: end, takeSeconds: at });
		if (!wraps) break;
		at += (end - song) / speed;
		song = loop.startSeconds;
	}
	return passes;
}
