/** Bits, the highest first, into bytes that grow as they are needed. */
export class BitWriter {
	#bytes = new Uint8Array(1 << 16);
	#length = 0;
	/** Bits not yet in a byte, and how many. */
	#rest = 0;
	#restBits = 0;

	/** Appends the lowest `bits` of a value, 1 to 32. */
	write(value: number, bits: number): void {
		if (bits > 24) {
			this.write(value >>> 16, bits - 16);
			this.write(value & 0xffff, 16);
			return;
		}
		this.#rest = (this.#rest << bits) | (value & (2 ** bits - 1));
		this.#restBits += bits;
		this.#grow(4);
		while (this.#restBits >= 8) {
			this.#restBits -= 8;
			this.#bytes[this.#length++] = this.#rest >>> this.#restBits;
		}
		this.#rest &= (1 << this.#restBits) - 1;
	}

	/** So many zeros, then a one. */
	writeUnary(zeros: number): void {
		let left = zeros;
		for (; left >= 16; left -= 16) this.write(0, 16);
		this.write(1, left + 1);
	}

	align(): void {
		if (this.#restBits > 0) this.write(0, 8 - this.#restBits);
	}

	/** Whole bytes written so far, from `from` on: a view that the next write may spoil. */
	bytes(from = 0): Uint8Array<ArrayBuffer> {
		return this.#bytes.subarray(from, this.#length);
	}

	get length(): number {
		return this.#length;
	}

	clear(): void {
		this.#length = 0;
	}

	#grow(more: number): void {
		if (this.#length + more <= this.#bytes.length) return;
		const larger = new Uint8Array(2 * this.#bytes.length);
		larger.set(this.#bytes);
		this.#bytes = larger;
	}
}
