import type { Corrections, ChordEdit } from '$core/analysis/corrections.ts';
import type { EffectiveChord } from '$core/analysis/index.ts';

/** What the check panel asks about, in its order. */
export const checkedFacts = ['tuning', 'key', 'tempo', 'meter', 'firstDownbeat'] as const;
export type CheckedFact = (typeof checkedFacts)[number];

/** The corrections without the user's word on one fact. */
export function withoutFact(corrections: Corrections, fact: CheckedFact): Corrections {
	const { tuningCents, key, tempoFactor, steadyBpm, beatsPerBar, firstDownbeatSeconds, ...rest } = corrections;
	const kept = {
		tuning: { tuningCents },
		key: { key },
		tempo: { tempoFactor, steadyBpm },
		meter: { beatsPerBar },
		firstDownbeat: { firstDownbeatSeconds }
	};
	return { ...rest, ...present(Object.assign({}, ...checkedFacts.filter((each) => each !== fact).map((each) => kept[each]))) };
}

type Optional = Pick<Corrections, 'tuningCents' | 'key' | 'tempoFactor' | 'steadyBpm' | 'beatsPerBar' | 'firstDownbeatSeconds'>;

function present(fields: { readonly [Key in keyof Optional]?: Optional[Key] | undefined }): Optional {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** With a tempo factor against what was heard: 1 takes it as heard, and beyond a quarter or four times it stays. */
export function withTempoTimes(corrections: Corrections, times: 2 | 0.5): Corrections | null {
	const { steadyBpm } = corrections;
	if (steadyBpm !== undefined) {
		const bpm = steadyBpm * times;
		return bpm < 20 || bpm > 400 ? null : { ...corrections, steadyBpm: bpm };
	}
	const factor = (corrections.tempoFactor ?? 1) * times;
	const heard = withoutFact(corrections, 'tempo');
	if (factor === 1) return heard;
	return factor === 0.25 || factor === 0.5 || factor === 2 || factor === 4 ? { ...heard, tempoFactor: factor } : null;
}

/** A chord over a stretch; the edits it covers wholly are of no more use and go. */
export function withChord(corrections: Corrections, edit: ChordEdit): Corrections {
	const kept = corrections.chordEdits.filter(
		({ startSeconds, endSeconds }) => startSeconds < edit.startSeconds || endSeconds > edit.endSeconds
	);
	return { ...corrections, chordEdits: [...kept, edit] };
}

/** What was heard shows again under a stretch: edits over it are cut or go. */
export function withoutChords(corrections: Corrections, fromSeconds: number, toSeconds: number): Corrections {
	const chordEdits = corrections.chordEdits.flatMap((edit) => {
		const before = { ...edit, endSeconds: Math.min(edit.endSeconds, fromSeconds) };
		const after = { ...edit, startSeconds: Math.max(edit.startSeconds, toSeconds) };
		return [before, after].filter(({ startSeconds, endSeconds }) => endSeconds - startSeconds > 0.001);
	});
	return { ...corrections, chordEdits };
}

/** The border between two chords of the lane at another place: the one that grows is written over the other. */
export function withBorder(
	corrections: Corrections,
	before: EffectiveChord,
	after: EffectiveChord,
	seconds: number
): Corrections {
	const border = after.startSeconds;
	const grown = seconds > border ? before : after;
	return withChord(corrections, {
		startSeconds: Math.min(border, seconds),
		endSeconds: Math.max(border, seconds),
		chord: grown.chord
	});
}

/** What the user calls the section that begins at a time; an empty name gives it its letter back. */
export function withSectionName(corrections: Corrections, startSeconds: number, endSeconds: number, name: string): Corrections {
	const others = corrections.sectionNames.filter((each) => each.startSeconds < startSeconds || each.startSeconds >= endSeconds);
	return { ...corrections, sectionNames: name === '' ? others : [...others, { startSeconds, name }] };
}
