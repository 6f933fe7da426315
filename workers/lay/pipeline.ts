import { abortError } from '$contracts/errors.ts';
import type { FileStore, StoredFile } from '$contracts/file-store.ts';
import type { LayRequest, TakePart } from '$contracts/playback/lay-take.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import type { TakeHeader } from '$formats/take-file/index.ts';
import { readTakeHeader } from '../export/take-source.ts';
import { createBreather } from '../jobs/breather.ts';
import { PartRenderers, renderFrames } from './part-renderer.ts';
import { PcmWriter } from './pcm-writer.ts';
import { TakeStream } from './take-stream.ts';

/** No take was made at less than a quarter of the speed, or at more than four times it. */
const fastest = 4;
/** At both ends of a part, so that it does not click. */
const fadeFrames = 176;

type Job = Omit<LayRequest, 'jobId'>;

/** Lays a take on the song's clock as PCM that can be played beside the recording. Never holds more than a moment of it. */
export async function layTake(store: FileStore, job: Job, context: StageContext): Promise<null> {
	const file = await store.open(job.takePath);
	const header = await readTakeHeader(file, job.takePath);
	const writer = await store.create();
	try {
		const pcm = await PcmWriter.begin(writer, header.channels);
		await writeParts(pcm, file, header, job, context);
		await pcm.commit(job.pcmPath);
	} catch (error) {
		await writer.discard();
		throw error;
	}
	return null;
}

async function writeParts(pcm: PcmWriter, file: StoredFile, header: TakeHeader, job: Job, context: StageContext): Promise<void> {
	const { parts, semitones } = job;
	const breathe = createBreather();
	const lastFrame = toFrame(parts.at(-1)?.songEndSeconds ?? 0);
	const firstFrame = toFrame(parts[0]?.songStartSeconds ?? 0);
	let at = firstFrame;
	const renderers = new PartRenderers((startSeconds) => new TakeStream(file, header, startSeconds), semitones);
	const [left, right] = [new Float32Array(renderFrames), new Float32Array(renderFrames)];
	for (const part of parts) {
		const [start, end] = [Math.max(at, toFrame(part.songStartSeconds)), toFrame(part.songEndSeconds)];
		await pcm.write(null, start - at);
		at = start;
		const renderer = await renderers.begin(part.takeStartSeconds, rateOf(part));
		for (; at < end; at += renderFrames) {
			if (context.signal.aborted) throw abortError();
			const frames = Math.min(renderFrames, end - at);
			await renderer.render(left, right, frames);
			fade(left, right, frames, at - start, end - at);
			await pcm.write([left, right], frames);
			context.onProgress({ stage: 'saving', fraction: (at - firstFrame) / Math.max(1, lastFrame - firstFrame) });
			await breathe();
		}
		at = Math.max(start, end);
	}
}

/** Seconds of the take for each of the song. */
function rateOf({ takeStartSeconds, takeEndSeconds, songStartSeconds, songEndSeconds }: TakePart): number {
	const songSeconds = songEndSeconds - songStartSeconds;
	return songSeconds <= 0 ? 1 : Math.min(fastest, Math.max(1 / fastest, (takeEndSeconds - takeStartSeconds) / songSeconds));
}

/** @param before, after frames of the part before the first of these, and from it to the end */
function fade(left: Float32Array, right: Float32Array, frames: number, before: number, after: number): void {
	if (before >= fadeFrames && after - frames >= fadeFrames) return;
	for (let i = 0; i < frames; i++) {
		const gain = Math.min(1, (before + i + 1) / fadeFrames, (after - i) / fadeFrames);
		left[i] = (left[i] ?? 0) * gain;
		right[i] = (right[i] ?? 0) * gain;
	}
}

const toFrame = (seconds: number): number => Math.round(seconds * pcmSampleRateHz);
