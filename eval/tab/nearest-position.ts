import type { FingeredNote, FingerNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import type { Fretboard } from '../../src/lib/core/score/index.ts';

interface Way {
	/** By note of the chord. */
	readonly places: readonly { readonly string: number; readonly fret: number }[];
	readonly fret: number;
	readonly own: number;
}
interface Step {
	readonly way: Way;
	readonly chord: readonly FingerNote[];
	readonly cost: number;
	readonly before: Step | null;
}
const mostWays = 64;

/**
 * The peer: a shortest path over fret distance and low frets from pitches alone, as simple tab writers do it. It knows one note a
 * string, and neither fingers, spans, time nor what rings.
 */
export function nearestPosition(notes: readonly FingerNote[], fretboard: Fretboard): FingeredNote[] {
	const found = new Map<FingerNote, FingeredNote>(
		notes.map((note) => [note, { noteId: note.id, isPlayed: false, reason: 'noString' }])
	);
	const chords = new Map<number, FingerNote[]>();
	for (const note of [...notes].sort((a, b) => a.onsetTick - b.onsetTick))
		chords.set(note.onsetTick, [...(chords.get(note.onsetTick) ?? []), note]);
	let steps: Step[] = [];
	for (const chord of chords.values()) {
		const ways = waysOf(chord, fretboard);
		if (ways.length === 0) continue;
		steps = ways.map((way) => {
			let [before, cost]: [Step | null, number] = [null, steps.length === 0 ? 0 : Infinity];
			for (const step of steps) {
				const total = step.cost + Math.abs(step.way.fret - way.fret);
				if (total < cost) [before, cost] = [step, total];
			}
			return { way, chord, before, cost: cost + way.own };
		});
	}
	let step: Step | null = steps.toSorted((a, b) => a.cost - b.cost)[0] ?? null;
	for (; step !== null; step = step.before)
		for (const [at, note] of step.chord.entries()) {
			const place = step.way.places[at];
			if (place !== undefined) found.set(note, { noteId: note.id, isPlayed: true, ...place, isCutShort: true });
		}
	return notes.flatMap((note) => found.get(note) ?? []);
}

function waysOf(chord: readonly FingerNote[], { openMidi, capoFret, fretCount }: Fretboard): Way[] {
	let ways: { string: number; fret: number }[][] = [[]];
	for (const { pitchMidi } of chord) {
		const places = openMidi.flatMap((open, at) => {
			const fret = pitchMidi - open - capoFret;
			return fret >= 0 && fret + capoFret <= fretCount ? [{ string: at + 1, fret }] : [];
		});
		ways = ways.flatMap((way) =>
			places.filter(({ string }) => way.every((each) => each.string !== string)).map((place) => [...way, place])
		);
		ways = ways.sort((a, b) => spanOf(a) - spanOf(b)).slice(0, mostWays);
	}
	return ways.map((places) => {
		const fret = places.reduce((sum, each) => sum + each.fret, 0) / places.length;
		return { places, fret, own: spanOf(places) + 0.1 * fret };
	});
}

function spanOf(places: readonly { readonly fret: number }[]): number {
	const pressed = places.filter(({ fret }) => fret > 0).map(({ fret }) => fret);
	return pressed.length === 0 ? 0 : Math.max(...pressed) - Math.min(...pressed);
}
