import { ticksPerQuarter } from '../score.ts';

/** Written note values, longest first; each is half of the one before. */
export const valueTypes = ['whole', 'half', 'quarter', 'eighth', '16th', '32nd', '64th', '128th'] as const;
export type ValueType = (typeof valueTypes)[number];

export interface WrittenValue {
	readonly type: ValueType;
	readonly dots: 0 | 1 | 2;
}

/** Length of a 128th: what every place outside tuplets is a multiple of. */
export const finestTicks = ticksPerQuarter / 32;

const dotFactors = [1, 1.5, 1.75] as const;
const dotCounts = [0, 1, 2] as const;

/** Length of a value outside tuplets, ticks. */
export const valueTicks = ({ type, dots }: WrittenValue): number =>
	((4 * ticksPerQuarter) / 2 ** valueTypes.indexOf(type)) * dotFactors[dots];

const valueByTicks: ReadonlyMap<number, WrittenValue> = new Map(
	valueTypes.flatMap((type) => dotCounts.map((dots) => [valueTicks({ type, dots }), { type, dots }] as const))
);

/** The one value that is as long; null where it takes two or more. */
export const toValue = (ticks: number): WrittenValue | null => valueByTicks.get(ticks) ?? null;

/** The longest value that is not longer; a 128th for anything shorter. */
export function toValueWithin(ticks: number): WrittenValue {
	let longest: WrittenValue = { type: '128th', dots: 0 };
	for (const [length, value] of valueByTicks) if (length <= ticks && length > valueTicks(longest)) longest = value;
	return longest;
}
