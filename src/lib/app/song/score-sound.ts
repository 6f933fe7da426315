import type { ChannelSound } from '$contracts/player.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { barStarts, beatTicks, playedClock, tickToSeconds, unrolling, type Part, type Score } from '$core/score/index.ts';
import type { MusicalKey } from '$core/harmony/chord.ts';
import { fromSignature } from '$core/harmony/keys.ts';
import { chordText } from './analysis/chord-words.ts';
import { toPlayedSpans, type PlayedSpans } from './played-spans.ts';
import type { BeatGrid } from '$core/time/index.ts';

/** A note of a score as it sounds: what the roll draws and what the player plays. */
interface ScoreSoundNote extends NoteEvidence {
	/** Index into the sounds. */
	readonly channel: number;
}

export interface ScoreSound {
	/** Sorted by onset. */
	readonly notes: readonly ScoreSoundNote[];
	/** One a part, in their order. */
	readonly sounds: readonly ChannelSound[];
	readonly durationSeconds: number;
	/** The beats and bars as they are played. */
	readonly grid: BeatGrid;
	readonly spans: PlayedSpans;
}

/** A score as it is heard: all parts, with repeats, at its own tempo. Nothing sounds before 0 s. */
export function toScoreSound(score: Score): ScoreSound {
	const known = prepared.get(score);
	if (known !== undefined) return known;
	const work = sounding(score);
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
}

const prepared = new WeakMap<Score, ScoreSound>();
/** How long the making of it may hold the page at a time. */
const stepMs = 8;

/** Makes a score's sound ahead, giving way to frames and input: of a long score it takes a second. */
export async function prepareScoreSound(score: Score): Promise<void> {
	const work = sounding(score);
	for (;;) {
		const untilMs = performance.now() + stepMs;
		while (performance.now() < untilMs) {
			const step = work.next();
			if (step.done === true) return void prepared.set(score, step.value);
		}
		await new Promise((resolve) => setTimeout(resolve));
	}
}

/** Pauses every bar, and every so many notes. */
function* sounding(score: Score): Generator<void, ScoreSound> {
	const { notes: played } = yield* unrolling(score);
	const notes: ScoreSoundNote[] = [];
	for (const { part, note, playedBar, startSeconds, endSeconds } of played) {
		const onsetSeconds = Math.max(0, startSeconds);
		notes.push({
			id: `${part}/${note.id}@${playedBar}`,
			onsetSeconds,
			offsetSeconds: Math.max(onsetSeconds, endSeconds),
			pitchMidi: note.pitchMidi,
			velocity: note.velocity,
			confidence: note.evidence?.confidence ?? 1,
			channel: part
		});
		if (notes.length % 500 === 0) yield;
	}
	const clock = playedClock(score);
	return {
		notes,
		sounds: score.parts.map(toSound),
		durationSeconds: Math.max(0, clock.endSeconds),
		grid: toGrid(score, clock.bars),
		spans: toPlayedSpans(score, clock, ({ chord, text }) => text ?? chordText(chord, keyOf(score)))
	};
}

/** That of the first bar, by which chords are spelt. */
function keyOf({ bars }: Score): MusicalKey | null {
	const key = bars[0]?.key;
	return key === undefined ? null : fromSignature(key);
}

const toSound = ({ programme, isDrums }: Part): ChannelSound =>
	isDrums ? { kind: 'drums' } : programme === 0 ? { kind: 'grand' } : { kind: 'gm', programme };

function toGrid(score: Score, played: readonly { readonly bar: number; readonly startSeconds: number }[]): BeatGrid {
	const starts = barStarts(score.bars);
	const beatsSeconds: number[] = [];
	const downbeats: number[] = [];
	for (const { bar, startSeconds } of played) {
		const from = starts[bar] ?? 0;
		const { meter, ticks, isPickup } = score.bars[bar] ?? {};
		if (meter === undefined || ticks === undefined) continue;
		const later = startSeconds - tickToSeconds(score.tempoMap, from);
		if (isPickup !== true) downbeats.push(beatsSeconds.length);
		for (let into = 0; into < ticks; into += beatTicks(meter)) {
			beatsSeconds.push(tickToSeconds(score.tempoMap, from + into) + later);
		}
	}
	return { beatsSeconds, downbeats };
}
