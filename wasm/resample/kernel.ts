import {
	add4,
	again,
	f32Add,
	f32Store,
	f64Floor,
	f64FromI32,
	f64Mul,
	f64Sub,
	get,
	i32Add,
	i32AtLeast,
	i32Below,
	i32Const,
	i32FromF64,
	i32Mul,
	i32Sub,
	lane,
	load4,
	loop,
	mul4,
	set,
	splat4,
	sub4,
	toModuleBytes,
	when,
	zero4,
	type Code,
	type FunctionSource
} from './assembly.ts';

// Parameters of both functions; addresses, row length and steps are in bytes.
const table = 0;
const rowBytes = 1;
const input = 2;
const output = 3;
const count = 4;
const phase = 5;
const up = 6;
const wholeStepBytes = 7;
const phaseStep = 8;

const sumOfLanes = (local: number): Code =>
	f32Add(f32Add(lane(get(local), 0), lane(get(local), 1)), f32Add(lane(get(local), 2), lane(get(local), 3)));

const toNextOutput: Code = [
	...set(input, i32Add(get(input), get(wholeStepBytes))),
	...set(phase, i32Add(get(phase), get(phaseStep))),
	...when(i32AtLeast(get(phase), get(up)), set(phase, i32Sub(get(phase), get(up))), set(input, i32Add(get(input), i32Const(4)))),
	...set(output, i32Add(get(output), i32Const(4))),
	...set(count, i32Sub(get(count), i32Const(1))),
	...again(get(count))
];

/** Each output is one row of the table times the window: sixteen weights a turn, in four independent sums. */
function exact(): FunctionSource {
	const [weight, sample, end, ...sums] = [9, 10, 11, 12, 13, 14, 15] as const;
	const turn = sums.map((sum, part) =>
		set(sum, add4(get(sum), mul4(load4(get(weight), 16 * part), load4(get(sample), 16 * part))))
	);
	return {
		name: 'exact',
		parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
		locals: ['i32', 'i32', 'i32', 'v128', 'v128', 'v128', 'v128'],
		body: [
			loop(
				set(weight, i32Add(get(table), i32Mul(get(phase), get(rowBytes)))),
				set(sample, get(input)),
				set(end, i32Add(get(input), get(rowBytes))),
				...sums.map((sum) => set(sum, zero4)),
				loop(
					...turn,
					set(weight, i32Add(i32Add(get(weight), i32Const(63)), i32Const(1))),
					set(sample, i32Add(i32Add(get(sample), i32Const(63)), i32Const(1))),
					again(i32Below(get(sample), get(end)))
				),
				set(sums[0], add4(add4(get(sums[0]), get(sums[1])), add4(get(sums[2]), get(sums[3])))),
				f32Store(get(output), sumOfLanes(sums[0])),
				toNextOutput
			)
		]
	};
}

/** As `exact`, with the weights blended between two neighbouring rows. */
function blended(): FunctionSource {
	const rowsPerPhase = 9;
	const [weight, sample, end, position, row, blend, before, after] = [10, 11, 12, 13, 14, 15, 16, 17] as const;
	const turn = [0, 16].flatMap((offset) => [
		set(before, add4(get(before), mul4(load4(get(weight), offset), load4(get(sample), offset)))),
		set(after, add4(get(after), mul4(load4(i32Add(get(weight), get(rowBytes)), offset), load4(get(sample), offset))))
	]);
	return {
		name: 'blended',
		parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f64'],
		locals: ['i32', 'i32', 'i32', 'f64', 'f64', 'v128', 'v128', 'v128'],
		body: [
			loop(
				set(position, f64Mul(f64FromI32(get(phase)), get(rowsPerPhase))),
				set(row, f64Floor(get(position))),
				set(blend, splat4(f64Sub(get(position), get(row)))),
				set(weight, i32Add(get(table), i32Mul(i32FromF64(get(row)), get(rowBytes)))),
				set(sample, get(input)),
				set(end, i32Add(get(input), get(rowBytes))),
				set(before, zero4),
				set(after, zero4),
				loop(
					...turn,
					set(weight, i32Add(get(weight), i32Const(32))),
					set(sample, i32Add(get(sample), i32Const(32))),
					again(i32Below(get(sample), get(end)))
				),
				set(before, add4(get(before), mul4(get(blend), sub4(get(after), get(before))))),
				f32Store(get(output), sumOfLanes(before)),
				toNextOutput
			)
		]
	};
}

export function kernelBytes(): Uint8Array<ArrayBuffer> {
	return toModuleBytes([exact(), blended()]);
}
