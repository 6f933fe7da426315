import { toPresetGuess, type PresetGuess } from './auto.ts';
import { toBend } from './bends.ts';
import { CharacterMeter } from './character.ts';
import { EndFinder, type FoundNote, type Start } from './ends.ts';
import { toOpenWindows } from './gate.ts';
import { framesPerWindow, lowestNoteMidi, toFrameSeconds, type PosteriorSource } from './matrices.ts';
import { VoicePath } from './monophonic.ts';
import { Network, toProbability } from './fitted/network.ts';
import { toDecision, type Decision, type DecodeSettings, type PresetName } from './presets.ts';
import { toSegments, type SegmentOptions } from './segments.ts';
import { StartCollector, toStarts, type StartLimits } from './starts.ts';
import { startTable, sustainTable } from './fitted/weights.ts';

export type { PosteriorSource } from './matrices.ts';
export { presetNames, type DecodeSettings, type PresetName } from './presets.ts';

/** One note as the contract's `NoteEvidence` has it. */
export interface DecodedNote {
	id: string;
	onsetSeconds: number;
	offsetSeconds: number;
	pitchMidi: number;
	velocity: number;
	confidence: number;
	bendCents?: number[];
}

/** The same shape as the contract's `DecodedNotes`. */
export interface DecodedNotes {
	algorithm: string;
	preset: PresetName;
	/** 1 when the user chose the preset. */
	presetConfidence: number;
	durationSeconds: number;
	notes: DecodedNote[];
}

export interface DecodeOptions {
	/** Looked at once a segment. */
	readonly signal?: { readonly aborted: boolean } | undefined;
	/** Share done, 0 to 1. */
	readonly onProgress?: ((fraction: number) => void) | undefined;
	/** Windows held at a time; the notes do not depend on it. */
	readonly windowsPerSegment?: number | undefined;
}

export const decoderAlgorithm = 'basic-pitch-1 + decode-1';

/** The onset matrix peaks this long after the sound begins: measured on recordings made with known onsets. */
const onsetLagSeconds = 0.01;
const shortestSeconds = 0.03;

/** Asked to stop: not a fault of the input. */
export class DecodeAborted extends Error {
	override readonly name = 'AbortError';
}

/**
 * Notes from the posteriors of the transcription model.
 * @returns notes sorted by onset, then pitch; no two of one pitch overlap; none for an empty or silent recording
 * @throws {DecodeAborted} when the signal says so; {RangeError} when the source breaks its promises
 */
export async function decodeNotes(
	source: PosteriorSource,
	settings: DecodeSettings,
	options: DecodeOptions = {}
): Promise<DecodedNotes> {
	const walk: SegmentOptions = {
		windowsPerSegment: Math.max(1, options.windowsPerSegment ?? 32),
		isCancelled: () => options.signal?.aborted === true
	};
	const stopIfAsked = (): void => {
		if (walk.isCancelled()) throw new DecodeAborted('Finding notes was cancelled.');
	};
	const collector = new StartCollector(new Network(startTable));
	const meter = new CharacterMeter();
	const levelsDb: number[] = [];
	for await (const segment of toSegments(source, walk)) {
		meter.add(segment, collector.add(segment));
		for (const level of segment.levelsDb) levelsDb.push(level);
		options.onProgress?.((0.6 * levelsDb.length) / source.windowCount);
	}
	stopIfAsked();
	const scored = collector.toScoredStarts();
	const guess: PresetGuess =
		settings.preset === 'auto' ? toPresetGuess(meter.toCharacter(scored)) : { preset: settings.preset, confidence: 1 };
	const decision = toDecision(guess.preset, settings);
	const open = toOpenWindows(levelsDb);
	const limits: StartLimits = {
		...decision,
		isOpen: (frame) => open[Math.floor(frame / framesPerWindow)] === 1 && toFrameSeconds(frame) < source.durationSeconds
	};
	let starts: readonly Start[] = toStarts(scored, limits);
	if (decision.glidePrice !== null) {
		const path = new VoicePath(starts, limits, decision.glidePrice);
		for await (const segment of toSegments(source, walk)) path.advance(segment);
		stopIfAsked();
		starts = path.finish();
	}
	const ends = new EndFinder(new Network(sustainTable));
	const found: FoundNote[] = [];
	let next = 0;
	for await (const segment of toSegments(source, walk)) {
		const end = segment.firstFrame + segment.to;
		const own: Start[] = [];
		for (let start = starts[next]; start !== undefined && start.frame < end; start = starts[++next]) own.push(start);
		found.push(...ends.advance(segment, own));
		options.onProgress?.(0.6 + (0.4 * segment.firstWindow) / source.windowCount);
	}
	stopIfAsked();
	found.push(...ends.finish());
	options.onProgress?.(1);
	return {
		algorithm: decoderAlgorithm,
		preset: guess.preset,
		presetConfidence: guess.confidence,
		durationSeconds: source.durationSeconds,
		notes: toNotes(found, decision, source.durationSeconds)
	};
}

function toNotes(found: readonly FoundNote[], decision: Decision, durationSeconds: number): DecodedNote[] {
	const notes: DecodedNote[] = [];
	const sorted = [...found].sort((a, b) => a.frame - b.frame || a.bin - b.bin);
	const lastOfBin = new Map<number, DecodedNote>();
	for (const note of sorted) {
		const onsetSeconds = Math.max(0, toFrameSeconds(note.frame) - onsetLagSeconds);
		const endSeconds = Math.min(durationSeconds, toFrameSeconds(note.endFrame) - onsetLagSeconds);
		if (endSeconds - onsetSeconds < Math.min(decision.minimumSeconds, durationSeconds)) continue;
		const before = lastOfBin.get(note.bin);
		if (before !== undefined && before.offsetSeconds > onsetSeconds) before.offsetSeconds = onsetSeconds;
		const bendCents = toBend(note.deviationCents);
		const decoded: DecodedNote = {
			id: `n${note.frame}-${note.bin + lowestNoteMidi}`,
			onsetSeconds,
			offsetSeconds: Math.min(durationSeconds, Math.max(endSeconds, onsetSeconds + shortestSeconds)),
			pitchMidi: note.bin + lowestNoteMidi,
			velocity: Math.max(1, Math.min(127, Math.round(30 + 50 * note.peak + 40 * note.attack))),
			confidence: toProbability(note.logit),
			...(bendCents === undefined ? {} : { bendCents })
		};
		lastOfBin.set(note.bin, decoded);
		notes.push(decoded);
	}
	return notes;
}
