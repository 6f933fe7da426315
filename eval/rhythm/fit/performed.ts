import { seededRandom } from '../../bootstrap.ts';
import type { PieceNote } from '../../notes/fit/pieces.ts';
import { between, byWeight, gaussian, oneOf, type Random } from './chance.ts';
import { composePage, type Page } from './composed.ts';
import type { BeatPiece } from './pieces.ts';

const scales = [
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 3, 5, 7, 8, 11]
] as const;
/** General MIDI: pianos, guitars, and melody instruments over a piano. */
const instruments = [
	[[0, 0], 10],
	[[24, 24], 2],
	[[25, 25], 3],
	[[26, 27], 1],
	[[0, 73], 1],
	[[0, 40], 1],
	[[24, 52], 1],
	[[48, 48], 1]
] as const;

/** When beats are played: breathing, and slower at the ends of phrases. */
function toTimes(random: Random, { meter, bpm, isFree }: Page, seconds: number): number[] {
	const wander = isFree ? oneOf(random, [0.008, 0.02, 0.04]) : oneOf(random, [0, 0.004]);
	const slowing = isFree && random() < 0.6 ? between(random, 0.05, 0.25) : 0;
	const phrase = 4 * meter.beats;
	const times = [between(random, 0.1, 0.9)];
	let drift = 0;
	while ((times.at(-1) ?? 0) < seconds + 1) {
		drift = 0.8 * drift + wander * gaussian(random);
		const left = phrase - (times.length % phrase);
		const ritard = left <= meter.beats ? slowing / left : 0;
		times.push((times.at(-1) ?? 0) + (60 / bpm) * Math.exp(drift + ritard));
	}
	return times;
}

/** A page as somebody might play it, about `seconds` of it; the same for the same seed. */
export function toPerformedPage(seed: number, seconds: number): BeatPiece {
	const random = seededRandom(seed * 6607 + 29);
	const page = composePage(random, seconds);
	const { meter } = page;
	const times = toTimes(random, page, seconds);
	// A recording begins on the bar line, with a pickup, or somewhere in the piece.
	const firstBeat = random() < 0.75 ? 0 : Math.floor(between(random, 0, meter.beats));
	const timeOf = (beat: number): number => {
		const index = Math.floor(beat);
		const from = times[index] ?? Infinity;
		return from + (beat - index) * ((times[index + 1] ?? Infinity) - from);
	};
	const [low, high] = byWeight(
		random,
		instruments.map(([programmes, weight]) => [programmes, weight] as const)
	);
	const scale = oneOf(random, scales);
	const tonic = Math.floor(between(random, 0, 12)) + (low >= 24 && low < 28 ? 40 : 36);
	const looseness = page.isFree ? between(random, 0.004, 0.018) : between(random, 0.002, 0.01);
	const loudness = [between(random, 45, 75), between(random, 60, 92)] as const;
	const contrast = between(random, 0.3, 1.5);
	const notes: PieceNote[] = [];
	for (const { beat, beats, degree, accent, hand } of page.notes) {
		const at = beat - firstBeat;
		if (at < 0) continue;
		const onset = timeOf(at) + looseness * gaussian(random);
		if (!(onset > 0.01 && onset < seconds)) continue;
		const index = ((degree % 7) + 7) % 7;
		const pitch = tonic + 12 * Math.floor(degree / 7) + (scale[index] ?? 0);
		if (pitch < 28 || pitch > 100) continue;
		const length = Math.min(8, timeOf(Math.min(times.length - 2, at + beats)) - timeOf(at));
		const velocity = Math.round(Math.max(15, Math.min(122, loudness[hand] + contrast * accent + 5 * gaussian(random))));
		notes.push({ onset, offset: onset + Math.max(0.05, length || 0.05), pitch, velocity, channel: hand });
	}
	notes.sort((a, b) => a.onset - b.onset);
	const isPiano = low === 0 && high === 0;
	const pedal: { seconds: number; isDown: boolean }[] = [];
	if (isPiano && random() < 0.6)
		for (let bar = 0; timeOf(bar * meter.beats) < seconds; bar++) {
			const down = Math.max(0.02, timeOf(Math.max(0, bar * meter.beats - firstBeat)) + 0.06);
			pedal.push({ seconds: down - 0.05, isDown: false }, { seconds: down, isDown: true });
		}
	const beats = times.filter((time) => time < seconds);
	return {
		piece: {
			id: `page-${seed}`,
			group: isPiano ? 'piano' : low >= 24 && low < 28 ? 'guitar' : 'ensemble',
			durationSeconds: seconds,
			programmes: new Map([
				[0, low],
				[1, high]
			]),
			notes,
			drums: [],
			pedal
		},
		beats,
		downbeats: beats.filter((_, i) => (i + firstBeat) % meter.beats === 0),
		beatsPerBar: meter.beats,
		division: meter.division
	};
}
