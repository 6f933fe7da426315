import { staffStep } from '$core/pitch/index.ts';
import type { WrittenBar, WrittenVoice } from '$core/score/notate/index.ts';
import { restReach, restSteps } from './rest-steps.ts';
import { middleSteps } from './middle-steps.ts';
import { stemsUp } from './stems.ts';

export interface StaffRoom {
	/** Pixels at zoom 1 that signs reach above the top line. */
	readonly abovePx: number;
	/** And below the bottom line. */
	readonly belowPx: number;
}

/** Signs that stand above the staff wherever the stem is. */
const alwaysAbove: ReadonlySet<string> = new Set(['fermata', 'marcato', 'trill', 'mordent', 'turn']);

const stemPx = 36;
/** A slope makes some of the stems of a beam longer. */
const beamSlopePx = 10;
const stepPx = 5;

/** How far the music of bars reaches out of a staff of five lines. */
export function staffRoom(bars: readonly WrittenBar[]): StaffRoom {
	let abovePx = 12;
	let belowPx = 12;
	for (const bar of bars) {
		const reach = barReaches.get(bar) ?? barReach(bar);
		barReaches.set(bar, reach);
		abovePx = Math.max(abovePx, reach.abovePx);
		belowPx = Math.max(belowPx, reach.belowPx);
	}
	return { abovePx, belowPx };
}

const barReaches = new WeakMap<WrittenBar, StaffRoom>();

function barReach(bar: WrittenBar): StaffRoom {
	const reaches = bar.voices.map((voice) => voiceReach(voice, bar));
	return {
		abovePx: Math.max(0, ...reaches.map(({ abovePx }) => abovePx)),
		belowPx: Math.max(0, ...reaches.map(({ belowPx }) => belowPx))
	};
}

function voiceReach(written: WrittenVoice, bar: WrittenBar): StaffRoom {
	const { events, voice, tuplets } = written;
	const { clef } = bar;
	const isShared = bar.voices.length > 1;
	const middle = middleSteps[clef];
	let [abovePx, belowPx] = [0, 0];
	const areUp = isShared ? events.map(() => voice % 2 === 0) : stemsUp(events, clef);
	for (const [at, event] of events.entries()) {
		const { notes, graces, beam } = event;
		if (isShared && notes.length === 0 && !event.isBarRest) {
			const [top, bottom] = restReach(event, restSteps(event, written, bar, voice % 2 === 0));
			abovePx = Math.max(abovePx, (top - 4) * stepPx);
			belowPx = Math.max(belowPx, (-bottom - 4) * stepPx);
		}
		const [steps, graceSteps] = [notes, graces.flat()].map((heads) => heads.map(({ spelling }) => staffStep(spelling) - middle));
		if (steps === undefined || steps.length === 0) continue;
		const [low, high] = [Math.min(...steps), Math.max(...steps, ...(graceSteps ?? []))];
		const isUp = areUp[at] === true;
		const marks = new Set(notes.flatMap(({ note }) => note.articulations ?? []));
		const above = [...marks].some((mark) => alwaysAbove.has(mark));
		const beside = marks.size > 0 && isUp !== isShared ? 'below' : 'above';
		const stem = stemPx + (beam === null ? 0 : beamSlopePx);
		abovePx = Math.max(
			abovePx,
			(high - 4) * stepPx + (isUp ? stem : 8) + (above ? 26 : marks.size > 0 && beside === 'above' ? 16 : 0)
		);
		belowPx = Math.max(belowPx, (-low - 4) * stepPx + (isUp ? 8 : stem) + (marks.size > 0 && beside === 'below' ? 16 : 0));
	}
	return tuplets.length === 0 ? { abovePx, belowPx } : { abovePx: abovePx + 20, belowPx: belowPx + 20 };
}
