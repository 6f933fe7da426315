import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ListenToPartials, Relisten, TakeNote } from '../../src/lib/core/practice/index.ts';
import { decodeNotes } from '../../src/lib/dsp/notes/index.ts';
import type { PosteriorWindow } from '../../src/lib/dsp/notes/matrices.ts';
import { toAttackEar } from '../../src/lib/dsp/relisten/attacks.ts';
import { toRelisten } from '../../src/lib/dsp/relisten/index.ts';
import { toPartialEar } from '../../src/lib/dsp/relisten/struck-partials.ts';
import { openListener, toPosteriorWindow, toSource } from '../notes/listen.ts';

const enginesFolder = 'static/engines';
/** A take is heard with more doubt than a song: the judge weighs what is faint against what was expected. */
const takeSensitivity = 0.85;

/** A file of `static/engines` by the beginning of its name. @throws {Error} when it is not built */
export function engineFile(name: string): string {
	const found = existsSync(enginesFolder)
		? readdirSync(enginesFolder).find((file) => file.startsWith(`${name}.`) && !file.endsWith('.json'))
		: undefined;
	if (found === undefined) throw new Error(`${name} is not built yet. Run: npm run engines`);
	return join(enginesFolder, found);
}

/** What was heard of a take. */
export interface HeardSound {
	readonly notes: readonly TakeNote[];
	readonly relisten: Relisten;
	readonly partials: ListenToPartials;
}

export type Listen = (samples: Float32Array) => Promise<PosteriorWindow[]>;

/** The app's transcription model in Node. */
export async function openModel(): Promise<Listen> {
	const listen = await openListener(engineFile('basic-pitch'));
	return async (samples) => {
		const windows: PosteriorWindow[] = [];
		for await (const heard of listen(samples)) windows.push(toPosteriorWindow(heard));
		return windows;
	};
}

/**
 * Notes of a take as the app hears them.
 * @param samples mono at 22,050 Hz
 */
export async function hearNotes(
	windows: readonly PosteriorWindow[],
	samples: Float32Array,
	preset: 'piano' | 'guitar'
): Promise<HeardSound> {
	const { notes } = await decodeNotes(toSource(windows, samples.length), { preset, sensitivity: takeSensitivity });
	const onsetOf = toAttackEar(samples);
	return {
		relisten: toRelisten(windows),
		partials: toPartialEar(samples),
		notes: notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence }) => ({
			onsetSeconds: onsetOf({ pitchMidi, onsetSeconds, offsetSeconds }),
			offsetSeconds,
			pitchMidi,
			velocity,
			confidence
		}))
	};
}
