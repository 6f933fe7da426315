import type { Harmony, Rhythm } from '../../src/lib/core/analysis/analysis.ts';
import { applyCorrections, noCorrections, type EffectiveAnalysis } from '../../src/lib/core/analysis/index.ts';
import type { EvidenceNote } from '../../src/lib/core/rhythm/index.ts';
import { decodeNotes } from '../../src/lib/dsp/notes/index.ts';
import { createRhythmListener, trackRhythm } from '../../src/lib/dsp/rhythm/index.ts';
import { openListener, toPosteriorWindow, toSource } from '../notes/listen.ts';
import { readWithFfmpeg } from '../notes/node-transcribers.ts';
import { readMonoWithFfmpeg } from '../rhythm/node-analyser.ts';
import type { KnownBeats } from './dataset.ts';

/** What was worked out of a recording alone. */
export interface Heard {
	readonly notes: readonly EvidenceNote[];
	readonly rhythm: Rhythm;
	/** Without it a score is written in C, which no measure here minds. */
	readonly harmony?: Harmony;
}

/** Listens to a recording; the production build and our dsp in Node are both one. */
export interface ScoreListener {
	/** @throws {Error} when the recording cannot be read */
	listen(audioPath: string): Promise<Heard>;
	close(): Promise<void>;
}

const pushSamples = 65_536;
const noHarmony: Harmony = { tuning: null, keys: [], keySpans: [], chords: [] };

/** Our dsp in Node on what ffmpeg reads. */
export async function openNodeListener(modelPath: string): Promise<ScoreListener> {
	const listen = await openListener(modelPath);
	return {
		close: () => Promise.resolve(),
		listen: async (path) => {
			const samples = await readWithFfmpeg(path);
			const windows = [];
			for await (const window of listen(samples)) windows.push(toPosteriorWindow(window));
			const { notes } = await decodeNotes(toSource(windows, samples.length), { preset: 'auto', sensitivity: 0.5 });
			const sound = await readMonoWithFfmpeg(path);
			const listener = createRhythmListener();
			for (let from = 0; from < sound.length; from += pushSamples) listener.push(sound.subarray(from, from + pushSamples));
			const written = notes.map((note, at) => ({ ...note, id: String(at) }));
			return { notes: written, rhythm: trackRhythm(listener.finish(), { notes: written }) };
		}
	};
}

/** What was heard as the app would show it, without corrections. */
export function toHeardAnalysis({ rhythm, harmony }: Heard, durationSeconds: number): EffectiveAnalysis {
	const unknown = { name: 'unknown', confidence: 0 };
	return applyCorrections(
		{
			algorithm: 'eval',
			durationSeconds,
			rhythm,
			harmony: harmony ?? noHarmony,
			sections: [],
			sound: {
				integratedLufs: null,
				truePeakDbtp: 0,
				loudnessRangeLu: null,
				dynamicRangeDb: null,
				energy: 0,
				danceability: 0,
				genre: unknown,
				mood: unknown
			}
		},
		noCorrections('eval')
	);
}

/** The analysis of one who knows the beats and nothing else. */
export function toKnownAnalysis(
	{ beatsSeconds, downbeats, beatsPerBar, division }: KnownBeats,
	durationSeconds: number
): EffectiveAnalysis {
	const rhythm: Rhythm = {
		beatsSeconds: beatsSeconds.map((seconds) => Math.max(0, seconds)),
		downbeats: [...downbeats],
		confidence: 1,
		tempo: null,
		steadiness: 'drifting',
		meter: { beatsPerBar, division, confidence: 1 }
	};
	return toHeardAnalysis({ notes: [], rhythm }, durationSeconds);
}
