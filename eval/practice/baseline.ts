import type { ExpectedNote, NoteVerdict } from '../../src/lib/core/practice/index.ts';
import type { Told } from './metrics.ts';
import type { PlantedTake } from './planted-take.ts';

/** As far as a usual matcher looks for a note of the right pitch, seconds; and as far for one of another. */
const windowSeconds = 0.3;
const wrongSeconds = 0.1;
const toleranceSeconds = 0.07;

/**
 * The peer: what a plain program does. Chords are aligned by dynamic time warping over their pitches (Sakoe and Chiba 1978),
 * the tempo is a straight line through the warping, each expected note takes the nearest free one of its pitch within a
 * window, then the nearest of any. It knows no jumps, no doubt and no drift.
 */
export function judgePlainly({ piece, notes, context }: PlantedTake): Told {
	const due = context.mode === 'song' ? (note: ExpectedNote) => note.onsetSeconds : toLineClock(piece.notes, notes);
	const taken = new Set<number>();
	const nearest = (seconds: number, reach: number, fits: (pitchMidi: number) => boolean): number => {
		let best = -1;
		let distance = reach;
		notes.forEach(({ onsetSeconds, pitchMidi }, at) => {
			const own = Math.abs(onsetSeconds - seconds);
			if (own > distance || taken.has(at) || !fits(pitchMidi)) return;
			best = at;
			distance = own;
		});
		if (best >= 0) taken.add(best);
		return best;
	};
	const open: ExpectedNote[] = [];
	const verdicts: NoteVerdict[] = [];
	const told = (kind: NoteVerdict['kind'], note: ExpectedNote, take: number): void => {
		const off = take < 0 ? 0 : (notes[take]?.onsetSeconds ?? 0) - due(note);
		const timing = Math.abs(off) <= toleranceSeconds ? 'onTime' : off < 0 ? 'early' : 'late';
		verdicts.push({
			kind,
			expectedId: note.id,
			noteId: note.noteId,
			bar: note.bar,
			attempt: 0,
			takeSeconds: due(note),
			confidence: 1,
			...(take < 0 ? {} : { takeNote: take, timing, timingMs: off * 1000 })
		});
	};
	for (const note of piece.notes) {
		const take = nearest(due(note), windowSeconds, (pitchMidi) => pitchMidi === note.pitchMidi);
		if (take < 0) open.push(note);
		else told('right', note, take);
	}
	for (const note of open) {
		const take = nearest(due(note), wrongSeconds, () => true);
		told(take < 0 ? 'missed' : 'wrong', note, take);
	}
	notes.forEach(({ onsetSeconds }, at) => {
		if (!taken.has(at))
			verdicts.push({ kind: 'extra', takeNote: at, bar: 0, attempt: 0, takeSeconds: onsetSeconds, confidence: 1 });
	});
	return { notes: verdicts, events: [], score: null, driftPerMinute: null };
}

interface Chord {
	readonly seconds: number;
	readonly pitches: ReadonlySet<number>;
}

function toChords(notes: readonly { readonly onsetSeconds: number; readonly pitchMidi: number }[]): Chord[] {
	const chords: { seconds: number; pitches: Set<number> }[] = [];
	for (const { onsetSeconds, pitchMidi } of [...notes].sort((a, b) => a.onsetSeconds - b.onsetSeconds)) {
		const last = chords.at(-1);
		if (last !== undefined && onsetSeconds - last.seconds < 0.04) last.pitches.add(pitchMidi);
		else chords.push({ seconds: onsetSeconds, pitches: new Set([pitchMidi]) });
	}
	return chords;
}

/** When an expected note is due by a warping of chords, smoothed as a running line through eight of them. */
function toLineClock(
	expected: readonly ExpectedNote[],
	played: readonly { readonly onsetSeconds: number; readonly pitchMidi: number }[]
): (note: ExpectedNote) => number {
	const [score, take] = [toChords(expected), toChords(played)];
	const width = take.length + 1;
	const cost = new Float64Array((score.length + 1) * width).fill(Infinity);
	cost[0] = 0;
	const distance = (i: number, j: number): number => {
		const [a, b] = [score[i]?.pitches ?? new Set<number>(), take[j]?.pitches ?? new Set<number>()];
		const common = [...a].filter((pitch) => b.has(pitch)).length;
		return 1 - common / Math.max(1, a.size + b.size - common);
	};
	for (let i = 1; i <= score.length; i++)
		for (let j = 1; j < width; j++) {
			const before = Math.min(cost[(i - 1) * width + j - 1] ?? 0, cost[(i - 1) * width + j] ?? 0, cost[i * width + j - 1] ?? 0);
			cost[i * width + j] = before + distance(i - 1, j - 1);
		}
	const anchors: [number, number][] = [];
	for (let i = score.length, j = take.length; i > 0 && j > 0;) {
		if (distance(i - 1, j - 1) < 0.5) anchors.unshift([score[i - 1]?.seconds ?? 0, take[j - 1]?.seconds ?? 0]);
		const back = [
			cost[(i - 1) * width + j - 1] ?? Infinity,
			cost[(i - 1) * width + j] ?? Infinity,
			cost[i * width + j - 1] ?? Infinity
		];
		const least = Math.min(...back);
		if (back[0] === least) {
			i--;
			j--;
		} else if (back[1] === least) i--;
		else j--;
	}
	return ({ onsetSeconds }) => {
		let at = anchors.findIndex(([seconds]) => seconds >= onsetSeconds);
		if (at < 0) at = anchors.length;
		const near = anchors.slice(Math.max(0, at - 4), at + 4);
		const meanX = near.reduce((sum, [x]) => sum + x, 0) / near.length;
		const meanY = near.reduce((sum, [, y]) => sum + y, 0) / near.length;
		const spread = near.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
		const slope = spread === 0 ? 1 : near.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
		return meanY + slope * (onsetSeconds - meanX);
	};
}
