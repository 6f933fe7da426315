import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MadeSound } from '../../dsp/rhythm/made-sounds.ts';
import { fromBeatEvidence, toBeatEvidence } from './index.ts';

const features = new MadeSound(2).kick(0.5).snare(1).heard();
const bytes = toBeatEvidence(features);

describe('beat evidence', () => {
	it('comes back as it was, at an offset too', () => {
		expect(fromBeatEvidence(bytes)).toEqual(features);
		const moved = new Uint8Array(bytes.length + 3);
		moved.set(bytes, 3);
		expect(fromBeatEvidence(moved.subarray(3))).toEqual(features);
	});

	it('of nothing is evidence too', () => {
		const empty = new MadeSound(0).heard();
		expect(fromBeatEvidence(toBeatEvidence(empty))).toEqual(empty);
	});

	it.each<[string, (copy: Uint8Array, view: DataView) => Uint8Array]>([
		['nothing', () => new Uint8Array(0)],
		['a cut header', (copy) => copy.subarray(0, 31)],
		['a cut end', (copy) => copy.subarray(0, -1)],
		['a byte too many', (copy) => Uint8Array.from([...copy, 0])],
		['another name', (copy) => copy.fill(65, 0, 1)],
		['another version', (copy) => copy.fill(9, 4, 5)],
		['other bands', (copy) => copy.fill(9, 6, 7)],
		['other pitches', (copy) => copy.fill(9, 7, 8)],
		['a huge count', (copy, view) => (view.setUint32(8, 0xffffffff, true), copy)],
		['another duration', (copy, view) => (view.setFloat64(16, 1000, true), copy)],
		['no duration', (copy, view) => (view.setFloat64(16, NaN, true), copy)]
	])('is not %s', (_, damage) => {
		const copy = bytes.slice();
		expect(fromBeatEvidence(damage(copy, new DataView(copy.buffer)))).toBeNull();
	});

	it('is never read beyond its end, whatever the bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
				const copy = bytes.slice();
				copy.set(noise.subarray(0, 32));
				const read = fromBeatEvidence(copy);
				return read === null || read.onsets.length === features.onsets.length;
			})
		);
	});
});
