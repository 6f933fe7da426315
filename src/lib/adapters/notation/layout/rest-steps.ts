import { staffStep } from '$core/pitch/index.ts';
import type { ValueType, WrittenBar, WrittenEvent, WrittenVoice } from '$core/score/notate/index.ts';
import { middleSteps } from './middle-steps.ts';

/** Where rests of a voice stand that shares its staff, without notes in the way: steps from the middle line. */
const usualSteps = 4;
/** How far rests reach from their middle, steps. */
const reachSteps: Readonly<Record<ValueType, readonly [up: number, down: number]>> = {
	whole: [1, 1],
	half: [1, 1],
	quarter: [3, 3],
	eighth: [2, 2],
	'16th': [2, 4],
	'32nd': [4, 4],
	'64th': [4, 6],
	'128th': [6, 6]
};
/** A head's own half, and air. */
const headSteps = 2;
const furthestSteps = 12;

/**
 * How far above the middle line each rest of a voice is written, in steps: out of the way of the notes that other voices of its staff begin
 * at its tick, on a line as rests are.
 * @param isUp whether the voice has its stems up, and its rests above the others
 */
export function restSteps(event: WrittenEvent, voice: WrittenVoice, { voices, clef }: WrittenBar, isUp: boolean): number {
	const others = voices
		.filter((other) => other !== voice)
		.flatMap(({ events }) => events.filter(({ tick }) => tick === event.tick));
	const steps = others.flatMap(({ notes }) => notes.map(({ spelling }) => staffStep(spelling) - middleSteps[clef]));
	const [up, down] = reachSteps[event.value.type];
	const wanted = isUp
		? Math.max(usualSteps, ...steps.map((step) => step + headSteps + down))
		: Math.min(-usualSteps, ...steps.map((step) => step - headSteps - up));
	const onLine = isUp ? 2 * Math.ceil(wanted / 2) : 2 * Math.floor(wanted / 2);
	return Math.max(-furthestSteps, Math.min(furthestSteps, onLine));
}

/** How far a rest reaches above and below the middle line, steps. */
export function restReach(event: WrittenEvent, steps: number): readonly [top: number, bottom: number] {
	const [up, down] = reachSteps[event.value.type];
	return [steps + up, steps - down];
}
