import { z } from 'zod';
import type { CountIn } from '$contracts/player.ts';
import { clicksOfBeats, clickVoices, type Click } from '$core/playback/index.ts';
import { beatPositionAt, secondsAtBeat, type BeatGrid } from '$core/time/index.ts';

export const metronomeSchema = z.object({
	isOn: z.boolean().catch(false),
	voice: z.enum(clickVoices).catch('click'),
	/** 0 to 1. */
	level: z.number().min(0).max(1).catch(0.7),
	/** Into how many each beat is divided; 1 for none. */
	parts: z.number().int().min(1).max(4).catch(1),
	/** Whether the first beat of a bar is told apart. */
	accents: z.boolean().catch(true),
	/** Bars counted before the music. */
	countInBars: z.number().int().min(0).max(2).catch(0),
	/** Bars counted before the music that starts with a take: one has the hands on the keys or the strings first. */
	takeCountInBars: z.number().int().min(0).max(2).catch(1)
});
export type Metronome = z.infer<typeof metronomeSchema>;

export const usualMetronome: Metronome = metronomeSchema.parse({});

/** What is clicked along a song: its own beats; nothing while it is off. */
export function toClicks({ isOn, parts, accents }: Metronome, grid: BeatGrid): readonly Click[] {
	if (!isOn) return [];
	const downbeats = new Set(grid.downbeats);
	return clicksOfBeats(grid.beatsSeconds, (index) => downbeats.has(index), { parts, accents });
}

/**
 * The beats before a place in the song: whole bars, and where it lies within a bar the beats of that bar before it, so that the music
 * comes in where the counting leads. Null where nothing is counted or no beat is known.
 * @param countInBars 0 for none
 * @param speed the share of its own speed at which the song is played
 */
export function countInAt(countInBars: number, grid: BeatGrid, atSeconds: number, speed: number): CountIn | null {
	const place = beatPositionAt(grid, atSeconds);
	if (countInBars === 0 || !Number.isFinite(place)) return null;
	const beat = Math.max(0, Math.round(place));
	const beatSeconds = (secondsAtBeat(grid, beat + 1) - secondsAtBeat(grid, beat)) / speed;
	const isHuman = beatSeconds > 0.1 && beatSeconds < 8;
	if (!isHuman) return null;
	const { barBeats, intoBar } = barAt(grid, beat);
	const count = countInBars * barBeats + intoBar;
	const beats = Array.from({ length: count }, (_, i) => (i % barBeats === 0 ? ('accent' as const) : ('beat' as const)));
	return { beats, beatSeconds };
}

/** How many beats the bar at a beat has, and how many of them lie before it. A pickup counts as the end of a bar. */
function barAt({ beatsSeconds, downbeats }: BeatGrid, beat: number): { readonly barBeats: number; readonly intoBar: number } {
	const next = downbeats.findIndex((at) => at > beat);
	const at = next === -1 ? downbeats.length - 1 : next - 1;
	const [start, end] = [downbeats[at], downbeats[at + 1]];
	const usual = usualBarBeats(downbeats, beatsSeconds.length);
	if (start === undefined) {
		const first = downbeats[0];
		return first === undefined ? { barBeats: usual, intoBar: 0 } : { barBeats: usual, intoBar: mod(beat - first, usual) };
	}
	const barBeats = end === undefined ? usual : end - start;
	return { barBeats, intoBar: mod(beat - start, barBeats) };
}

/** The commonest distance of bars; 4 where none is known. */
function usualBarBeats(downbeats: readonly number[], beatCount: number): number {
	const counts = new Map<number, number>();
	for (let i = 1; i < downbeats.length; i++) {
		const beats = (downbeats[i] ?? 0) - (downbeats[i - 1] ?? 0);
		counts.set(beats, (counts.get(beats) ?? 0) + 1);
	}
	const [commonest] = [...counts].sort((a, b) => b[1] - a[1]);
	return commonest?.[0] ?? (beatCount > 0 && downbeats.length === 1 ? Math.min(4, beatCount) : 4);
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;
