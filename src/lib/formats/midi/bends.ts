import type { MidiControllerEvent, MidiPitchBendEvent } from 'midi-file';

export interface BentNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	/** Cents off the tempered pitch, one value each step from the onset; absent when steady. */
	readonly bendCents?: readonly number[] | undefined;
}

const rangeSemitones = 2;
const wheelSteps = 8192;

/** No note begins before the one before it has ended. */
export function isOneVoice(notes: readonly BentNote[]): boolean {
	const sorted = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	return sorted.every((note, i) => i === 0 || note.onsetSeconds >= (sorted[i - 1]?.offsetSeconds ?? 0) - 1e-9);
}

/** Controllers and their values that set how far a wheel reaches: registered parameter 0; then none, so that nothing changes it. */
export function wheelRangeControls(semitones: number): readonly (readonly [controller: number, value: number])[] {
	return [
		[101, 0],
		[100, 0],
		[6, semitones],
		[38, 0],
		[101, 127],
		[100, 127]
	];
}

/** The wheel's range: two semitones up and down. */
export function bendRange(channel: number): MidiControllerEvent[] {
	return wheelRangeControls(rangeSemitones).map(([controllerType, value]) => ({
		deltaTime: 0,
		type: 'controller',
		channel,
		controllerType,
		value
	}));
}

/** The wheel along each note, written where it moves; every note begins at its own bend, a steady one at none. */
export function bendEvents(
	notes: readonly BentNote[],
	stepSeconds: number,
	tickAt: (seconds: number) => number,
	channel: number
): { readonly tick: number; readonly event: MidiPitchBendEvent }[] {
	const events: { readonly tick: number; readonly event: MidiPitchBendEvent }[] = [];
	let wheel = 0;
	for (const note of [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds)) {
		const lengthSeconds = note.offsetSeconds - note.onsetSeconds;
		for (const [step, cents] of (note.bendCents ?? [0]).entries()) {
			if (step > 0 && step * stepSeconds >= lengthSeconds) break;
			const value = toWheel(cents);
			if (value === wheel) continue;
			wheel = value;
			events.push({
				tick: tickAt(note.onsetSeconds + step * stepSeconds),
				event: { deltaTime: 0, type: 'pitchBend', channel, value }
			});
		}
	}
	return events;
}

function toWheel(cents: number): number {
	const value = Math.round((cents / (100 * rangeSemitones)) * wheelSteps);
	return Math.max(-wheelSteps, Math.min(wheelSteps - 1, Number.isFinite(value) ? value : 0));
}
