import { fromNotes, type RecordingNote } from '../../../src/lib/core/practice/index.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { PracticeItem } from '../dataset.ts';

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new RangeError('Nothing to choose from.');
	return chosen;
};
const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const scales = [
	[0, 2, 4, 5, 7, 9, 11],
	[0, 2, 3, 5, 7, 8, 10],
	[0, 2, 3, 5, 7, 9, 10]
] as const;
const figures = {
	piano: ['block', 'alberti', 'stride', 'arpeggio', 'chorale'],
	guitar: ['strum', 'picking', 'solo', 'arpeggio']
} as const;

/** How a made song is played: evenly and dry, or with a tune over a soft accompaniment that rings on under the pedal. */
export type Manner = 'plain' | 'expressive';

/** A made song to choose thresholds by: no recording, no performance. Half are written, half played by a made hand. */
export function madeSong(seed: number, manner: Manner = 'plain'): PracticeItem {
	const random = seededRandom(seed * 104_729 + 11);
	const group = seed % 2 === 0 ? 'piano' : 'guitar';
	const scale = pick(random, scales);
	const tonic = Math.floor(random() * 12);
	const beatsPerBar = pick(random, [3, 4, 4]);
	const beatSeconds = 60 / (56 + 90 * random());
	const bars = Math.max(8, Math.min(24, Math.round(34 / (beatSeconds * beatsPerBar))));
	const figure = pick<string>(random, figures[group]);
	const lowest = group === 'piano' ? 36 + Math.floor(random() * 12) : 40 + Math.floor(random() * 4);
	const isPlayed = random() < 0.5;
	const rubato = isPlayed ? 0.12 * random() : 0;
	const looseness = isPlayed ? 0.004 + 0.012 * random() : 0;
	const period = 4 + 10 * random();
	const clock = (beat: number): number =>
		0.3 + beatSeconds * (beat + rubato * (period / (2 * Math.PI)) * Math.sin((2 * Math.PI * beat) / period));
	const pitchOf = (degree: number, floor: number): number => {
		const step = ((degree % 7) + 7) % 7;
		const pitchClass = (tonic + (scale[step] ?? 0)) % 12;
		return floor + ((pitchClass - (floor % 12) + 12) % 12);
	};
	const notes: RecordingNote[] = [];
	const loudness = 45 + 40 * random();
	const play = (beat: number, beats: number, pitchMidi: number): void => {
		if (notes.some((other) => other.pitchMidi === pitchMidi && Math.abs(other.onsetSeconds - clock(beat)) < 0.09)) return;
		const onsetSeconds = Math.max(0.02, clock(beat) + looseness * gaussian(random));
		const velocity = Math.max(15, Math.min(120, Math.round(loudness + 8 * gaussian(random))));
		notes.push({
			id: `${notes.length}`,
			onsetSeconds,
			offsetSeconds: onsetSeconds + Math.max(0.06, clock(beat + 0.95 * beats) - clock(beat)),
			pitchMidi,
			velocity
		});
	};
	let degree = 9;
	for (let bar = 0; bar < bars; bar++) {
		const at = bar * beatsPerBar;
		const root = pick(random, [0, 3, 4, 5, 1]);
		const chord = [0, 2, 4].reduce<number[]>((own, third) => {
			own.push(pitchOf(root + third, (own.at(-1) ?? lowest - 1) + 1));
			return own;
		}, []);
		accompany(figure, at, beatsPerBar, chord, play, random);
		if (figure === 'strum' || figure === 'picking') continue;
		for (let beat = 0; beat < beatsPerBar;) {
			const value = pick(random, figure === 'solo' ? [0.5, 0.5, 0.25, 1, 1 / 3] : [1, 0.5, 0.5, 2, 1.5]);
			const count = value === 1 / 3 ? 3 : 1;
			for (let i = 0; i < count && beat < beatsPerBar - 1e-6; i++, beat += value) {
				degree = Math.max(3, Math.min(16, degree + pick(random, [-2, -1, -1, 0, 1, 1, 2, 4, -4])));
				const melodyFloor = lowest + (figure === 'solo' ? 12 : 24);
				if (random() > 0.08)
					play(at + beat, Math.min(value, beatsPerBar - beat), pitchOf(degree, melodyFloor + 12 * Math.floor(degree / 7) - 12));
			}
		}
	}
	notes.sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	const beats = Array.from({ length: bars * beatsPerBar + 1 }, (_, beat) => clock(beat));
	const downbeats = beats.flatMap((_, beat) => (beat % beatsPerBar === 0 ? [beat] : []));
	const durationSeconds = clock(bars * beatsPerBar) + 1;
	if (manner === 'expressive') {
		const barEnds = Array.from({ length: bars }, (_, bar) => clock((bar + 1) * beatsPerBar));
		express(notes, barEnds, lowest + (figure === 'solo' ? 0 : 19), random);
	}
	return {
		id: `made-${seed}-${figure}${manner === 'plain' ? '' : `-${manner}`}`,
		group,
		programme: group === 'piano' ? pick(random, [0, 1]) : pick(random, [24, 25, 26]),
		durationSeconds,
		piece: fromNotes(notes, { beatsSeconds: beats, downbeats }, durationSeconds)
	};
}

