import type { MeasuredLatency } from '$contracts/recording/latency.ts';
import { tapAlongLatency } from '$dsp/latency/index.ts';
import type { RecordingDesk } from '../recorder/recording-desk.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import type { InputDesk } from './input-desk.svelte.ts';
import type { PracticePlayer } from './practice-player.svelte.ts';

/** Claps that are listened to. */
export const tapsWanted = 14;

export interface TapAlongPorts {
	readonly desk: Pick<RecordingDesk, 'ear' | 'songSecondsSentAt'>;
	readonly input: InputDesk;
	readonly transport: Transport;
	readonly player: PracticePlayer;
	/** Of the song's beats. */
	readonly beatsSeconds: () => readonly number[];
}

/** Finds the round trip from claps along with the song's own beats. */
export class TapAlong {
	readonly #ports: TapAlongPorts;
	#taps = $state.raw<readonly number[]>([]);
	#isListening = $state(false);
	#hasFailed = $state(false);
	#stop: (() => void) | null = null;

	constructor(ports: TapAlongPorts) {
		this.#ports = ports;
	}

	get isListening(): boolean {
		return this.#isListening;
	}
	get tapCount(): number {
		return this.#taps.length;
	}
	/** The claps followed no beat. */
	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	/** Plays the song with its metronome and listens. */
	async start(): Promise<void> {
		const { desk, transport, player } = this.#ports;
		if (this.#isListening) return;
		this.#taps = [];
		this.#hasFailed = false;
		this.#isListening = true;
		if (!player.metronome.isOn) player.setMetronome({ isOn: true });
		this.#stop = desk.ear.listen(({ isOnset, contextSeconds }) => {
			const song = isOnset && transport.isPlaying ? desk.songSecondsSentAt(contextSeconds) : null;
			if (song !== null) void this.#take(song / transport.speed);
		});
		if (!transport.isPlaying) await transport.play();
	}

	cancel(): void {
		this.#stop?.();
		this.#stop = null;
		if (this.#isListening) this.#ports.transport.pause();
		this.#isListening = false;
	}

	async #take(seconds: number): Promise<void> {
		this.#taps = [...this.#taps, seconds];
		if (this.#taps.length < tapsWanted) return;
		const { transport, input, beatsSeconds } = this.#ports;
		const clicks = beatsSeconds().map((beat) => beat / transport.speed);
		const found = tapAlongLatency(clicks, this.#taps);
		this.cancel();
		this.#hasFailed = found === null;
		const measured: Pick<MeasuredLatency, 'method'> = { method: 'tap' };
		if (found !== null) await input.keepLatency({ ...found, ...measured });
	}
}
