/** Where a sound of the General MIDI drum set is written. */
interface DrumPlace {
	readonly step: string;
	readonly octave: number;
	readonly isCross: boolean;
}

const places: ReadonlyMap<number, readonly [step: string, octave: number, isCross: boolean]> = new Map([
	[35, ['E', 4, false]],
	[36, ['F', 4, false]],
	[37, ['C', 5, true]],
	[38, ['C', 5, false]],
	[40, ['C', 5, false]],
	[41, ['G', 4, false]],
	[42, ['G', 5, true]],
	[43, ['A', 4, false]],
	[44, ['D', 4, true]],
	[45, ['B', 4, false]],
	[46, ['G', 5, true]],
	[47, ['D', 5, false]],
	[48, ['E', 5, false]],
	[49, ['A', 5, true]],
	[50, ['F', 5, false]],
	[51, ['F', 5, true]],
	[53, ['F', 5, true]],
	[57, ['B', 5, true]],
	[59, ['F', 5, true]]
]);

export function drumPlace(pitchMidi: number): DrumPlace {
	const [step, octave, isCross] = places.get(pitchMidi) ?? ['C', 5, true];
	return { step, octave, isCross };
}

export const instrumentId = (partId: string, pitchMidi: number): string => `${partId}-I${pitchMidi + 1}`;
