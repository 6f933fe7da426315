import { writeMidi, type MidiEvent } from 'midi-file';

const chunkEvents = 256;
const headerBytes = 14;
const trackHeaderBytes = 8;

/**
 * A file of format 0. The library copies all it has written at every longer number, so that 10,000 notes would take half a
 * minute; a few hundred events at a time take none, and the pieces are laid together here.
 */
export function toOneTrackFile(track: readonly MidiEvent[], ticksPerBeat: number): Uint8Array<ArrayBuffer> {
	const header = { format: 0, numTracks: 1, ticksPerBeat } as const;
	const pieces: number[][] = [];
	for (let start = 0; start < track.length; start += chunkEvents) {
		pieces.push(writeMidi({ header, tracks: [track.slice(start, start + chunkEvents)] }).slice(headerBytes + trackHeaderBytes));
	}
	const bodyBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
	const file = new Uint8Array(headerBytes + trackHeaderBytes + bodyBytes);
	file.set(writeMidi({ header, tracks: [[]] }));
	new DataView(file.buffer).setUint32(headerBytes + 4, bodyBytes);
	let at = headerBytes + trackHeaderBytes;
	for (const piece of pieces) {
		file.set(piece, at);
		at += piece.length;
	}
	return file;
}
