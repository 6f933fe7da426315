import { checkCount, FormatFault } from '../score-draft/index.ts';

export type SmfEvent = { readonly tick: number } & (
	| { readonly kind: 'on' | 'off'; readonly channel: number; readonly pitch: number; readonly velocity: number }
	| { readonly kind: 'programme'; readonly channel: number; readonly programme: number }
	| { readonly kind: 'pedal'; readonly channel: number; readonly isDown: boolean }
	| { readonly kind: 'name' | 'instrument' | 'lyric' | 'marker' | 'text'; readonly text: string }
	| { readonly kind: 'tempo'; readonly microsecondsPerQuarter: number }
	| { readonly kind: 'meter'; readonly beats: number; readonly beatType: number }
	| { readonly kind: 'end' }
	| { readonly kind: 'key'; readonly fifths: number; readonly isMinor: boolean }
);

type TextEvent = Extract<SmfEvent, { readonly text: string }>;

/** A track's name; empty without one. */
export function trackName(events: readonly SmfEvent[]): string {
	return events.find((event): event is TextEvent => event.kind === 'name')?.text ?? '';
}

export interface Smf {
	readonly format: number;
	/** File ticks: in a quarter, or in a second where the file counts frames (SMPTE). */
	readonly division: { readonly per: 'quarter' | 'second'; readonly ticks: number };
	readonly tracks: readonly (readonly SmfEvent[])[];
	/** Events that could not be what they say, left out. */
	readonly damagedEvents: number;
}

const maxEvents = 4_000_000;
const maxTracks = 4096;
const textKinds = new Map([
	[0x01, 'text'],
	[0x03, 'name'],
	[0x04, 'instrument'],
	[0x05, 'lyric'],
	[0x06, 'marker']
] as const);

/**
 * The events of a Standard MIDI File (MIDI 1.0, RP-001) that a score is made of. By hand, because what comes in is often damaged
 * and the library gives up or answers NaN there: chunks may claim any length, files may end anywhere, data bytes may have their
 * top bit set; what could be read before that is kept.
 * @throws FormatFault for no MIDI file, a time base of zero, or too many events
 */
export function readSmf(bytes: Uint8Array): Smf {
	const start = headerStart(bytes);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (start < 0 || start + 14 > bytes.length) throw new FormatFault('notScore', {}, 'no MThd');
	const division = toDivision(view.getUint16(start + 12));
	const reader = new TrackReader(bytes);
	const tracks: SmfEvent[][] = [];
	let at = start + 8 + Math.max(6, Math.min(view.getUint32(start + 4), bytes.length));
	while (at + 8 <= bytes.length) {
		const isTrack = ascii(bytes, at, 4) === 'MTrk';
		const end = Math.min(bytes.length, at + 8 + view.getUint32(at + 4));
		if (isTrack) {
			checkCount(tracks.length + 1, maxTracks, 'tracks');
			tracks.push(reader.read(at + 8, end));
		}
		at = end;
	}
	if (tracks.length === 0) throw new FormatFault('scoreDamaged', {}, 'no MTrk');
	return { format: view.getUint16(start + 8), division, tracks, damagedEvents: reader.damagedEvents };
}

/** Where the header is: at the beginning, or inside a RIFF wrapper (.rmi). */
function headerStart(bytes: Uint8Array): number {
	if (ascii(bytes, 0, 4) === 'MThd') return 0;
	return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 20, 4) === 'MThd' ? 20 : -1;
}

function toDivision(word: number): Smf['division'] {
	const isFrames = (word & 0x8000) !== 0;
	// The upper byte is the negative of the frame rate; 29 stands for 30 frames dropped to 29.97.
	const rate = 256 - (word >> 8);
	const ticks = isFrames ? (rate === 29 ? 30 / 1.001 : rate) * (word & 0xff) : word;
	if (ticks === 0) throw new FormatFault('scoreDamaged', {}, 'a time base of zero');
	return { per: isFrames ? 'second' : 'quarter', ticks };
}

