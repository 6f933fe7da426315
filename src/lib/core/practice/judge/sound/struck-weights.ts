/* Made by eval/practice/fit/struck.ts on music that the project composes and renders itself. */

/** By whether the partials could be heard; each in the order of what `Witness` says. */
export const struckWeights = {
	due: {
		posteriors: { bias: -2.043, weights: [1.985, 0.9939, 1.441, -0.01473, 1.709, 10.96, -3.909] },
		partials: {
			bias: -2.561,
			weights: [0.8678, 1.027, 1.321, 0.00546, -0.02975, 10.87, -2.081, -0.3411, 0.4002, 0.5366, 0.3754, 1.485, 0.2977]
		}
	},
	extra: {
		partials: {
			bias: -13.2,
			weights: [6.97, -1.83, -1.568, 0.1725, 1.938, 5.718, -4.416, -0.1079, 0.2291, 0.5366, 0.6372, 2.92, 1.268]
		}
	}
} as const;
