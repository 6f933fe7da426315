import { BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';

/** A note for an offline rendering, seconds from its start. */
export interface RenderNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
}

export interface RenderPart {
	readonly bank: Uint8Array;
	readonly programme: number;
	readonly notes: readonly RenderNote[];
	/** 0 to 127. */
	readonly reverb: number;
	/** 0 left, 64 middle, 127 right. */
	readonly pan: number;
}

const block = 128;

/** Stereo samples of one part on its own synthesizer; notes begin and end on exact samples. */
export async function renderPart(part: RenderPart, seconds: number, sampleRateHz: number): Promise<[Float32Array, Float32Array]> {
	await BasicSoundBank.isSF3DecoderReady;
	const synth = new SpessaSynthProcessor(sampleRateHz, { eventsEnabled: false });
	synth.soundBankManager.addSoundBank(SoundBankLoader.fromArrayBuffer(Uint8Array.from(part.bank).buffer), 'part');
	synth.programChange(0, part.programme);
	synth.controllerChange(0, 91, part.reverb);
	synth.controllerChange(0, 10, part.pan);
	const events = part.notes
		.flatMap(({ onsetSeconds, offsetSeconds, pitchMidi, velocity }) => [
			{ frame: Math.round(onsetSeconds * sampleRateHz), pitchMidi, velocity },
			{ frame: Math.round(offsetSeconds * sampleRateHz), pitchMidi, velocity: 0 }
		])
		.sort((a, b) => a.frame - b.frame || a.velocity - b.velocity);
	const frames = Math.round(seconds * sampleRateHz);
	const [left, right] = [new Float32Array(frames), new Float32Array(frames)];
	let next = 0;
	for (let at = 0; at < frames;) {
		for (let event = events[next]; event !== undefined && event.frame <= at; event = events[++next]) {
			if (event.velocity > 0) synth.noteOn(0, event.pitchMidi, event.velocity);
			else synth.noteOff(0, event.pitchMidi);
		}
		const until = Math.min(frames, at + block, events[next]?.frame ?? Infinity);
		synth.process(left, right, at, until - at);
		at = until;
	}
	synth.destroySynthProcessor();
	return [left, right];
}
