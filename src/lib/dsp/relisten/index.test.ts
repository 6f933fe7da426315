import { describe, expect, it } from 'vitest';
import { framesPerWindow, noteBins, toFrameSeconds } from '../notes/matrices.ts';
import { toRelisten } from './index.ts';

const windows = Array.from({ length: 3 }, () => ({
	notes: new Uint8Array(framesPerWindow * noteBins),
	onsets: new Uint8Array(framesPerWindow * noteBins)
}));
/** An attack of middle C in the 200th frame, that sounds on for twenty. */
const struck = 200;
for (let frame = struck; frame < struck + 20; frame++) {
	const window = windows[Math.floor(frame / framesPerWindow)];
	const at = (frame % framesPerWindow) * noteBins + 60 - 21;
	if (window !== undefined) window.notes[at] = 204;
	if (window !== undefined && frame === struck) window.onsets[at] = 51;
}
const relisten = toRelisten(windows);
const seconds = toFrameSeconds(struck) - 0.002;

describe('listening again', () => {
	it('finds a faint attack and when it was', () => {
		const { attack, attackSeconds } = relisten(60, seconds - 0.1, seconds + 0.1);
		expect(attack).toBeCloseTo(0.2, 6);
		expect(attackSeconds).toBeCloseTo(seconds, 6);
	});
	it('tells how strongly it sounds', () => expect(relisten(60, seconds + 0.03, seconds + 0.2).sustain).toBeCloseTo(0.8, 6));
	it.each([
		['another pitch', 61, seconds - 0.1, seconds + 0.1],
		['another time', 60, seconds + 0.5, seconds + 0.7],
		['a pitch that the model does not know', 12, seconds - 0.1, seconds + 0.1],
		['before the beginning', 60, -5, -4],
		['behind the end', 60, 50, 51]
	])('finds nothing at %s', (_, pitch, from, to) => expect(relisten(pitch, from, to)).toMatchObject({ attack: 0, sustain: 0 }));
});
