import protobuf from 'protobufjs';

/** The part of ONNX's protobuf schema that a model of dense tensors needs, with the field numbers of the standard. */
const schema = protobuf.Root.fromJSON({
	nested: {
		Model: {
			fields: {
				irVersion: { id: 1, type: 'int64' },
				producerName: { id: 2, type: 'string' },
				graph: { id: 7, type: 'Graph' },
				opsetImport: { id: 8, rule: 'repeated', type: 'Opset' }
			}
		},
		Opset: { fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } } },
		Graph: {
			fields: {
				node: { id: 1, rule: 'repeated', type: 'Node' },
				name: { id: 2, type: 'string' },
				initializer: { id: 5, rule: 'repeated', type: 'Tensor' },
				input: { id: 11, rule: 'repeated', type: 'ValueInfo' },
				output: { id: 12, rule: 'repeated', type: 'ValueInfo' }
			}
		},
		Node: {
			fields: {
				input: { id: 1, rule: 'repeated', type: 'string' },
				output: { id: 2, rule: 'repeated', type: 'string' },
				name: { id: 3, type: 'string' },
				opType: { id: 4, type: 'string' },
				attribute: { id: 5, rule: 'repeated', type: 'Attribute' }
			}
		},
		Attribute: {
			fields: {
				name: { id: 1, type: 'string' },
				f: { id: 2, type: 'float' },
				i: { id: 3, type: 'int64' },
				s: { id: 4, type: 'bytes' },
				ints: { id: 8, rule: 'repeated', type: 'int64', options: { packed: false } },
				type: { id: 20, type: 'int32' }
			}
		},
		Tensor: {
			fields: {
				dims: { id: 1, rule: 'repeated', type: 'int64', options: { packed: false } },
				dataType: { id: 2, type: 'int32' },
				name: { id: 8, type: 'string' },
				rawData: { id: 9, type: 'bytes' }
			}
		},
		ValueInfo: { fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'ValueType' } } },
		ValueType: { fields: { tensorType: { id: 1, type: 'TensorType' } } },
		TensorType: { fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'Shape' } } },
		Shape: { fields: { dim: { id: 1, rule: 'repeated', type: 'Dimension' } } },
		Dimension: { fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } } }
	}
});

const floatType = 1;
const int64Type = 7;
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** A number is written as an integer attribute; a float is `{ float: 0.5 }`. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };
type Dimension = number | string;

/** Collects nodes in the order of their execution; names are counted, so that the same calls give the same bytes. */
export class OnnxGraph {
	readonly #name: string;
	readonly #nodes: object[] = [];
	readonly #initializers: object[] = [];
	readonly #inputs: object[] = [];
	readonly #outputs: object[] = [];
	readonly #intConstants = new Map<string, string>();

	constructor(name: string) {
		this.#name = name;
	}

	input(name: string, shape: readonly Dimension[]): string {
		this.#inputs.push(valueInfo(name, shape));
		return name;
	}

	output(name: string, source: string, shape: readonly Dimension[]): void {
		this.#nodes.push({ input: [source], output: [name], name, opType: 'Identity' });
		this.#outputs.push(valueInfo(name, shape));
	}

	/** Float32 data in row-major order. */
	constant(dims: readonly number[], data: ArrayLike<number>): string {
		const count = dims.reduce((product, dim) => product * dim, 1);
		if (data.length !== count) throw new Error(`A constant of shape [${dims.join(', ')}] was given ${data.length} values.`);
		const bytes = new Uint8Array(count * 4);
		const view = new DataView(bytes.buffer);
		for (let i = 0; i < count; i++) view.setFloat32(i * 4, data[i] ?? 0, true);
		return this.#initializer(dims, floatType, bytes);
	}

	/** A one-dimensional int64 constant, such as a shape or a list of axes. */
	ints(...values: number[]): string {
		const key = values.join();
		const known = this.#intConstants.get(key);
		if (known !== undefined) return known;
		const bytes = new Uint8Array(values.length * 8);
		const view = new DataView(bytes.buffer);
		values.forEach((value, i) => view.setBigInt64(i * 8, BigInt(value), true));
		const name = this.#initializer([values.length], int64Type, bytes);
		this.#intConstants.set(key, name);
		return name;
	}

	/** @returns the name of the node's one output */
	node(opType: string, inputs: readonly string[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): string {
		const name = `${opType}_${this.#nodes.length}`;
		const attribute = Object.entries(attributes).map(([key, value]) => toAttribute(key, value));
		this.#nodes.push({ input: inputs, output: [name], name, opType, attribute });
		return name;
	}

	slice(source: string, axis: number, start: number, end: number): string {
		return this.node('Slice', [source, this.ints(start), this.ints(end), this.ints(axis)]);
	}

	/** The model file, opset 17. */
	toBytes(): Uint8Array {
		const type = schema.lookupType('Model');
		return type
			.encode(
				type.fromObject({
					irVersion: 8,
					producerName: 'woodshed',
					opsetImport: [{ domain: '', version: 17 }],
					graph: {
						name: this.#name,
						node: this.#nodes,
						initializer: this.#initializers,
						input: this.#inputs,
						output: this.#outputs
					}
				})
			)
			.finish();
	}

	#initializer(dims: readonly number[], dataType: number, rawData: Uint8Array): string {
		const name = `constant_${this.#initializers.length}`;
		this.#initializers.push({ dims, dataType, name, rawData });
		return name;
	}
}

function toAttribute(name: string, value: OnnxAttribute): object {
	if (typeof value === 'number') return { name, i: value, type: attributeTypes.int };
	if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: attributeTypes.string };
	if ('float' in value) return { name, f: value.float, type: attributeTypes.float };
	return { name, ints: value, type: attributeTypes.ints };
}

function valueInfo(name: string, shape: readonly Dimension[]): object {
	const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
	return { name, type: { tensorType: { elemType: floatType, shape: { dim } } } };
}
