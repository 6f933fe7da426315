import type { Feel, QuantiseOptions } from '../evidence-note.ts';
import { changeCost, compoundDivisions, simpleDivisions, type Division } from './divisions.ts';
import type { OnsetGroup } from './onset-groups.ts';
import { placeOnsets, type Place, type Placing } from './place-onsets.ts';

/** A beat as it will be written. */
export interface DividedBeat {
	readonly parts: number;
	readonly isSwung: boolean;
	/** One for each group that begins in the beat: a place in `parts`, which may be the next beat, or a grace note. */
	readonly places: readonly Place[];
}

/** Timing that cannot be heard, and how much of a beat a steady hand strays. */
const leastSpreadSeconds = 0.018;
const spreadOfBeat = 0.045;
/** Going into or out of swing: it holds for a stretch, not for a beat. */
const swingChangeCost = 5;
/** At this beat length the costs of the table are as they stand; longer beats are cut more readily, seconds. */
const plainBeatSeconds = 0.55;
/** Notes faster than this are rare on any instrument, seconds. */
const fastestUnitSeconds = 0.075;

interface State {
	readonly division: Division;
	readonly isSwung: boolean;
	/** The last onset of the beat is written on the next one. */
	readonly carries: boolean;
}

interface Node {
	readonly cost: number;
	readonly from: number;
	readonly placing: Placing;
}

/**
 * How each beat is cut and where its onsets stand: a Viterbi search over divisions, swing, and whether a beat's last onset
 * belongs to the next. Costs: timing, complexity, and change from one beat to the next.
 * @param groups onsets by the beat they begin in, one list for each of the `beatsSeconds.length - 1` beats
 * @param swingMiddle where the off-beat sounds when swung, 0.5 to 0.75; null where nothing swings
 * @param allSwung it is known that every beat swings
 */
export function divideBeats(
	beatsSeconds: readonly number[],
	groups: readonly (readonly OnsetGroup[])[],
	isCompound: boolean,
	swingMiddle: number | null,
	options: QuantiseOptions,
	allSwung = false
): DividedBeat[] {
	const feels = allSwung ? [true] : swingMiddle !== null && !isCompound ? [false, true] : [false];
	const states = toStates(isCompound, feels, options);
	const columns: (Node | null)[][] = [];
	groups.forEach((beatGroups, beat) => {
		const startSeconds = beatsSeconds[beat] ?? 0;
		const endSeconds = beatsSeconds[beat + 1] ?? startSeconds;
		const length = endSeconds - startSeconds;
		const strength = options.strength ?? 0.5;
		const terms = {
			spreadSeconds: Math.hypot(leastSpreadSeconds, spreadOfBeat * length) * (0.5 + strength),
			plainness:
				Math.min(1.4, Math.max(0.6, Math.sqrt((isCompound ? 1.5 : 1) * (plainBeatSeconds / length)))) * (0.4 + 1.2 * strength)
		};
		const previous = columns.at(-1);
		const carried = groups[beat - 1]?.at(-1)?.seconds ?? null;
		const placed = new Map<string, readonly [Placing | null, Placing | null]>();
		const placingOf = ({ division, isSwung, carries }: State, isCarried: boolean): Placing | null => {
			const middle = isSwung ? (swingMiddle ?? 0.5) : 0.5;
			const key = `${division.parts} ${isSwung && division.family === 'duple'} ${isCarried}`;
			let both = placed.get(key);
			if (both === undefined) {
				const onsets = { startSeconds, endSeconds, groups: beatGroups };
				both = placeOnsets(onsets, division, isCarried ? carried : null, { ...terms, middle });
				placed.set(key, both);
			}
			return both[carries ? 1 : 0];
		};
		columns.push(
			states.map((state) => {
				const { division, isSwung } = state;
				const unitSeconds = length / division.parts;
				const haste = unitSeconds < fastestUnitSeconds ? 3 * Math.log(fastestUnitSeconds / unitSeconds) : 0;
				const own = beatGroups.length === 0 ? 0 : terms.plainness * division.cost + haste;
				if (previous === undefined) {
					const placing = placingOf(state, false);
					return placing && { cost: placing.cost + own, from: -1, placing };
				}
				let best: Node | null = null;
				states.forEach((before, from) => {
					const node = previous[from];
					if (node === null || node === undefined) return;
					const change =
						terms.plainness * changeCost(before.division, division) + (before.isSwung === isSwung ? 0 : swingChangeCost);
					const base = node.cost + own + change;
					if (base >= (best?.cost ?? Infinity)) return;
					const placing = placingOf(state, before.carries);
					if (placing !== null && base + placing.cost < (best?.cost ?? Infinity))
						best = { cost: base + placing.cost, from, placing };
				});
				return best;
			})
		);
	});
	return traceBack(columns, states);
}

const isOfFeel = (family: Division['family'], feel: Feel): boolean =>
	family === 'whole' || feel === 'auto' || (family === 'triple') === (feel === 'triplets');

function toStates(
	isCompound: boolean,
	feels: readonly boolean[],
	{ finestDivision = 8, hasTriplets = true, feel = 'auto' }: QuantiseOptions
): State[] {
	const finest = isCompound ? Math.max(3, finestDivision * 1.5) : Math.max(1, finestDivision);
	const divisions = (isCompound ? compoundDivisions : simpleDivisions).filter(
		({ parts, family }) => parts <= finest && (isCompound || (isOfFeel(family, feel) && (hasTriplets || family !== 'triple')))
	);
	return feels.flatMap((isSwung) =>
		divisions.flatMap((division) => [false, true].map((carries) => ({ division, isSwung, carries })))
	);
}

function traceBack(columns: readonly (readonly (Node | null)[])[], states: readonly State[]): DividedBeat[] {
	const beats: DividedBeat[] = [];
	let at = -1;
	columns.at(-1)?.forEach((node, index) => {
		// The last beat may carry its last onset too: no beat follows it that could take it, so it stands at the end.
		if (node !== null && node.cost < (columns.at(-1)?.[at]?.cost ?? Infinity)) at = index;
	});
	for (let beat = columns.length - 1; beat >= 0; beat--) {
		const node = columns[beat]?.[at];
		const state = states[at];
		if (node === null || node === undefined || state === undefined)
			throw new RangeError('Every beat can be written in some division.');
		beats.unshift({ parts: state.division.parts, isSwung: state.isSwung, places: node.placing.places });
		at = node.from;
	}
	return beats;
}
