import { createHarmonyListener } from '../../../src/lib/dsp/harmony/index.ts';
import { noChord, toState as toHeardState } from '../../../src/lib/dsp/harmony/chords/chord-states.ts';
import { ChordInput, chordInputs, noneInputs } from '../../../src/lib/dsp/harmony/chords/chord-input.ts';
import { toSalience } from '../../../src/lib/dsp/harmony/hearing/salience.ts';
import { toBounds, toSegments, type Segments } from '../../../src/lib/dsp/harmony/segments.ts';
import { toTuning } from '../../../src/lib/dsp/harmony/hearing/tuning.ts';
import type { Chord, ChordQuality } from '../../../src/lib/core/harmony/chord.ts';
import type { ChordPiece } from './pieces.ts';

/** Segments with the chord that was played in each. */
export interface ChordExamples {
	readonly count: number;
	/** `chordInputs` each, from root C. */
	readonly chroma: Float32Array;
	/** `noneInputs` each. */
	readonly none: Float32Array;
	/** States of the decoder. */
	readonly states: Uint8Array;
}

/** What a richer chord is heard as. */
const reduced: Partial<Record<ChordQuality, ChordQuality>> = { maj6: 'maj', min6: 'min', '9': '7', maj9: 'maj7', min9: 'min7' };

const toState = (chord: Chord | null): number =>
	toHeardState(chord === null ? null : { ...chord, quality: reduced[chord.quality] ?? chord.quality });

/** Hears a made recording at 22,050 Hz, on its beats and on the plain grid, and labels what lies mostly in one chord. */
export function toExamples(samples: Float32Array, piece: ChordPiece | null): ChordExamples[] {
	const listener = createHarmonyListener();
	const doubled = new Float32Array(2 * samples.length);
	for (let i = 0; i < doubled.length; i++) doubled[i] = samples[i >> 1] ?? 0;
	listener.push(doubled);
	const features = listener.finish();
	const salience = toSalience(features, toTuning(features.deviations)?.cents ?? 0);
	return (piece === null ? [[]] : [piece.beatsSeconds, []]).map((beatsSeconds) => {
		const { bounds, onBeat } = toBounds(beatsSeconds, features.durationSeconds);
		return toLabelled(toSegments(salience, bounds, onBeat), piece);
	});
}

function toLabelled(segments: Segments, piece: ChordPiece | null): ChordExamples {
	const { bounds } = segments;
	const input = new ChordInput(segments);
	const chroma = new Float32Array(segments.count * chordInputs);
	const none = new Float32Array(segments.count * noneInputs);
	const states = new Uint8Array(segments.count);
	let count = 0;
	for (let segment = 0; segment < segments.count; segment++) {
		const state = labelOf(piece, bounds[segment] ?? 0, bounds[segment + 1] ?? 0);
		if (state === null || !input.open(segment)) continue;
		input.readFromRoot(0, chroma.subarray(count * chordInputs, (count + 1) * chordInputs));
		input.readNone(segment, none.subarray(count * noneInputs, (count + 1) * noneInputs));
		states[count++] = state;
	}
	return { count, chroma, none, states };
}

function labelOf(piece: ChordPiece | null, from: number, to: number): number | null {
	if (piece === null) return noChord;
	const span = piece.chords.find(
		({ startSeconds, endSeconds }) => Math.min(to, endSeconds) - Math.max(from, startSeconds) > 0.7 * (to - from)
	);
	if (span !== undefined) return toState(span.chord);
	const first = piece.chords[0]?.startSeconds ?? 0;
	return to <= first ? noChord : null;
}
