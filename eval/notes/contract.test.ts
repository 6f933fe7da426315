import { describe, expect, it } from 'vitest';
import {
	transcribeSettingsSchema,
	transcriptionSchema,
	type DecodedNotes as ContractNotes
} from '../../src/lib/contracts/transcription.ts';
import { toDrawnSource } from '../../src/lib/dsp/notes/drawn-posteriors.ts';
import { decodeNotes, presetNames, type DecodedNotes } from '../../src/lib/dsp/notes/index.ts';

describe('what the decoder answers', () => {
	const source = toDrawnSource({
		durationSeconds: 3,
		notes: [{ pitchMidi: 64, onsetSeconds: 1, offsetSeconds: 2, bend: (seconds) => 45 * Math.sin(30 * seconds) }]
	});
	const schema = transcriptionSchema.pick({
		algorithm: true,
		preset: true,
		presetConfidence: true,
		durationSeconds: true,
		notes: true
	});

	it.each(['auto', ...presetNames] as const)('is what the contract promises, with the preset %s', async (preset) => {
		const decoded: DecodedNotes = await decodeNotes(source, transcribeSettingsSchema.parse({ preset }));
		const promised: ContractNotes = schema.parse(decoded);
		expect(promised).toEqual(decoded);
		expect(decoded.notes).toHaveLength(1);
	});
});
