import { UserFixableError } from '$contracts/errors.ts';
import { voiceProcesses, type InputDevice, type VoiceProcess } from '$contracts/recording/take-recorder.ts';

/** Below this a device is in its telephone mode: wideband speech is 16 kHz, plain telephony 8 kHz. */
const leastMusicRateHz = 22_050;
/** A device that was named is opened for sure or not at all. */
const opening = (deviceId: string | null): MediaStreamConstraints => ({
	audio: {
		...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
		echoCancellation: false,
		noiseSuppression: false,
		autoGainControl: false,
		channelCount: { ideal: 2 }
	},
	video: false
});

export interface InputStream {
	readonly stream: MediaStream;
	readonly track: MediaStreamTrack;
}

/**
 * Asks for a microphone without the voice processing of telephony.
 * @param deviceId null for the system's choice
 * @throws UserFixableError `microphoneRefused`, `microphoneMissing`, `microphoneBusy`
 */
export async function openInputStream(deviceId: string | null): Promise<InputStream> {
	if (!navigator.mediaDevices?.getUserMedia) throw new UserFixableError('microphoneMissing');
	try {
		const stream = await navigator.mediaDevices.getUserMedia(opening(deviceId));
		const [track] = stream.getAudioTracks();
		if (track === undefined) throw new UserFixableError('microphoneMissing', {}, 'a stream without a track');
		return { stream, track };
	} catch (error) {
		throw toInputError(error);
	}
}

export function toInputError(error: unknown): unknown {
	// OverconstrainedError is no DOMException in every browser.
	if (error instanceof UserFixableError || !(error instanceof Error || isOverconstrained(error))) return error;
	switch (error.name) {
		case 'NotAllowedError':
		case 'SecurityError':
			return new UserFixableError('microphoneRefused', {}, error.message);
		case 'NotReadableError':
		case 'AbortError':
			return new UserFixableError('microphoneBusy', {}, error.message);
		case 'NotFoundError':
		case 'OverconstrainedError':
		case 'NotSupportedError':
			return new UserFixableError('microphoneMissing', {}, `${error.name}: ${error.message}`);
		default:
			return error;
	}
}

function isOverconstrained(error: unknown): error is { readonly name: string; readonly message: string } {
	return (
		typeof error === 'object' && error !== null && 'name' in error && error.name === 'OverconstrainedError' && 'message' in error
	);
}

/** What the browser does to the sound although it was asked not to. */
export function processesLeftOn(track: MediaStreamTrack): readonly VoiceProcess[] {
	const settings = track.getSettings();
	// Newer browsers answer a kind of echo cancellation by name instead of true.
	return voiceProcesses.filter((name) => settings[name] !== undefined && settings[name] !== false);
}

/** The device's own rate while it is too low for music; null otherwise, or when the browser does not say. */
export function narrowRate(track: MediaStreamTrack): number | null {
	const { sampleRate } = track.getSettings();
	return sampleRate !== undefined && sampleRate < leastMusicRateHz ? sampleRate : null;
}

/** Of the input's own clock: frames that the browser never handed over; 0 where it does not say. */
export function droppedFrames(track: MediaStreamTrack): number {
	if (!('stats' in track) || typeof track.stats !== 'object' || track.stats === null) return 0;
	const { stats } = track;
	if (!('totalFrames' in stats) || !('deliveredFrames' in stats)) return 0;
	const dropped = Number(stats.totalFrames) - Number(stats.deliveredFrames);
	return Number.isFinite(dropped) ? Math.max(0, dropped) : 0;
}

/** Microphones, as far as they may be named. */
export async function inputDevices(): Promise<readonly InputDevice[]> {
	const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
	const inputs = devices.filter(({ kind }) => kind === 'audioinput');
	return inputs.map(({ deviceId, label }, i) => ({
		deviceId,
		label: label || (deviceId === '' ? '' : `Microphone ${i + 1}`),
		isDefault: deviceId === 'default' || (i === 0 && !inputs.some((other) => other.deviceId === 'default'))
	}));
}
