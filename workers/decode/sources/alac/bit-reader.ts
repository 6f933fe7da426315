/** Bits of a packet, most significant first. Past the end they read as zero; `isPast` tells. */
export class BitReader {
	readonly #bytes: Uint8Array;
	#bit = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get position(): number {
		return this.#bit;
	}

	get isPast(): boolean {
		return this.#bit > 8 * this.#bytes.byteLength;
	}

	/** @param count 0 to 32 */
	unsigned(count: number): number {
		let value = 0;
		let left = count;
		while (left > 0) {
			const within = this.#bit & 7;
			const take = Math.min(left, 8 - within);
			const byte = this.#bytes[this.#bit >> 3] ?? 0;
			value = value * 2 ** take + ((byte >> (8 - within - take)) & ((1 << take) - 1));
			this.#bit += take;
			left -= take;
		}
		return value;
	}

	/** Two's complement. */
	signed(count: number): number {
		const value = this.unsigned(count);
		return value >= 2 ** (count - 1) ? value - 2 ** count : value;
	}

	/** Counts ones up to the first zero, which is eaten, or up to `most`. */
	ones(most: number): number {
		let count = 0;
		while (count < most && this.unsigned(1) === 1) count++;
		return count;
	}

	skip(count: number): void {
		this.#bit += count;
	}

	align(): void {
		this.#bit = (this.#bit + 7) & ~7;
	}
}
