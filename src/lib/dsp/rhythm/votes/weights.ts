// Made by eval/rhythm/fit/votes.ts from pages it composes and plays itself; not written by hand.
import type { VotesTable } from './weigh.ts';

/** How readings of the beats look to the notes, and what speaks for one. Inputs as in weigh.ts. */
export const votesTable: VotesTable = {
	// prettier-ignore
	means: [-0.186, 0.818, 1.058, 2.529, 0.710, 0.322, 0.016, 0.018, 0.017, 0.017, 0.152, 0.368, 0.154, 0.429, 0.374, 0.423, 0.425, 0.392, -0.021, 0.105, 0.039, 0.250, 0.200, 0.342, 0.328, 0.319, -5.908, 0.054],
	// prettier-ignore
	spreads: [0.905, 0.838, 1.207, 2.940, 0.334, 0.157, 1.275, 2.029, 1.707, 1.194, 0.378, 0.329, 0.359, 0.306, 0.312, 0.310, 0.298, 0.325, 0.177, 0.297, 0.243, 0.357, 0.338, 0.364, 0.361, 0.357, 3.252, 0.155],
	// prettier-ignore
	weights: [-0.195, -0.108, -0.256, -0.170, 0.169, -0.123, -0.133, 1.219, 0.359, 0.022, 0.771, 0.060, -0.349, -0.195, 0.259, 0.396, -0.264, 0.613, 0.207, -0.489, -0.166, -0.165, 0.616, 0.383, 0.549, 0.006, 0.634, -0.122]
};
