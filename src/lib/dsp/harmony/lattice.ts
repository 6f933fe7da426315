/**
 * Best path and posteriors over a chain of states whose log-scores are given: Viterbi and forward-backward (Rabiner, 1989).
 */
export interface Lattice {
	readonly steps: number;
	readonly states: number;
	/** Log-scores, `states` each step. */
	readonly scores: Float32Array;
	/** Log-scores of going from the row's state to the column's, added to `changeCost` unless it stays. */
	readonly moves: Float32Array;
	/** Taken off at each step (from the second on) when the state changes. */
	readonly changeCosts: Float32Array;
}

export function toBestPath({ steps, states, scores, moves, changeCosts }: Lattice): Uint8Array {
	const path = new Uint8Array(steps);
	if (steps === 0) return path;
	const from = new Uint8Array(steps * states);
	let current = new Float64Array(states);
	let next = new Float64Array(states);
	for (let state = 0; state < states; state++) current[state] = scores[state] ?? 0;
	for (let step = 1; step < steps; step++) {
		const cost = changeCosts[step] ?? 0;
		for (let to = 0; to < states; to++) {
			let best = current[to] ?? 0;
			let source = to;
			for (let state = 0; state < states; state++) {
				const value = (current[state] ?? 0) + (moves[state * states + to] ?? 0) - cost;
				if (value > best && state !== to) {
					best = value;
					source = state;
				}
			}
			next[to] = best + (scores[step * states + to] ?? 0);
			from[step * states + to] = source;
		}
		[current, next] = [next, current];
	}
	let state = 0;
	for (let other = 1; other < states; other++) if ((current[other] ?? 0) > (current[state] ?? 0)) state = other;
	for (let step = steps - 1; step >= 0; step--) {
		path[step] = state;
		state = from[step * states + state] ?? 0;
	}
	return path;
}

/** Probability of each state at each step given all of them: `states` each step. */
export function toPosteriors({ steps, states, scores, moves, changeCosts }: Lattice): Float32Array {
	const forward = new Float32Array(steps * states);
	const weights = Float64Array.from(moves, (move) => Math.exp(move));
	for (let state = 0; state < states; state++) weights[state * states + state] = 0;
	const here = new Float64Array(states);
	const carried = new Float64Array(states);
	const emit = (step: number): void => {
		let largest = -Infinity;
		for (let state = 0; state < states; state++) largest = Math.max(largest, scores[step * states + state] ?? 0);
		let sum = 0;
		for (let state = 0; state < states; state++) {
			here[state] = (carried[state] ?? 0) * Math.exp((scores[step * states + state] ?? 0) - largest);
			sum += here[state] ?? 0;
		}
		for (let state = 0; state < states; state++) here[state] = (here[state] ?? 0) / (sum || 1);
	};
	carried.fill(1);
	for (let step = 0; step < steps; step++) {
		if (step > 0) {
			const change = Math.exp(-(changeCosts[step] ?? 0));
			for (let to = 0; to < states; to++) {
				let sum = 0;
				for (let state = 0; state < states; state++) sum += (here[state] ?? 0) * (weights[state * states + to] ?? 0);
				carried[to] = (here[to] ?? 0) + change * sum;
			}
		}
		emit(step);
		forward.set(here, step * states);
	}
	carried.fill(1);
	for (let step = steps - 1; step >= 0; step--) {
		let sum = 0;
		for (let state = 0; state < states; state++) {
			const value = (forward[step * states + state] ?? 0) * (carried[state] ?? 0);
			forward[step * states + state] = value;
			sum += value;
		}
		for (let state = 0; state < states; state++)
			forward[step * states + state] = (forward[step * states + state] ?? 0) / (sum || 1);
		emit(step);
		const change = Math.exp(-(changeCosts[step] ?? 0));
		for (let state = 0; state < states; state++) {
			let total = 0;
			for (let to = 0; to < states; to++) total += (weights[state * states + to] ?? 0) * (here[to] ?? 0);
			carried[state] = (here[state] ?? 0) + change * total;
		}
	}
	return forward;
}
