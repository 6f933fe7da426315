import { readFile } from 'node:fs/promises';
import { packageFile, type EngineBuilder } from '../engine-builder.ts';

const bank = packageFile('@coderline/alphatab/dist/soundfont/sonivox.sf3');

/** All General MIDI programmes, small: Sonivox EAS as alphaTab packs it. */
export const gmSounds: EngineBuilder = {
	id: 'gm-sounds',
	name: 'General MIDI sounds (Sonivox)',
	version: '1',
	licence: 'Apache-2.0',
	essential: true,
	extension: 'sf3',
	inputs: [bank],
	async build() {
		const bytes = await readFile(bank);
		if (bytes.subarray(0, 4).toString('latin1') !== 'RIFF') throw new Error('sonivox.sf3 is not a sound bank; run npm ci again.');
		return Uint8Array.from(bytes);
	}
};
