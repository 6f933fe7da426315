/** What of a recording's truth tells its pitch. Seconds, hertz, MIDI pitches. */
export interface PitchTruth {
	/** Every 12 ms or so; 0 Hz where no voice is. */
	readonly f0?: readonly (readonly [seconds: number, hz: number])[] | undefined;
	readonly notes?: readonly TruthNote[] | undefined;
	readonly uncertain?: readonly (readonly [startSeconds: number, endSeconds: number])[] | undefined;
}

export interface TruthNote {
	readonly onset: number;
	readonly offset: number;
	readonly pitch: number;
	readonly pitch_exact?: number | undefined;
}

/** Notes are compared inside of these margins, and only where one sounds alone. */
const afterOnsetSeconds = 0.05;
const beforeOffsetSeconds = 0.03;
/** Below this the tracker makes no claim. */
const lowestHz = 40;

/** The true pitch at a time; 0 where there is none, null where it is not known. */
export function truePitch(truth: PitchTruth, seconds: number): number | null {
	const hz = truth.f0 ? fromTrack(truth.f0, seconds) : fromNotes(truth, seconds);
	return hz !== null && hz > 0 && hz < lowestHz ? null : hz;
}

function fromTrack(track: NonNullable<PitchTruth['f0']>, seconds: number): number | null {
	let low = 0;
	let high = track.length - 1;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if ((track[middle]?.[0] ?? 0) <= seconds) low = middle;
		else high = middle;
	}
	const near = [track[low], track[high]].find((point) => point !== undefined && Math.abs(point[0] - seconds) <= 0.006);
	return near === undefined ? null : near[1];
}

function fromNotes({ notes = [], uncertain = [] }: PitchTruth, seconds: number): number | null {
	if (uncertain.some(([start, end]) => seconds >= start && seconds <= end)) return null;
	const around = notes.filter(
		({ onset, offset }) => seconds >= onset - afterOnsetSeconds && seconds <= offset + afterOnsetSeconds
	);
	const [note] = around;
	if (around.length !== 1 || note === undefined) return null;
	if (seconds < note.onset + afterOnsetSeconds || seconds > note.offset - beforeOffsetSeconds) return null;
	return 440 * 2 ** (((note.pitch_exact ?? note.pitch) - 69) / 12);
}

export interface PitchCounts {
	/** Moments whose pitch is known. */
	moments: number;
	/** Within 50 cents. */
	right: number;
	/** Within 50 cents of another octave of it. */
	octave: number;
	missed: number;
	other: number;
}

export function countMoment(counts: PitchCounts, trueHz: number | null, hz: number): void {
	if (trueHz === null || trueHz === 0) return;
	counts.moments++;
	if (!(hz > 0)) {
		counts.missed++;
		return;
	}
	const cents = 1200 * Math.log2(hz / trueHz);
	const folded = ((((cents + 600) % 1200) + 1200) % 1200) - 600;
	if (Math.abs(cents) <= 50) counts.right++;
	else if (Math.abs(folded) <= 50) counts.octave++;
	else counts.other++;
}

export const noCounts = (): PitchCounts => ({ moments: 0, right: 0, octave: 0, missed: 0, other: 0 });