class TrackReader {
	readonly #bytes: Uint8Array;
	#at = 0;
	#end = 0;
	#count = 0;
	#damaged = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get damagedEvents(): number {
		return this.#damaged;
	}

	read(start: number, end: number): SmfEvent[] {
		this.#at = start;
		this.#end = end;
		const events: SmfEvent[] = [];
		let tick = 0;
		let status = 0;
		while (this.#at < this.#end) {
			tick += this.#varLength();
			const first = this.#bytes[this.#at] ?? 0;
			if (first >= 0x80) {
				status = first;
				this.#at++;
			} else if (status < 0x80 || status >= 0xf0) {
				// A data byte that nothing came before: from here on nothing can be told apart.
				this.#damaged++;
				break;
			}
			const event = this.#event(status, tick);
			if (event === null) continue;
			events.push(event);
			checkCount(++this.#count, maxEvents, 'events');
			if (event.kind === 'end') break;
		}
		return events;
	}

	#event(status: number, tick: number): SmfEvent | null {
		if (status === 0xff) return this.#meta(tick);
		if (status >= 0xf0) {
			if (status === 0xf0 || status === 0xf7) this.#at += this.#varLength();
			return null;
		}
		const kind = status >> 4;
		const size = kind === 0xc || kind === 0xd ? 1 : 2;
		if (this.#at + size > this.#end) {
			this.#damaged++;
			return { kind: 'end', tick };
		}
		const a = this.#bytes[this.#at] ?? 0;
		const b = size === 2 ? (this.#bytes[this.#at + 1] ?? 0) : 0;
		this.#at += size;
		if (a > 127 || b > 127) {
			this.#damaged++;
			return null;
		}
		const channel = status & 15;
		if (kind === 0x9 && b > 0) return { kind: 'on', tick, channel, pitch: a, velocity: b };
		if (kind === 0x8 || kind === 0x9) return { kind: 'off', tick, channel, pitch: a, velocity: b };
		if (kind === 0xc) return { kind: 'programme', tick, channel, programme: a };
		return kind === 0xb && a === 64 ? { kind: 'pedal', tick, channel, isDown: b >= 64 } : null;
	}

	#meta(tick: number): SmfEvent | null {
		const type = this.#bytes[this.#at++] ?? 0;
		const length = this.#varLength();
		const data = this.#bytes.subarray(this.#at, Math.min(this.#end, this.#at + length));
		this.#at += length;
		if (type === 0x2f) return { kind: 'end', tick };
		const textKind = textKinds.get(type as 1 | 3 | 4 | 5 | 6);
		if (textKind !== undefined) return { kind: textKind, tick, text: toText(data) };
		const [a = 0, b = 0, c = 0] = data;
		if (type === 0x51 && data.length >= 3) return { kind: 'tempo', tick, microsecondsPerQuarter: (a << 16) | (b << 8) | c };
		if (type === 0x58 && data.length >= 2) return { kind: 'meter', tick, beats: a, beatType: 2 ** b };
		if (type === 0x59 && data.length >= 2) return { kind: 'key', tick, fifths: (a << 24) >> 24, isMinor: b === 1 };
		return null;
	}

	/** Four bytes at most, as the standard has it. */
	#varLength(): number {
		let value = 0;
		for (let i = 0; i < 4 && this.#at < this.#end; i++) {
			const byte = this.#bytes[this.#at++] ?? 0;
			value = (value << 7) | (byte & 0x7f);
			if (byte < 0x80) break;
		}
		return value;
	}
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
	return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** UTF-8, and where it is none, what Windows wrote before it. */
function toText(data: Uint8Array): string {
	const clipped = data.subarray(0, 2000);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(clipped).replaceAll('\0', '');
	} catch {
		return new TextDecoder('windows-1252').decode(clipped).replaceAll('\0', '');
	}
}
