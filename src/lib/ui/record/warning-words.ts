import type { InputWarning, VoiceProcess } from '$contracts/recording/take-recorder.ts';

const processNames: Readonly<Record<VoiceProcess, string>> = {
	echoCancellation: 'echo cancelling',
	noiseSuppression: 'noise suppression',
	autoGainControl: 'automatic gain'
};

/** What to tell a musician about the input, and what to do. */
export function warningWords(warning: InputWarning): string {
	switch (warning.kind) {
		case 'processed':
			return `The browser keeps ${warning.by.map((name) => processNames[name]).join(' and ')} on, which bends music. Another browser or input may sound truer.`;
		case 'narrowBand':
			return `This device sounds like a telephone (${Math.round(warning.deviceRateHz / 1000)} kHz). A headset does that while its microphone is on: choose another microphone.`;
		case 'silent':
			return 'Nothing is heard. Check the cable, the input and its switch.';
		case 'muted':
			return 'The microphone is switched off, by a key on it or by the system.';
		case 'suspended':
			return 'The system has taken the sound away, as for a call. The take waits and goes on afterwards.';
		case 'overrun':
			return `This device was too busy: ${msWords(warning.frames)} of the take stand as silence.`;
		case 'dropped':
			return `The browser lost ${msWords(warning.frames)} of sound: what follows may be judged a little early.`;
	}
}

/** Of frames at the recorder's rate. */
const msWords = (frames: number): string => `${Math.max(1, Math.round(frames / 44.1))} ms`;
