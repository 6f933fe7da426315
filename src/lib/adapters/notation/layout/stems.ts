import { staffStep } from '$core/pitch/index.ts';
import type { Clef } from '$core/score/index.ts';
import type { WrittenEvent } from '$core/score/notate/index.ts';
import { middleSteps } from './middle-steps.ts';

/**
 * Whether the stem of each event points up where a voice has its staff to itself: away from the middle line, by the head that is farthest
 * from it; notes of a beam together. Drums all point up.
 */
export function stemsUp(events: readonly WrittenEvent[], clef: Clef): boolean[] {
	if (clef === 'percussion') return events.map(() => true);
	const reaches = new Map<number | WrittenEvent, { low: number; high: number }>();
	const groupOf = (event: WrittenEvent): number | WrittenEvent => event.beam ?? event;
	for (const event of events) {
		const reach = reaches.get(groupOf(event)) ?? { low: Infinity, high: -Infinity };
		for (const { spelling } of event.notes) {
			const step = staffStep(spelling) - middleSteps[clef];
			reach.low = Math.min(reach.low, step);
			reach.high = Math.max(reach.high, step);
		}
		reaches.set(groupOf(event), reach);
	}
	return events.map((event) => {
		const { low, high } = reaches.get(groupOf(event)) ?? { low: 0, high: 0 };
		return high < low || low + high < 0;
	});
}
