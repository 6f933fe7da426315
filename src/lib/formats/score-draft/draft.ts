import { barStarts, endTick, scoreSchema, type Part, type Score, type ScoreBar, type ScoreNote } from '$core/score/index.ts';
import { checkCount, scoreLimits } from './limits.ts';
import { FormatFault, type LossCounter, type ReadingOptions } from './reading.ts';
import { toTempoMap, type TempoChange } from './tempo.ts';
import { layVoices } from './voices.ts';
import { writtenArtist, writtenTitle } from './placeholders.ts';

/** Ids that are unique within one score: a letter for the kind, and a number. */
export type IdMaker = (kind: string) => string;

export function createIds(): IdMaker {
	let next = 1;
	return (kind) => `${kind}${next++}`;
}

/** What a reader has gathered; the order of notes and marks does not matter. */
export interface ScoreDraft {
	readonly title: string;
	readonly artist: string;
	readonly bars: readonly ScoreBar[];
	readonly parts: readonly Part[];
	readonly tempoChanges: readonly TempoChange[];
	readonly tempoMarks: Score['tempoMarks'];
	readonly swings: Score['swings'];
	readonly chords: Score['chords'];
	readonly sections: Score['sections'];
}

export function emptyPart(id: string, name: string): Part {
	return {
		id,
		name: name.slice(0, 500),
		programme: 0,
		isDrums: false,
		staves: [{ clef: 'treble' }],
		transposeSemitones: 0,
		notes: [],
		slurs: [],
		dynamics: [],
		hairpins: [],
		pedals: [],
		clefChanges: [],
		ottavas: []
	};
}

/**
 * The Score of a draft: in order, voices made lawful, long enough for its last note, and valid.
 * @param freshVoices the format has no voices: they are laid here
 * @throws FormatFault when there is more than a Score may hold, or what is there makes none
 */
export function finishScore(
	draft: ScoreDraft,
	{ scoreId, songId, fileName }: ReadingOptions,
	losses: LossCounter,
	freshVoices: boolean
): Score {
	checkCount(draft.parts.length, scoreLimits.maxParts, 'parts');
	checkCount(
		draft.parts.reduce((sum, { notes }) => sum + notes.length, 0),
		scoreLimits.maxNotes,
		'notes'
	);
	const bars = toLastNote(draft);
	const end = endTick({ bars });
	checkCount(end, scoreLimits.maxTicks, 'ticks');
	const parsed = scoreSchema.safeParse({
		schemaVersion: 1,
		id: scoreId,
		songId,
		revision: 0,
		title: (writtenTitle(draft.title) || fileName.replace(/\.[^.]{1,10}$/, '')).slice(0, 500),
		artist: writtenArtist(draft.artist).slice(0, 500),
		origin: 'imported',
		bars,
		parts: draft.parts.map((part) => ({ ...byTick(part), notes: lawfulNotes(part, losses, freshVoices) })),
		tempoMap: toTempoMap(draft.tempoChanges, end),
		tempoMarks: sorted(draft.tempoMarks),
		swings: sorted(draft.swings),
		chords: onePerTick(sorted(draft.chords)),
		sections: onePerTick(sorted(draft.sections))
	} satisfies Score);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new FormatFault('scoreDamaged', {}, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

const sorted = <T extends { readonly tick: number }>(marks: readonly T[]): T[] => [...marks].sort((a, b) => a.tick - b.tick);

function onePerTick<T extends { readonly tick: number }>(marks: readonly T[]): T[] {
	return marks.filter(({ tick }, i) => i === 0 || tick !== marks[i - 1]?.tick);
}

function byTick(part: Part): Part {
	return {
		...part,
		dynamics: sorted(part.dynamics),
		hairpins: sorted(part.hairpins),
		pedals: sorted(part.pedals),
		clefChanges: sorted(part.clefChanges),
		ottavas: sorted(part.ottavas)
	};
}

function lawfulNotes(part: Part, losses: LossCounter, fresh: boolean): ScoreNote[] {
	const inOrder = part.notes
		.map((note, index) => ({ note, index }))
		.sort(
			(a, b) =>
				a.note.tick - b.note.tick ||
				Math.sign(a.note.ticks) - Math.sign(b.note.ticks) ||
				// Grace notes at one tick stand as they were read.
				(a.note.ticks === 0 ? a.index - b.index : a.note.pitchMidi - b.note.pitchMidi || a.index - b.index)
		)
		.map(({ note }) => note);
	const laid = new Map<string, ScoreNote>();
	part.staves.forEach((_, staff) => {
		const result = layVoices(
			inOrder.filter((note) => note.staff === staff),
			fresh
		);
		losses.add('notes shortened', result.shortened);
		for (const note of result.notes) laid.set(note.id, note);
	});
	return inOrder.flatMap(({ id }) => laid.get(id) ?? []);
}

function toLastNote({ bars, parts }: ScoreDraft): ScoreBar[] {
	const long = [...bars];
	const last = long.at(-1);
	if (last === undefined) throw new FormatFault('scoreEmpty');
	let lastTick = 0;
	for (const { notes } of parts) for (const { tick, ticks } of notes) lastTick = Math.max(lastTick, tick + Math.max(1, ticks));
	let end = barStarts(long).at(-1) ?? 0;
	for (let added = 1; end < lastTick; added++) {
		const { id, ticks, meter, key } = last;
		checkCount(long.length, scoreLimits.maxBars, 'bars');
		long.push({ id: `${id}-${added}`, ticks, meter, key });
		end += ticks;
	}
	return long;
}
