import { abortError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { analysisAlgorithm, type AnalyseRequest } from '$contracts/workers/analyse.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { SongAnalysis } from '$core/analysis/analysis.ts';
import { BandListener, describeSound } from '$dsp/descriptors/index.ts';
import { analyseHarmony, createHarmonyListener } from '$dsp/harmony/index.ts';
import { createLoudnessMeter } from '$dsp/loudness/index.ts';
import { createRhythmListener, trackRhythm } from '$dsp/rhythm/index.ts';
import { findSections } from '$dsp/sections/index.ts';
import { toBeatEvidence } from '$formats/beat-evidence/index.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import { createBreather } from '../jobs/breather.ts';
import { openRecording } from '../recording/open-recording.ts';

/**
 * Listens to a recording once, as a stream, and works out its beats, harmony, form and sound. What is kept meanwhile is a
 * few hundred bytes for each second, whatever the sound; the beat evidence is stored. Throws what `openRecording` throws,
 * and an abort error soon after the signal.
 */
export async function analyseRecording(
	request: AnalyseRequest,
	files: FileStore,
	{ signal, onProgress }: StageContext
): Promise<SongAnalysis> {
	const recording = await openRecording(files, request.pcmPath, request.monoMix);
	const durationSeconds = recording.frameCount / pcmSampleRateHz;
	const rhythmListener = createRhythmListener();
	const harmonyListener = createHarmonyListener();
	const loudness = createLoudnessMeter(pcmSampleRateHz);
	const bands = new BandListener(pcmSampleRateHz);
	const breathe = createBreather();
	const pause = async (): Promise<void> => {
		await breathe();
		if (signal.aborted) throw abortError();
	};

	let heardFrames = 0;
	for await (const { planes, mono } of recording.blocks()) {
		loudness.push(planes, mono.length);
		bands.push(mono);
		rhythmListener.push(mono);
		harmonyListener.push(mono);
		heardFrames += mono.length;
		onProgress({ stage: 'analysing', fraction: heardFrames / recording.frameCount });
		await pause();
	}
	onProgress({ stage: 'finding beats', fraction: 0 });
	await pause();
	const beatFeatures = rhythmListener.finish();
	const rhythm = trackRhythm(beatFeatures);
	await keep(files, request.featuresPath, toBeatEvidence(beatFeatures));
	onProgress({ stage: 'finding chords', fraction: 0 });
	await pause();
	const harmonyFeatures = harmonyListener.finish();
	const harmony = analyseHarmony(harmonyFeatures, rhythm.beatsSeconds);
	onProgress({ stage: 'finding chords', fraction: 0.8 });
	await pause();
	const sections = findSections(harmonyFeatures, rhythm.beatsSeconds, rhythm.downbeats);
	const sound = describeSound({ loudness: loudness.finish(), bands: bands.finish(), rhythm, harmony, durationSeconds });
	return { algorithm: analysisAlgorithm, durationSeconds, rhythm, harmony, sections, sound };
}

async function keep(files: FileStore, path: string, bytes: Uint8Array): Promise<void> {
	const writer = await files.create();
	try {
		await writer.write(bytes);
		await writer.commit(path);
	} catch (error) {
		await writer.discard();
		throw error;
	}
}
