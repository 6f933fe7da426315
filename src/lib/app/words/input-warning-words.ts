import type { InputWarning, VoiceProcess } from '$contracts/recording/take-recorder.ts';

/** What a musician reads beside the level: what is so, and what to do. */
export interface WarningWords {
	readonly message: string;
	readonly hint: string;
}

const processNames: Readonly<Record<VoiceProcess, string>> = {
	echoCancellation: 'echo cancellation',
	noiseSuppression: 'noise suppression',
	autoGainControl: 'automatic gain'
};

export function toWarningWords(warning: InputWarning): WarningWords {
	switch (warning.kind) {
		case 'processed':
			return {
				message: `The browser keeps ${listOf(warning.by.map((name) => processNames[name]))} on, which is made for speech and harms music.`,
				hint: 'Switch it off in the system’s sound settings, or choose another input.'
			};
		case 'narrowBand':
			return {
				message: `This input records at ${warning.deviceRateHz / 1000} kHz, as a telephone does.`,
				hint: 'A Bluetooth headset does so while its microphone is in use. Record with another one, and listen with the headset.'
			};
		case 'silent':
			return {
				message: 'Nothing is heard from this input.',
				hint: 'Check the cable, the gain on the interface and the mute switch, or choose another input.'
			};
		case 'muted':
			return {
				message: 'The microphone is held shut by the system or by a key on it.',
				hint: 'Open it there; recording goes on by itself.'
			};
		case 'suspended':
			return {
				message: 'The system has taken the sound away, as it does during a call.',
				hint: 'The take waits. Press resume when you are back.'
			};
		case 'overrun':
			return {
				message: `${warning.frames} samples were lost, and stand as silence in the take.`,
				hint: 'This device was too busy to write them down. Close what else is running, and record again.'
			};
		case 'dropped':
			return {
				message: `The browser lost ${warning.frames} samples before they reached us.`,
				hint: 'This device is too busy. Close what else is running; after that point the take lies a little early.'
			};
	}
}

function listOf(names: readonly string[]): string {
	return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
