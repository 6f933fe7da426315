import type { AlignedNote } from '../align/align.ts';
import type { TakeNote } from '../take/take-note.ts';

/** A chord is rolled when three notes or more follow each other by pitch over this long, seconds, in steps that are alike. */
const roll = { notes: 3, leastSeconds: 0.06, mostSeconds: 0.8, leastStepSeconds: 0.008, mostStepShare: 0.62 };

/**
 * How far each note of a chord is off, seconds, late above 0. A rolled chord is on time when what it is rolled over lies
 * around the beat; else all of it is as far off as its nearer end.
 * @param struck the chord's notes that were played, with their notes of the take
 * @param due when each was due, seconds of the take
 */
export function chordDeviations(struck: readonly { readonly take: TakeNote; readonly dueSeconds: number }[]): number[] {
	const own = struck.map(({ take, dueSeconds }) => take.onsetSeconds - dueSeconds);
	if (!isRolled(struck.map(({ take }) => take))) return own;
	const first = Math.min(...own);
	const last = Math.max(...own);
	const off = first > 0 ? first : Math.min(0, last);
	return own.map(() => off);
}

function isRolled(notes: readonly TakeNote[]): boolean {
	if (notes.length < roll.notes) return false;
	const byTime = [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	const steps = byTime.slice(1).map((note, at) => note.onsetSeconds - (byTime[at]?.onsetSeconds ?? 0));
	const whole = steps.reduce((sum, step) => sum + step, 0);
	if (whole < roll.leastSeconds || whole > roll.mostSeconds) return false;
	if (steps.some((step) => step < roll.leastStepSeconds || step > roll.mostStepShare * whole)) return false;
	const climbs = byTime.slice(1).map((note, at) => Math.sign(note.pitchMidi - (byTime[at]?.pitchMidi ?? 0)));
	return climbs.every((climb) => climb === climbs[0]);
}

/**
 * What the chords beside each are off, on the average: who plays freely bends the tempo over several chords, and only what leaps out
 * of its neighbours is out of time. At an end, what the one neighbour is off.
 * @param middles what each chord is off, seconds; undefined where nothing was struck, which is passed over
 */
export function toNeighbourhood(middles: readonly (number | undefined)[]): number[] {
	const before: (number | undefined)[] = [];
	let last: number | undefined;
	for (const middle of middles) {
		before.push(last);
		last = middle ?? last;
	}
	const beside = new Array<number>(middles.length).fill(0);
	let next: number | undefined;
	for (let at = middles.length - 1; at >= 0; at--) {
		const previous = before[at];
		beside[at] = ((previous ?? next ?? 0) + (next ?? previous ?? 0)) / 2;
		next = middles[at] ?? next;
	}
	return beside;
}

/** Sounding length against the expected one at the tempo played. */
export function lengthRatio(take: TakeNote, writtenSeconds: number, { slope }: Pick<AlignedNote, 'slope'>): number | undefined {
	const due = writtenSeconds * slope;
	return due < 0.02 ? undefined : Math.min(100, Math.max(0, (take.offsetSeconds - take.onsetSeconds) / due));
}
