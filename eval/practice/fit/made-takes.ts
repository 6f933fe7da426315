import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PosteriorWindow } from '../../../src/lib/dsp/notes/matrices.ts';
import { fromPosteriorsWindow, toPosteriorsWindow, windowBytes } from '../../../src/lib/formats/posteriors/index.ts';
import type { PracticeItem } from '../dataset.ts';
import { hearNotes, openModel, type HeardSound } from '../hear.ts';
import type { PlantedTake } from '../planted-take.ts';
import { plantMade } from './made-planter.ts';
import { madeSong, type Manner } from './made-song.ts';
import { recordMade } from './made-studio.ts';

/** A take of made music, and what is heard of it. */
export interface MadeTake extends HeardSound {
	readonly song: PracticeItem;
	readonly take: PlantedTake;
}

/**
 * Two takes of each made song, rendered by a General MIDI bank and heard. Sound and posteriors are kept in `cache`, so that the
 * second time goes fast.
 */
export async function* madeTakes(
	songs: readonly (readonly [seed: number, manner: Manner])[],
	bank: string,
	cache: string
): AsyncGenerator<MadeTake> {
	mkdirSync(cache, { recursive: true });
	const listen = await openModel();
	for (const [seed, manner] of songs) {
		const song = madeSong(seed, manner);
		for (const turn of [seed % 10, (seed + 3) % 10]) {
			const take = plantMade(song, seed * 10 + turn);
			const samples = await recorded(take, song.programme, bank, cache);
			const path = join(cache, `${take.id}.posteriors`);
			if (!existsSync(path)) writeFileSync(path, toBytes(await listen(samples)));
			yield { song, take, ...(await hearNotes(fromBytes(readFileSync(path)), samples, song.group)) };
		}
	}
}

async function recorded(take: PlantedTake, programme: number, bank: string, cache: string): Promise<Float32Array> {
	const path = join(cache, `${take.id}.pcm`);
	if (!existsSync(path)) {
		const samples = await recordMade(take, programme, bank, take.notes.length);
		writeFileSync(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
		return samples;
	}
	return new Float32Array(new Uint8Array(readFileSync(path)).buffer);
}

function toBytes(windows: readonly PosteriorWindow[]): Buffer {
	const share = (bytes: Uint8Array): Float32Array => Float32Array.from(bytes, (value) => value / 255);
	return Buffer.concat(
		windows.map(({ levelDb, notes, onsets, contours }) =>
			toPosteriorsWindow(levelDb, share(notes), share(onsets), share(contours))
		)
	);
}

function fromBytes(file: Buffer): PosteriorWindow[] {
	const bytes = new Uint8Array(file);
	return Array.from({ length: Math.floor(bytes.length / windowBytes) }, (_, at) =>
		fromPosteriorsWindow(bytes.subarray(at * windowBytes, (at + 1) * windowBytes))
	);
}
