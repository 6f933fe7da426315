import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { SoundBank } from '../workers/playback/sound-bank.ts';
import { NoteSynth } from './note-synth.ts';

const rateHz = 44_100;
const quantum = 128;
const piano = { bankId: 'grand-piano', programme: 0, isDrums: false };
const violin = { bankId: 'gm-sounds', programme: 40, isDrums: false };
const drums = { bankId: 'gm-sounds', programme: 0, isDrums: true };

describe('the synthesizer with a sound for each channel', () => {
	let bytes: ArrayBuffer;
	beforeAll(async () => {
		const url = new URL('../node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', import.meta.url);
		bytes = Uint8Array.from(await readFile(url)).buffer;
	});

	async function synthOf(sounds: readonly (typeof piano)[]): Promise<NoteSynth> {
		const synth = await NoteSynth.start(rateHz);
		for (const bankId of ['gm-sounds', 'grand-piano']) {
			synth.addBank(bankId, bytes.slice(0));
			const bank = await SoundBank.open(bytes.slice(0));
			for (const sound of sounds.filter((one) => one.bankId === bankId)) {
				for (const sample of bank.take(sound)) synth.addSample(bankId, sample);
			}
		}
		synth.choose(sounds);
		return synth;
	}

	/** What sounds in the next moments, mean power. */
	function power(synth: NoteSynth, seconds = 0.2): number {
		let sum = 0;
		const count = Math.ceil((seconds * rateHz) / quantum);
		for (let at = 0; at < count; at++) {
			const [left, right] = [new Float32Array(quantum), new Float32Array(quantum)];
			synth.render(left, right, 0, quantum);
			for (const sample of left) sum += sample * sample;
		}
		return sum / (count * quantum);
	}

	it.each([
		['a piano', 0, 60],
		['drums', 1, 38],
		['a violin', 2, 60],
		['a channel that has no sound of its own', 9, 60]
	])('plays %s', async (_, channel, pitch) => {
		const synth = await synthOf([piano, drums, violin]);
		expect(power(synth)).toBeLessThan(1e-9);
		synth.noteOn(pitch, 100, channel);
		expect(power(synth)).toBeGreaterThan(1e-6);
		synth.close();
	});

	it('plays drums short and violins for as long as they are held, though the key is the same', async () => {
		const synth = await synthOf([piano, drums, violin]);
		synth.noteOn(38, 100, 1);
		power(synth, 2);
		expect(power(synth)).toBeLessThan(1e-8);
		synth.noteOn(60, 100, 2);
		power(synth, 2);
		expect(power(synth)).toBeGreaterThan(1e-6);
		// Another part lets the same key go.
		synth.noteOff(60, 0);
		expect(power(synth, 1)).toBeGreaterThan(1e-6);
		synth.noteOff(60, 2);
		power(synth, 3);
		expect(power(synth)).toBeLessThan(1e-8);
		synth.close();
	}, 30_000);

	it('has room for more parts than a MIDI port has channels', async () => {
		const synth = await synthOf(Array.from({ length: 40 }, () => violin));
		synth.noteOn(60, 100, 39);
		expect(power(synth)).toBeGreaterThan(1e-6);
		synth.close();
	}, 30_000);
});
