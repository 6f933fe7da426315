import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvidenceNote } from '../../../src/lib/core/rhythm/index.ts';
import { decodeNotes } from '../../../src/lib/dsp/notes/index.ts';
import { createRhythmListener } from '../../../src/lib/dsp/rhythm/index.ts';
import { toBeatEvidence } from '../../../src/lib/formats/beat-evidence/index.ts';
import { halved, type Sounds } from '../../notes/fit/render.ts';
import { toPosteriorWindow, toSource, type openListener } from '../../notes/listen.ts';
import { keepWhole, readMadeRhythm, soundOf, type HeardPiece } from './made.ts';
import type { BeatPiece } from './pieces.ts';

/** A made recording with the notes that were written down of it, mistakes and all. */
export interface TranscribedPiece extends HeardPiece {
	readonly notes: readonly EvidenceNote[];
	readonly beatsPerBar: number;
	readonly division: 2 | 3;
}

/** Onsets nearer than this are one stroke, seconds. */
const strokeSeconds = 0.04;
/** Strokes a second that a player keeps up; what is denser is nobody's music. */
const mostStrokes = 11;

/** Whether somebody could play it: the dice give fast beats and fine divisions alike. */
export function isPlayable({ piece }: BeatPiece): boolean {
	const onsets = piece.notes.map(({ onset }) => onset).sort((a, b) => a - b);
	const strokes = onsets.filter((onset, at) => at === 0 || onset - (onsets[at - 1] ?? 0) > strokeSeconds);
	const span = (strokes.at(-1) ?? 0) - (strokes[0] ?? 0);
	return strokes.length > 8 && strokes.length / span <= mostStrokes;
}

/** Renders, listens and writes down once; what was heard is kept in `folder`. Null where there is little to write down. */
export async function readTranscribed(
	seed: number,
	seconds: number,
	folder: string,
	sounds: Sounds,
	listen: Awaited<ReturnType<typeof openListener>>,
	made: BeatPiece
): Promise<TranscribedPiece | null> {
	if (!isPlayable(made)) return null;
	mkdirSync(folder, { recursive: true });
	const base = join(folder, `${made.piece.id}-${seconds}`);
	if (!existsSync(`${base}.notes.json`)) {
		const sound = await soundOf(made, seed, sounds);
		const listener = createRhythmListener();
		listener.push(sound);
		keepWhole(`${base}.beats`, toBeatEvidence(listener.finish()));
		const samples = halved(sound);
		const windows = [];
		for await (const window of listen(samples)) windows.push(toPosteriorWindow(window));
		const { notes } = await decodeNotes(toSource(windows, samples.length), { preset: 'auto', sensitivity: 0.5 });
		keepWhole(`${base}.notes.json`, JSON.stringify(notes.map(({ bendCents: _, ...note }, at) => ({ ...note, id: String(at) }))));
	}
	const notes = JSON.parse(readFileSync(`${base}.notes.json`, 'utf8')) as EvidenceNote[];
	return {
		...(await readMadeRhythm(seed, seconds, folder, sounds, made)),
		notes,
		beatsPerBar: made.beatsPerBar,
		division: made.division
	};
}
