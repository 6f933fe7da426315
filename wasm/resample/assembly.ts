/** The few WebAssembly instructions the kernel needs, as bytes. Source: WebAssembly core specification 2.0, chapter 5. */
export type Code = readonly number[];

export const valueType = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof valueType;

export function unsigned(value: number): number[] {
	const bytes: number[] = [];
	for (let rest = value; ;) {
		const low = rest % 128;
		rest = Math.floor(rest / 128);
		if (rest === 0) return [...bytes, low];
		bytes.push(low + 128);
	}
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, ...value: Code[]): Code => [...value.flat(), 0x21, ...unsigned(local)];
/** @param value 0 to 63, so that one byte holds it */
export const i32Const = (value: number): Code => [0x41, value];
const binary =
	(...opcode: number[]) =>
	(a: Code, b: Code): Code => [...a, ...b, ...opcode];
export const i32Add = binary(0x6a);
export const i32Sub = binary(0x6b);
export const i32Mul = binary(0x6c);
export const i32AtLeast = binary(0x4f);
export const i32Below = binary(0x49);
export const f32Add = binary(0x92);
export const f64Mul = binary(0xa2);
export const f64Sub = binary(0xa1);
export const f64Floor = (a: Code): Code => [...a, 0x9c];
export const f64FromI32 = (a: Code): Code => [...a, 0xb8];
export const i32FromF64 = (a: Code): Code => [...a, 0xab];
export const f32Store = (address: Code, value: Code): Code => [...address, ...value, 0x38, 2, 0];
export const loop = (...body: Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0b];
/** Again from the top of the innermost loop while `condition`. */
export const again = (condition: Code): Code => [...condition, 0x0d, 0];
export const when = (condition: Code, ...body: Code[]): Code => [...condition, 0x04, 0x40, ...body.flat(), 0x0b];
export const load4 = (address: Code, offsetBytes: number): Code => [...address, 0xfd, 0x00, 2, ...unsigned(offsetBytes)];
export const add4 = binary(0xfd, 0xe4, 0x01);
export const sub4 = binary(0xfd, 0xe5, 0x01);
export const mul4 = binary(0xfd, 0xe6, 0x01);
export const zero4: Code = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
/** Four times the same number, from an f64. */
export const splat4 = (a: Code): Code => [...a, 0xb6, 0xfd, 0x13];
/** One lane of four, as f32. */
export const lane = (a: Code, index: number): Code => [...a, 0xfd, 0x1f, index];

export interface FunctionSource {
	readonly name: string;
	readonly parameters: readonly ValueType[];
	readonly locals: readonly ValueType[];
	readonly body: readonly Code[];
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => vector([...value].map((letter) => [letter.charCodeAt(0)]));

/** A module that imports its memory as `host.memory` and exports every function. */
export function toModuleBytes(functions: readonly FunctionSource[]): Uint8Array<ArrayBuffer> {
	const types = functions.map((source) => [0x60, ...vector(source.parameters.map((type) => [valueType[type]])), 0]);
	const bodies = functions.map((source) => {
		const code = [...vector(source.locals.map((type) => [1, valueType[type]])), ...source.body.flat(), 0x0b];
		return [...unsigned(code.length), ...code];
	});
	return new Uint8Array([
		...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
		...section(1, vector(types)),
		...section(2, vector([[...text('host'), ...text('memory'), 0x02, 0x00, 0]])),
		...section(3, vector(functions.map((_, index) => unsigned(index)))),
		...section(7, vector(functions.map((source, index) => [...text(source.name), 0x00, ...unsigned(index)]))),
		...section(10, vector(bodies))
	]);
}
