import {
	BasicInstrument,
	BasicPreset,
	BasicSample,
	BasicSoundBank,
	GeneratorTypes,
	type GeneratorType,
	Modulator,
	ModulatorControllerSources,
	ModulatorCurveTypes,
	ModulatorSource,
	SampleTypes
} from 'spessasynth_core';
import { createOggEncoder } from 'wasm-media-encoders';
import type { PianoSample } from './piano-samples.ts';

export interface PianoZone {
	readonly sample: PianoSample;
	readonly lowestMidi: number;
	readonly highestMidi: number;
	readonly releaseSeconds: number;
	/** Added to the pitch, cents. */
	readonly correctionCents: number;
	/** 0 or more; quieter by this. */
	readonly attenuationDb: number;
}

/** A velocity of 1 is this much quieter than 127. */
const velocityRangeDb = 42;
/** A velocity of 1 is darker than 127 by this much, cents of the filter's corner. */
const velocityDarkCents = 3600;
const openFilterCents = 13_500;
/** About 64 kbit/s for one channel. */
const vorbisQuality = 4;

const timecents = (seconds: number): number => Math.round(1200 * Math.log2(seconds));

async function toVorbis(samples: Float32Array, sampleRateHz: number): Promise<Uint8Array> {
	const encoder = await createOggEncoder();
	encoder.configure({ channels: 1, sampleRate: sampleRateHz, vbrQuality: vorbisQuality, oggSerialNo: 1 });
	const parts = [Uint8Array.from(encoder.encode([samples])), Uint8Array.from(encoder.finalize())];
	return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function velocityModulator(destination: GeneratorType, amount: number, curve: 0 | 1): Modulator {
	const source = ModulatorSource.fromSourceEnum(0);
	source.index = ModulatorControllerSources.noteOnVelocity;
	source.isNegative = true;
	source.curveType = curve;
	return new Modulator(source, ModulatorSource.fromSourceEnum(0), destination, amount);
}

async function bankSample(zone: PianoZone, plane: Float32Array, side: 'L' | 'R'): Promise<BasicSample> {
	const { name, rootMidi, sampleRateHz } = zone.sample;
	const type = side === 'L' ? SampleTypes.leftSample : SampleTypes.rightSample;
	const sample = new BasicSample(`${name} ${side}`, sampleRateHz, rootMidi, 0, type, 0, plane.length - 1);
	sample.setCompressedData(await toVorbis(plane, sampleRateHz));
	return sample;
}

/** An SF3 file with one preset, the same bytes for the same zones. */
export async function toPianoBank(name: string, credit: string, zones: readonly PianoZone[]): Promise<Uint8Array> {
	await BasicSoundBank.isSF3DecoderReady;
	const bank = new BasicSoundBank();
	bank.soundBankInfo = {
		...bank.soundBankInfo,
		name,
		copyright: credit,
		creationDate: new Date(0),
		version: { major: 3, minor: 0 }
	};
	const instrument = new BasicInstrument();
	instrument.name = name;
	instrument.globalZone.addModulators(
		velocityModulator(GeneratorTypes.initialAttenuation, velocityRangeDb * 10, ModulatorCurveTypes.concave),
		velocityModulator(GeneratorTypes.initialFilterFc, -velocityDarkCents, ModulatorCurveTypes.linear)
	);
	for (const zone of zones) {
		const left = await bankSample(zone, zone.sample.left, 'L');
		const right = await bankSample(zone, zone.sample.right, 'R');
		left.setLinkedSample(right, SampleTypes.leftSample);
		bank.addSamples(left, right);
		for (const [sample, pan] of [
			[left, -500],
			[right, 500]
		] as const) {
			const made = instrument.createZone(sample);
			made.keyRange = { min: zone.lowestMidi, max: zone.highestMidi };
			made.setGenerator(GeneratorTypes.pan, pan);
			made.setGenerator(GeneratorTypes.overridingRootKey, zone.sample.rootMidi);
			made.setGenerator(GeneratorTypes.fineTune, Math.round(zone.correctionCents));
			made.setGenerator(GeneratorTypes.initialFilterFc, openFilterCents);
			made.setGenerator(GeneratorTypes.releaseVolEnv, timecents(zone.releaseSeconds));
			made.setGenerator(GeneratorTypes.initialAttenuation, Math.round((zone.attenuationDb / 0.4) * 10));
		}
	}
	bank.addInstruments(instrument);
	const preset = new BasicPreset(bank);
	preset.name = name;
	preset.createZone(instrument);
	bank.addPresets(preset);
	bank.flush();
	return new Uint8Array(bank.writeSF2({ software: 'Woodshed' }));
}
