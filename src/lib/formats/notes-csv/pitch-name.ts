const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/** Name with sharps and octave, 60 is C4. @param pitchMidi 0 to 127 */
export function pitchName(pitchMidi: number): string {
	const pitch = Math.round(pitchMidi);
	return `${names[((pitch % 12) + 12) % 12]}${Math.floor(pitch / 12) - 1}`;
}
