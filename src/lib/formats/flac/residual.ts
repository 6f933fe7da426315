import type { BitWriter } from './bit-writer.ts';

const mostPartitionOrder = 6;
const mostParameter = 30;

/** How a residual is written: into how many parts, and with which parameter each. */
export interface RicePlan {
	readonly partitionOrder: number;
	readonly parameters: Uint8Array;
	readonly bits: number;
}

/** The difference from a polynomial through the last `order` samples (RFC 9639, section 9.2.5). */
export function fixedResidual(samples: Int32Array, order: number, frames: number, residual: Int32Array): void {
	for (let i = order; i < frames; i++) {
		const a = samples[i] ?? 0;
		const b = samples[i - 1] ?? 0;
		const c = samples[i - 2] ?? 0;
		const d = samples[i - 3] ?? 0;
		const e = samples[i - 4] ?? 0;
		residual[i] =
			order === 0
				? a
				: order === 1
					? a - b
					: order === 2
						? a - 2 * b + c
						: order === 3
							? a - 3 * b + 3 * c - d
							: a - 4 * b + 6 * c - 4 * d + e;
	}
}

/** The cheapest way to write a residual, as far as sums tell. */
export function planRice(residual: Int32Array, order: number, frames: number): RicePlan {
	let best: RicePlan = { partitionOrder: 0, parameters: new Uint8Array(1), bits: Infinity };
	for (let partitionOrder = 0; partitionOrder <= mostPartitionOrder; partitionOrder++) {
		const parts = 1 << partitionOrder;
		if (frames % parts !== 0 || frames / parts <= order) break;
		const parameters = new Uint8Array(parts);
		let bits = 6 + 5 * parts;
		for (let part = 0; part < parts; part++) {
			const from = part === 0 ? order : (part * frames) / parts;
			const to = ((part + 1) * frames) / parts;
			let sum = 0;
			for (let i = from; i < to; i++) sum += fold(residual[i] ?? 0);
			const count = to - from;
			const mean = sum / count;
			const parameter = mean < 1 ? 0 : Math.min(mostParameter, Math.floor(Math.log2(mean)));
			parameters[part] = parameter;
			bits += count * (1 + parameter) + sum / 2 ** parameter;
		}
		if (bits < best.bits) best = { partitionOrder, parameters, bits };
	}
	return best;
}

export function writeRice(writer: BitWriter, residual: Int32Array, order: number, frames: number, plan: RicePlan): void {
	const parts = 1 << plan.partitionOrder;
	// The coding with parameters of five bits serves them all.
	writer.write(1, 2);
	writer.write(plan.partitionOrder, 4);
	for (let part = 0; part < parts; part++) {
		const parameter = plan.parameters[part] ?? 0;
		writer.write(parameter, 5);
		const from = part === 0 ? order : (part * frames) / parts;
		const to = ((part + 1) * frames) / parts;
		for (let i = from; i < to; i++) {
			const value = fold(residual[i] ?? 0);
			writer.writeUnary(Math.floor(value / 2 ** parameter));
			if (parameter > 0) writer.write(value % 2 ** parameter, parameter);
		}
	}
}

/** Signed to unsigned: 0, -1, 1, -2, 2 and so on. Up to 2^32, so not by shifting. */
function fold(value: number): number {
	return value >= 0 ? 2 * value : -2 * value - 1;
}
