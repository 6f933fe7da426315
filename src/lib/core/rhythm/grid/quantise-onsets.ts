import type { EvidenceNote, QuantiseOptions } from '../evidence-note.ts';
import { lineTickAt, type BeatLine } from '../beat-line.ts';
import { countUpTo } from '../../order/index.ts';
import { divideBeats, type DividedBeat } from './divide-beats.ts';
import { toOnsetGroups, type OnsetGroup } from './onset-groups.ts';
import { swingMiddle, swungStretches, type SwungBeats } from './swing.ts';

/** A note whose beginning is written; its length is still as played. */
export interface PlacedNote {
	readonly evidence: EvidenceNote;
	/** From the first beat of the line. */
	readonly tick: number;
	/** As it sounded, not rounded. */
	readonly playedTicks: number;
	readonly isGrace: boolean;
}

export interface PlacedNotes {
	/** By tick, grace notes before what they lead to, then by pitch. */
	readonly notes: readonly PlacedNote[];
	/** Length of the smallest part of each beat, ticks. */
	readonly unitTicks: readonly number[];
	readonly swings: readonly SwungBeats[];
	/** Where swung off-beats sound, as a share of the beat; null when nothing swings. */
	readonly swingMiddle: number | null;
}

/**
 * Beginnings of notes on a grid that follows the beats; see `divideBeats`.
 * @param knownMiddle where off-beats sound, as a share of the beat, when all of it is known to swing
 */
export function quantiseOnsets(
	notes: readonly EvidenceNote[],
	line: BeatLine,
	options: QuantiseOptions,
	knownMiddle: number | null = null
): PlacedNotes {
	const { beatsSeconds, isCompound } = line;
	const groups: OnsetGroup[][] = Array.from({ length: Math.max(0, beatsSeconds.length - 1) }, () => []);
	for (const group of toOnsetGroups(notes)) {
		const beat = Math.min(groups.length - 1, Math.max(0, countUpTo(beatsSeconds, group.seconds) - 1));
		groups[beat]?.push(group);
	}
	const isEven = isCompound || options.feel === 'straight' || options.feel === 'triplets';
	let middle = isEven ? null : (knownMiddle ?? swingMiddle(beatsSeconds, groups));
	let beats = divideBeats(beatsSeconds, groups, isCompound, middle, options, middle !== null && knownMiddle !== null);
	const swings = swungStretches(beats);
	if (middle !== null && knownMiddle === null && swings.length === 0) {
		middle = null;
		beats = divideBeats(beatsSeconds, groups, isCompound, null, options);
	}
	return {
		notes: placeNotes(line, groups, beats),
		unitTicks: beats.map(({ parts }) => line.beatTicks / parts),
		swings,
		swingMiddle: middle
	};
}

function placeNotes(line: BeatLine, groups: readonly (readonly OnsetGroup[])[], beats: readonly DividedBeat[]): PlacedNote[] {
	const placed: PlacedNote[] = [];
	let waiting: OnsetGroup[] = [];
	const place = (group: OnsetGroup, tick: number, isGrace: boolean): void => {
		for (const evidence of group.notes) {
			const played = lineTickAt(line, evidence.offsetSeconds) - lineTickAt(line, evidence.onsetSeconds);
			placed.push({ evidence, tick, playedTicks: Math.max(1, played), isGrace });
		}
	};
	groups.forEach((beatGroups, beat) => {
		beatGroups.forEach((group, index) => {
			const at = beats[beat]?.places[index] ?? 0;
			if (at === 'grace') {
				waiting.push(group);
				return;
			}
			const tick = beat * line.beatTicks + (at * line.beatTicks) / (beats[beat]?.parts ?? 1);
			for (const grace of waiting) place(grace, tick, true);
			waiting = [];
			place(group, tick, false);
		});
	});
	placed.sort(
		(a, b) =>
			a.tick - b.tick ||
			Number(b.isGrace) - Number(a.isGrace) ||
			(a.isGrace ? a.evidence.onsetSeconds - b.evidence.onsetSeconds : 0) ||
			a.evidence.pitchMidi - b.evidence.pitchMidi
	);
	return joinRestruck(placed);
}

/** A key struck twice within one place of the grid is written once, for as long as the two sound together. */
function joinRestruck(notes: readonly PlacedNote[]): PlacedNote[] {
	const kept: PlacedNote[] = [];
	for (const note of notes) {
		const last = kept.at(-1);
		const isSame =
			last !== undefined && !last.isGrace && last.tick === note.tick && last.evidence.pitchMidi === note.evidence.pitchMidi;
		if (isSame) kept[kept.length - 1] = { ...last, playedTicks: Math.max(last.playedTicks, note.playedTicks) };
		else kept.push(note);
	}
	return kept;
}
