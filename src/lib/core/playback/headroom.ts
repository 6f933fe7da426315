interface LoudNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly velocity: number;
}

/** As much sounds at once in a full piano chord: six notes struck forte. */
const plainLoudness = 6 * 0.75 ** 2;

/**
 * What the notes of many instruments are turned down by so that their fullest chord stays below full scale, 0 to 1: sounds that
 * have nothing to do with each other add up as their powers do. 1 for what a piano could play.
 */
export function headroomGain(notes: readonly LoudNote[]): number {
	const changes = notes.flatMap(({ onsetSeconds, offsetSeconds, velocity }) => {
		const power = (velocity / 127) ** 2;
		return [
			{ seconds: onsetSeconds, power },
			{ seconds: offsetSeconds, power: -power }
		];
	});
	// At one moment what ends goes first.
	changes.sort((a, b) => a.seconds - b.seconds || a.power - b.power);
	let [sounding, fullest] = [0, 0];
	for (const { power } of changes) {
		sounding += power;
		fullest = Math.max(fullest, sounding);
	}
	return fullest <= plainLoudness ? 1 : Math.sqrt(plainLoudness / fullest);
}
