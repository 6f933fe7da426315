/* Made by eval/practice/fit/struck.ts on music that the project composes and renders itself. */

/** By whether the partials could be heard; each in the order of what `Witness` says. */
export const struckWeights = {
	due: {
		posteriors: { bias: -3.317, weights: [2.162, 1.158, 0.6569, 0.1059, 4.625, 7.83, -3.4] },
		partials: {
			bias: -2.542,
			weights: [1.469, 1.057, 0.4585, -0.2577, 2.35, 7.985, -1.719, -0.3307, 0.5195, 0.4398, 0.3032, 0.6786, 0.4253]
		}
	},
	extra: {
		posteriors: { bias: -12.16, weights: [10.39, -2.904, -2.632, 0.3709, 1.881, 8.267, -5.815] },
		partials: {
			bias: -13.83,
			weights: [8.388, -2.264, -2.395, 1.034, 3.015, 6.264, -3.771, 0.01478, 0.06641, 0.4398, 0.5276, 1.451, 0.4667]
		}
	}
} as const;
