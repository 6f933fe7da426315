/** Distances between the ruler's named marks and the small ones between them, seconds. */
const steps: readonly (readonly [major: number, minor: number])[] = [
	[0.01, 0.002],
	[0.02, 0.005],
	[0.05, 0.01],
	[0.1, 0.02],
	[0.2, 0.05],
	[0.5, 0.1],
	[1, 0.2],
	[2, 0.5],
	[5, 1],
	[10, 2],
	[15, 5],
	[30, 5],
	[60, 10],
	[120, 30],
	[300, 60],
	[600, 120],
	[900, 300],
	[1800, 300],
	[3600, 600]
];
const widestStep = [7200, 1800] as const;

export interface RulerSteps {
	readonly majorSeconds: number;
	readonly minorSeconds: number;
	/** Decimal places that tell neighbouring names apart. */
	readonly decimals: number;
}

/** The finest marks whose names stand at least `clearPx` apart. */
export function rulerSteps(secondsPerPixel: number, clearPx = 76): RulerSteps {
	const [majorSeconds, minorSeconds] = steps.find(([major]) => major / secondsPerPixel >= clearPx) ?? widestStep;
	const decimals = majorSeconds >= 1 ? 0 : majorSeconds >= 0.1 ? 1 : 2;
	return { majorSeconds, minorSeconds, decimals };
}
