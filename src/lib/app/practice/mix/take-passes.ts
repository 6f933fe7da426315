import type { TakePart } from '$contracts/playback/lay-take.contract.ts';
import type { PlayerNote } from '$contracts/player.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { toSongPasses, type SongPass } from '$core/practice/index.ts';
import { takeSeconds } from '../take-judging.ts';

/** Once through what was played of the song, from its beginning to where it went back. */
export interface TakePass {
	/** In the order of the song, as they were played. */
	readonly parts: readonly TakePart[];
	readonly startSeconds: number;
	readonly endSeconds: number;
}

/** What is shorter is the rest of a loop, not a pass, seconds of the song. */
const shortestSeconds = 0.5;
/** Going on this much earlier than it stopped is no going back. */
const slackSeconds = 0.02;

/**
 * The passes of a take, in the order they were played: round a loop each time is one, and each way back begins another. Latency is taken
 * off: a part of the song lies that much later in the take's file. Empty when the song stood still throughout.
 */
export function toTakePasses(take: TakeRecord): readonly TakePass[] {
	const { place, latencySeconds } = take;
	const groups: SongPass[][] = [];
	for (const pass of toSongPasses(place, takeSeconds(take) - latencySeconds)) {
		const group = groups.at(-1);
		const last = group?.at(-1);
		if (group === undefined || last === undefined || pass.startSeconds < last.endSeconds - slackSeconds) groups.push([pass]);
		else group.push(pass);
	}
	const passes = groups
		.map((group) => group.flatMap((pass) => toPart(pass, take)))
		.flatMap((parts): TakePass[] => {
			const [first, last] = [parts[0], parts.at(-1)];
			if (first === undefined || last === undefined) return [];
			return [{ parts, startSeconds: first.songStartSeconds, endSeconds: last.songEndSeconds }];
		});
	const long = passes.filter((pass) => lengthOf(pass) >= shortestSeconds);
	return long.length > 0 ? long : passes;
}

/** The pass that is heard unless another is chosen: the last of those that got nearly as far as the longest. */
export function usualPass(passes: readonly TakePass[]): number {
	const longest = Math.max(...passes.map(lengthOf));
	return passes.findLastIndex((pass) => lengthOf(pass) >= 0.95 * longest);
}

/** What a take of keys sounds like in the song, at the song's own pitch. */
export function toSongNotes({ midi, settings }: TakeRecord, { parts }: TakePass): readonly PlayerNote[] {
	const semitones = Math.round(settings.transposeCents / 100);
	return (midi?.notes ?? []).flatMap(({ onsetSeconds, offsetSeconds, pitchMidi, velocity }) => {
		const part = parts.find((one) => onsetSeconds >= one.takeStartSeconds && onsetSeconds < one.takeEndSeconds);
		if (part === undefined) return [];
		const { takeStartSeconds, takeEndSeconds, songStartSeconds, songEndSeconds } = part;
		const speed = (songEndSeconds - songStartSeconds) / (takeEndSeconds - takeStartSeconds);
		const toSong = (seconds: number): number => songStartSeconds + (seconds - takeStartSeconds) * speed;
		return [
			{ onsetSeconds: toSong(onsetSeconds), offsetSeconds: toSong(offsetSeconds), pitchMidi: pitchMidi - semitones, velocity }
		];
	});
}

const lengthOf = ({ startSeconds, endSeconds }: TakePass): number => endSeconds - startSeconds;

/** Without what lies before the song. */
function toPart({ startSeconds, endSeconds, takeSeconds: at, speed = 1 }: SongPass, { latencySeconds }: TakeRecord): TakePart[] {
	const before = Math.max(0, -startSeconds);
	if (endSeconds <= startSeconds + before) return [];
	return [
		{
			takeStartSeconds: at + latencySeconds + before / speed,
			takeEndSeconds: at + latencySeconds + (endSeconds - startSeconds) / speed,
			songStartSeconds: startSeconds + before,
			songEndSeconds: endSeconds
		}
	];
}
