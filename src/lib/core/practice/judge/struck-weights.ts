/* Made by eval/practice/fit/struck.ts on music that the project composes and renders itself. */

/** By whether the partials could be heard; each in the order of what `Witness` says. */
export const struckWeights = {
	due: {
		posteriors: { bias: -2.721, weights: [2.602, 1.115, 1.27, 0.226, 3.675, 9.159, -5.197] },
		partials: {
			bias: -3.18,
			weights: [1.394, 1.207, 0.9091, 0.02117, 1.902, 8.858, -2.38, -0.06428, 0.1365, 0.4568, 0.4941, 1.369, 0.2705]
		}
	},
	extra: {
		partials: {
			bias: -13.26,
			weights: [7.535, -1.86, -1.435, 0.0361, 2.335, 4.445, -3.766, 0.006646, 0.1196, 0.5051, 0.605, 2.874, 1.053]
		}
	}
} as const;
