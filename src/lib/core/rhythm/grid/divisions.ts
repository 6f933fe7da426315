/** A way to cut a beat into equal parts, and what it costs to write in it, in nats as everything that is weighed here. */
export interface Division {
	readonly parts: number;
	/** Once for a beat that uses it. */
	readonly cost: number;
	/** For an onset on each of its places, 0 to `parts`; the last one is the next beat. */
	readonly placeCosts: readonly number[];
	/** Beats in twos, in threes, or not cut at all: a change between the first two costs. */
	readonly family: 'whole' | 'duple' | 'triple';
}

const on = 0;
const half = 0.5;
const third = 1.1;
const quarter = 1.2;
const sixth = 2.4;
const eighth = 2.6;

/** Of a beat that falls in twos, such as a quarter. */
export const simpleDivisions: readonly Division[] = [
	{ parts: 1, cost: 0, family: 'whole', placeCosts: [on, on] },
	{ parts: 2, cost: 0.2, family: 'duple', placeCosts: [on, half, on] },
	{ parts: 3, cost: 1.2, family: 'triple', placeCosts: [on, third, third, on] },
	{ parts: 4, cost: 0.6, family: 'duple', placeCosts: [on, quarter, half, quarter, on] },
	{ parts: 6, cost: 2.2, family: 'triple', placeCosts: [on, sixth, third, sixth, third, sixth, on] },
	{ parts: 8, cost: 2, family: 'duple', placeCosts: [on, eighth, quarter, eighth, half, eighth, quarter, eighth, on] }
];

/** Of a beat that falls in threes, such as the dotted quarter of 6/8. */
export const compoundDivisions: readonly Division[] = [
	{ parts: 1, cost: 0, family: 'whole', placeCosts: [on, on] },
	{ parts: 3, cost: 0.2, family: 'triple', placeCosts: [on, half, half, on] },
	{ parts: 2, cost: 1.8, family: 'duple', placeCosts: [on, third, on] },
	{ parts: 6, cost: 0.6, family: 'triple', placeCosts: [on, quarter, half, quarter, half, quarter, on] },
	{ parts: 4, cost: 2.4, family: 'duple', placeCosts: [on, sixth, third, sixth, on] },
	{
		parts: 12,
		cost: 2,
		family: 'triple',
		placeCosts: [on, eighth, quarter, eighth, half, eighth, quarter, eighth, half, eighth, quarter, eighth, on]
	}
];

const familyChangeCost = 0.8;
const divisionChangeCost = 0.15;

/** From one beat to the next. */
export function changeCost(from: Division, to: Division): number {
	if (from === to) return 0;
	if (from.family === 'whole' || to.family === 'whole' || from.family === to.family) return divisionChangeCost;
	return familyChangeCost;
}

/**
 * When a place in a beat sounds, 0 to 1. In a swung beat the middle comes at `middle` and what lies on either side is
 * stretched with it; beats in threes are played as written.
 */
export function soundingShare({ parts, family }: Division, place: number, middle: number): number {
	const share = place / parts;
	if (family !== 'duple') return share;
	return share <= 0.5 ? share * 2 * middle : 1 - (1 - share) * 2 * (1 - middle);
}
