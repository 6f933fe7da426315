import { UserFixableError } from '$contracts/errors.ts';
import type { StoredFile } from '$contracts/file-store.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmBlockFrames, pcmHeaderBytes, type PcmLayout } from '$formats/pcm/index.ts';

interface Block {
	readonly index: number;
	readonly left: Float32Array;
	readonly right: Float32Array;
}

/** Stereo samples from anywhere in a stored recording; keeps the last two blocks, so short loops read nothing. */
export class PcmReader {
	readonly layout: PcmLayout;
	readonly #file: StoredFile;
	#blocks: readonly Block[] = [];

	private constructor(file: StoredFile, layout: PcmLayout) {
		this.#file = file;
		this.layout = layout;
	}

	/** Throws `recordCorrupt` when the file is not one of ours. */
	static async open(file: StoredFile, path: string): Promise<PcmReader> {
		const layout = fromPcmHeader(await file.read(0, pcmHeaderBytes), file.sizeBytes);
		if (layout === null) throw new UserFixableError('recordCorrupt', { path });
		return new PcmReader(file, layout);
	}

	/**
	 * The samples from `frame` on, at most `frames`, fewer at the end of a block. A mono recording answers the same plane
	 * twice. Throws `recordCorrupt` past the end. The planes are views.
	 */
	async read(frame: number, frames: number): Promise<{ left: Float32Array; right: Float32Array }> {
		const block = await this.#block(Math.floor(frame / pcmBlockFrames));
		const start = frame % pcmBlockFrames;
		const end = Math.min(start + frames, block.left.length);
		if (end <= start) throw new UserFixableError('recordCorrupt', {}, `nothing at frame ${frame}`);
		return { left: block.left.subarray(start, end), right: block.right.subarray(start, end) };
	}

	async #block(index: number): Promise<Block> {
		const known = this.#blocks.find((block) => block.index === index);
		if (known !== undefined) return known;
		const { offsetBytes, lengthBytes, frames } = pcmBlockAt(this.layout, index);
		const bytes = await this.#file.read(offsetBytes, lengthBytes);
		if (frames <= 0 || bytes.byteLength < lengthBytes) throw new UserFixableError('recordCorrupt', {}, `block ${index} is short`);
		const left = new Float32Array(frames);
		const right = this.layout.channels === 2 ? new Float32Array(frames) : left;
		fromPcmBlock(bytes, this.layout.channels, this.layout.channels === 2 ? [left, right] : [left]);
		const block = { index, left, right };
		this.#blocks = [...this.#blocks.slice(-1), block];
		return block;
	}
}
