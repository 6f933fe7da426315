import { ticksPerQuarter, type Part, type ScoreNote } from '$core/score/index.ts';
import { wheelRangeControls } from '../midi/bends.ts';
import type { SmfMessage } from './smf-writer.ts';

/** What the wheel reaches up and down: as far as a note of a Score is bent. */
const rangeSemitones = 4;
const wheelSteps = 8192;
/** A bend is pushed up in a third of its note, in a quarter at most. */
const pushShare = 1 / 3;
const pushSteps = 8;

const controlChange = 0xb0;
const pitchWheel = 0xe0;

export const isBent = ({ technique, ticks }: ScoreNote): boolean => technique?.bendSemitones !== undefined && ticks > 0;

export const hasBends = ({ notes, isDrums }: Part): boolean => !isDrums && notes.some(isBent);

/** Says once how far the channel's wheel reaches. */
export function wheelRange(channel: number, rank: number): SmfMessage[] {
	return wheelRangeControls(rangeSemitones).map(([control, value]) => ({
		tick: 0,
		rank,
		bytes: [controlChange | channel, control, value]
	}));
}

/** The wheel along bent notes: up to the height of the bend, held, and at rest again when the next one begins. */
export function wheelMessages(
	notes: readonly ScoreNote[],
	channel: number,
	at: (tick: number) => number,
	rank: number
): SmfMessage[] {
	return notes.filter(isBent).flatMap(({ tick, ticks, technique }): SmfMessage[] => {
		const pushTicks = Math.min(ticks * pushShare, ticksPerQuarter);
		const push = Array.from({ length: pushSteps }, (_, step) => ({
			tick: at(tick + (pushTicks * (step + 1)) / pushSteps),
			semitones: ((technique?.bendSemitones ?? 0) * (step + 1)) / pushSteps
		}));
		return [{ tick: at(tick), semitones: 0 }, ...push].map(({ tick: when, semitones }) => ({
			tick: when,
			rank,
			bytes: [pitchWheel | channel, ...wheelBytes(semitones)]
		}));
	});
}

function wheelBytes(semitones: number): [low: number, high: number] {
	const value = Math.min(2 * wheelSteps - 1, Math.round(wheelSteps + (semitones / rangeSemitones) * wheelSteps));
	return [value & 0x7f, value >> 7];
}