/** A loud tune over soft chords, swelling, each note ringing on until the bar ends or its own pitch is struck again. */
function express(notes: RecordingNote[], barEnds: readonly number[], tuneFromMidi: number, random: Random): void {
	const softer = 10 + 15 * random();
	const swell = { size: 5 + 13 * random(), seconds: 6 + 10 * random() };
	notes.forEach((note, at) => {
		const barEnd = barEnds.find((seconds) => seconds > note.onsetSeconds + 0.05) ?? note.offsetSeconds;
		const again = notes.find((other, later) => later > at && other.pitchMidi === note.pitchMidi)?.onsetSeconds ?? Infinity;
		const loudness =
			(note.velocity ?? 64) +
			(note.pitchMidi >= tuneFromMidi ? 8 : -softer) +
			swell.size * Math.sin((2 * Math.PI * note.onsetSeconds) / swell.seconds) +
			6 * gaussian(random);
		notes[at] = {
			...note,
			offsetSeconds: Math.max(note.onsetSeconds + 0.05, Math.min(again - 0.02, Math.max(note.offsetSeconds, barEnd))),
			velocity: Math.round(Math.max(18, Math.min(118, loudness)))
		};
	});
}

function accompany(
	figure: string,
	at: number,
	beats: number,
	chord: readonly number[],
	play: (beat: number, beats: number, pitchMidi: number) => void,
	random: Random
): void {
	const [low = 40, middle = 44, high = 47] = chord;
	if (figure === 'block') for (const pitch of chord) for (let beat = 0; beat < beats; beat += 2) play(at + beat, 2, pitch);
	if (figure === 'chorale')
		for (const pitch of [...chord, low + 12]) for (let beat = 0; beat < beats; beat++) play(at + beat, 1, pitch);
	if (figure === 'alberti')
		for (let half = 0; half < 2 * beats; half++) play(at + half / 2, 0.5, [low, high, middle, high][half % 4] ?? low);
	if (figure === 'arpeggio' || figure === 'picking')
		for (let half = 0; half < 2 * beats; half++)
			play(at + half / 2, 1.5, [low, middle, high, low + 12, high, middle][half % 6] ?? low);
	if (figure === 'stride')
		for (let beat = 0; beat < beats; beat++)
			for (const pitch of beat % 2 === 0 ? [low - 12] : [middle, high]) play(at + beat, 0.8, pitch);
	if (figure === 'strum')
		for (let half = 0; half < 2 * beats; half++) {
			if (half > 0 && random() < 0.4) continue;
			[low, middle, high, low + 12, middle + 12].forEach((pitch, string) => play(at + half / 2 + 0.012 * string, 0.45, pitch));
		}
}
