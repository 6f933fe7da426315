import { UserFixableError } from '$contracts/errors.ts';
import type { Microphone, MicrophoneTake } from '$contracts/microphone.ts';

/** What the recorder asks for, best first; the decoder reads all of them. */
const containers = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/ogg;codecs=opus', ''];

/** A plain recorder over MediaRecorder, with the voice processing of telephony switched off. */
export const browserMicrophone: Microphone = {
	async start(onLevel) {
		const stream = await openStream();
		const mimeType = containers.find((type) => type === '' || MediaRecorder.isTypeSupported(type)) ?? '';
		const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 192_000 });
		const parts: Blob[] = [];
		recorder.addEventListener('dataavailable', ({ data }) => {
			if (data.size > 0) parts.push(data);
		});
		const stopMeter = meter(stream, onLevel);
		recorder.start(1000);
		const end = (): void => {
			stopMeter();
			for (const track of stream.getTracks()) track.stop();
		};
		return {
			stop: () =>
				new Promise<MicrophoneTake>((resolve, reject) => {
					recorder.addEventListener('stop', () => {
						end();
						const content = new Blob(parts, { type: recorder.mimeType });
						if (content.size === 0) reject(new UserFixableError('recordingEmpty'));
						else resolve({ content, extension: extensionOf(recorder.mimeType) });
					});
					recorder.stop();
				}),
			discard: () => {
				recorder.stop();
				end();
			}
		};
	}
};

async function openStream(): Promise<MediaStream> {
	if (!navigator.mediaDevices?.getUserMedia) throw new UserFixableError('microphoneMissing');
	try {
		return await navigator.mediaDevices.getUserMedia({
			audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 2 } }
		});
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		throw new UserFixableError(name === 'NotAllowedError' ? 'microphoneRefused' : 'microphoneMissing', {}, String(error));
	}
}

/**
 * Peak level, 0 to 1, about 20 times a second. Through a context of its own: nothing of it is played, and Firefox does not
 * connect a microphone to a context of another rate, such as the player's.
 */
function meter(stream: MediaStream, onLevel: (peak: number) => void): () => void {
	const context = new AudioContext();
	const analyser = context.createAnalyser();
	analyser.fftSize = 2048;
	context.createMediaStreamSource(stream).connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		onLevel(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
	}, 50);
	return () => {
		clearInterval(timer);
		void context.close();
	};
}

function extensionOf(mimeType: string): string {
	if (mimeType.includes('mp4')) return 'm4a';
	return mimeType.includes('ogg') ? 'ogg' : 'webm';
}
