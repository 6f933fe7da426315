import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PosteriorWindow } from '../../../src/lib/dsp/notes/matrices.ts';
import { fromPosteriorsWindow, toPosteriorsWindow, windowBytes } from '../../../src/lib/formats/posteriors/index.ts';
import type { HeardWindow } from '../listen.ts';
import { pieceGroups, toPiece, type Piece } from './pieces.ts';
import { toRecording, type Sounds } from './render.ts';

/** A made recording as the model heard it, with what was played. */
export interface Made {
	readonly piece: Piece;
	readonly windows: readonly PosteriorWindow[];
}

/** Pianos and bands come more often: they are what people bring. */
const order = [
	'piano',
	'piano',
	'piano',
	'guitar',
	'guitar',
	'bass',
	'bowed',
	'ensemble',
	'winds',
	'lead',
	'mallets',
	'band',
	'band',
	'band'
] as const;

export function toPieceOf(seed: number): Piece {
	return toPiece(seed, order[seed % order.length] ?? pieceGroups[0], 12);
}

/** Listens to a made recording once and keeps what was heard in `folder`. */
export async function readMade(
	seed: number,
	folder: string,
	sounds: Sounds,
	listen: (samples: Float32Array) => AsyncGenerator<HeardWindow>
): Promise<Made> {
	mkdirSync(folder, { recursive: true });
	const piece = toPieceOf(seed);
	const path = join(folder, `${piece.id}.posteriors`);
	if (!existsSync(path)) {
		const parts: Uint8Array[] = [];
		for await (const heard of listen(await toRecording(piece, sounds, seed))) {
			parts.push(toPosteriorsWindow(heard.levelDb, heard.notes, heard.onsets, heard.contours));
		}
		writeFileSync(`${path}.part`, Buffer.concat(parts));
		renameSync(`${path}.part`, path);
	}
	const bytes = new Uint8Array(readFileSync(path));
	const count = Math.floor(bytes.length / windowBytes);
	return {
		piece,
		windows: Array.from({ length: count }, (_, i) => fromPosteriorsWindow(bytes.subarray(i * windowBytes, (i + 1) * windowBytes)))
	};
}
