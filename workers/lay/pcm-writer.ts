import type { FileWriter } from '$contracts/file-store.ts';
import { pcmBlockFrames, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';

/** Writes PCM as it comes, in the blocks of its format. */
export class PcmWriter {
	readonly #writer: FileWriter;
	readonly #planes: readonly Float32Array[];
	#fill = 0;

	private constructor(writer: FileWriter, channels: 1 | 2) {
		this.#writer = writer;
		this.#planes = Array.from({ length: channels }, () => new Float32Array(pcmBlockFrames));
	}

	static async begin(writer: FileWriter, channels: 1 | 2): Promise<PcmWriter> {
		await writer.write(toPcmHeader(channels));
		return new PcmWriter(writer, channels);
	}

	/** @param planes as many as channels or more; null for silence */
	async write(planes: readonly Float32Array[] | null, frames: number): Promise<void> {
		for (let done = 0; done < frames;) {
			const part = Math.min(frames - done, pcmBlockFrames - this.#fill);
			this.#planes.forEach((plane, channel) => {
				const samples = planes?.[channel];
				if (samples === undefined) plane.fill(0, this.#fill, this.#fill + part);
				else plane.set(samples.subarray(done, done + part), this.#fill);
			});
			this.#fill += part;
			done += part;
			if (this.#fill === pcmBlockFrames) await this.#flush();
		}
	}

	async commit(path: string): Promise<void> {
		if (this.#fill > 0) await this.#flush();
		await this.#writer.commit(path);
	}

	async #flush(): Promise<void> {
		await this.#writer.write(toPcmBlock(this.#planes, this.#fill));
		this.#fill = 0;
	}
}
