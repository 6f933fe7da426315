import { framesPerWindow, lowestNoteMidi, noteBins, toFrameSeconds, type PosteriorWindow } from '../notes/matrices.ts';

/** The onset matrix peaks this long after a sound begins, as the decoder of notes has it, seconds. */
const onsetLagSeconds = 0.002;

/** How strongly one pitch is there in a stretch of a recording. */
export interface Reheard {
	/** The strongest attack, 0 to 1, and when, seconds. */
	readonly attack: number;
	readonly attackSeconds: number;
	/** How strongly it sounds on the average, 0 to 1. */
	readonly sustain: number;
}

/**
 * Listens again to what the transcription model made of a recording: for one pitch, at one time, below any threshold.
 * @param windows all of the recording
 */
export function toRelisten(
	windows: readonly Pick<PosteriorWindow, 'notes' | 'onsets'>[]
): (pitchMidi: number, fromSeconds: number, toSeconds: number) => Reheard {
	const last = windows.length * framesPerWindow - 1;
	return (pitchMidi, fromSeconds, toSeconds) => {
		const bin = pitchMidi - lowestNoteMidi;
		let attack = 0;
		let attackFrame = 0;
		let sum = 0;
		let count = 0;
		if (bin >= 0 && bin < noteBins) {
			const from = Math.max(0, frameAt(fromSeconds + onsetLagSeconds));
			const to = Math.min(last, frameAt(toSeconds + onsetLagSeconds));
			for (let frame = from; frame <= to; frame++) {
				const window = windows[Math.floor(frame / framesPerWindow)];
				const at = (frame % framesPerWindow) * noteBins + bin;
				const own = (window?.onsets[at] ?? 0) / 255;
				if (own > attack) {
					attack = own;
					attackFrame = frame;
				}
				sum += (window?.notes[at] ?? 0) / 255;
				count++;
			}
		}
		return {
			attack,
			attackSeconds: attack > 0 ? toFrameSeconds(attackFrame) - onsetLagSeconds : fromSeconds,
			sustain: count === 0 ? 0 : sum / count
		};
	};
}

/** The frame nearest to a time: windows overlap by a few samples, so it is looked for around a guess. */
function frameAt(seconds: number): number {
	let frame = Math.round((seconds * 22_050) / (36_164 / framesPerWindow));
	while (toFrameSeconds(frame + 1) <= seconds) frame++;
	while (frame > 0 && toFrameSeconds(frame) > seconds) frame--;
	return frame;
}
