/** What stands at a tick of a track: the bytes without the time before them. */
export interface SmfMessage {
	readonly tick: number;
	/** At one tick, lower comes first. */
	readonly rank: number;
	readonly bytes: readonly number[];
}

/** Grows as it is written to; the MIDI library copies all it has at every longer number. */
class ByteSink {
	#bytes = new Uint8Array(4096);
	length = 0;

	push(values: ArrayLike<number>): void {
		if (this.length + values.length > this.#bytes.length) {
			const grown = new Uint8Array(2 * (this.length + values.length));
			grown.set(this.#bytes.subarray(0, this.length));
			this.#bytes = grown;
		}
		this.#bytes.set(values, this.length);
		this.length += values.length;
	}

	take(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.length);
	}
}

/** A Standard MIDI File of type 1. @param ticksAQuarter 1 to 32,767 @param endTick where every track ends, if its last message is not later */
export function toSmf(
	tracks: readonly (readonly SmfMessage[])[],
	ticksAQuarter: number,
	endTick: number
): Uint8Array<ArrayBuffer> {
	const file = new ByteSink();
	file.push([...ascii('MThd'), ...word(6, 4), ...word(1, 2), ...word(tracks.length, 2), ...word(ticksAQuarter, 2)]);
	for (const track of tracks) {
		const body = new ByteSink();
		let before = 0;
		for (const { tick, bytes } of track.toSorted((a, b) => a.tick - b.tick || a.rank - b.rank)) {
			body.push(varLength(tick - before));
			body.push(bytes);
			before = tick;
		}
		body.push(varLength(Math.max(0, endTick - before)));
		body.push(metaBytes(0x2f, []));
		file.push([...ascii('MTrk'), ...word(body.length, 4)]);
		file.push(body.take());
	}
	return file.take();
}

export function metaBytes(type: number, data: ArrayLike<number>): number[] {
	return [0xff, type, ...varLength(data.length), ...Array.from(data)];
}

export function textBytes(type: number, text: string): number[] {
	return metaBytes(type, new TextEncoder().encode(text));
}

/** Big-endian. */
export function word(value: number, bytes: number): number[] {
	return Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 0xff);
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** Seven bits a byte, at most four bytes. */
function varLength(value: number): number[] {
	const bytes = [value & 0x7f];
	for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 0x7f) | 0x80);
	return bytes;
}
