import { medianBeatSeconds, toBars } from '../time/index.ts';
import type { SongAnalysis } from './analysis.ts';
import { withBeatEdits } from './beat-edits.ts';
import type { Corrections } from './corrections.ts';
import type { EffectiveAnalysis, EffectiveSection, Judged } from './effective-analysis.ts';
import { layBars } from './lay-bars.ts';
import { layChords, snapToBeat } from './lay-chords.ts';
import { beatsUnderTempo, toMarkedBeats } from './marked-beats.ts';

/** Corrections that change nothing. */
export function noCorrections(songId: string): Corrections {
	return { schemaVersion: 1, songId, revision: 0, beatEdits: [], chordEdits: [], sectionNames: [] };
}

/**
 * The user's word laid over what was heard; neither is changed. Whatever depends on a correction follows it: bars on
 * beats, the tempo on edited beats, chord changes on beats that moved. Corrections that no longer fit are left out.
 */
export function applyCorrections(analysis: SongAnalysis, corrections: Corrections): EffectiveAnalysis {
	const { durationSeconds, rhythm, harmony } = analysis;
	const under = beatsUnderTempo(toMarkedBeats(rhythm), corrections, durationSeconds);
	const { beats, lost } = withBeatEdits(under, corrections.beatEdits, durationSeconds);
	const grid = layBars(beats, rhythm.meter?.beatsPerBar ?? null, corrections);
	const areBeatsYours =
		corrections.steadyBpm !== undefined || corrections.tempoFactor !== undefined || corrections.beatEdits.length > lost;
	const key = effectiveKey(analysis, corrections);
	return {
		durationSeconds,
		tuning: judged(harmony.tuning && { value: harmony.tuning.cents, ...harmony.tuning }, corrections.tuningCents),
		key,
		tempo: effectiveTempo(analysis, corrections, grid.beatsSeconds, corrections.beatEdits.length > lost),
		meter: effectiveMeter(analysis, corrections, beats.length),
		firstDownbeat: effectiveFirstDownbeat(analysis, corrections, grid.beatsSeconds, grid.downbeats),
		grid,
		bars: toBars(barsFrom(grid, corrections), durationSeconds),
		beatsConfidence: rhythm.confidence,
		areBeatsYours,
		lostBeatEdits: lost,
		steadiness: corrections.steadyBpm === undefined ? rhythm.steadiness : 'steady',
		keySpans:
			corrections.key === undefined
				? harmony.keySpans
				: [{ ...corrections.key, confidence: 1, startSeconds: 0, endSeconds: durationSeconds }],
		chords: layChords(
			harmony.chords,
			corrections.chordEdits,
			areBeatsYours ? (seconds) => snapToBeat(grid.beatsSeconds, seconds) : (seconds) => seconds
		),
		sections: effectiveSections(analysis, corrections)
	};
}

/** Where the user set bar 1, everything before it is a pickup, however long. */
function barsFrom(
	grid: { readonly beatsSeconds: readonly number[]; readonly downbeats: readonly number[] },
	{ firstDownbeatSeconds }: Corrections
): typeof grid {
	if (firstDownbeatSeconds === undefined) return grid;
	const least = firstDownbeatSeconds - medianBeatSeconds(grid.beatsSeconds) / 2;
	return { ...grid, downbeats: grid.downbeats.filter((at) => !((grid.beatsSeconds[at] ?? 0) < least)) };
}

interface Reading<Value> {
	readonly value: Value;
	readonly confidence: number | null;
	readonly runnerUp?: { readonly value: Value; readonly confidence: number | null } | undefined;
}

function judged<Value>(heard: Reading<Value> | null, own: Value | undefined): Judged<Value> | null {
	if (own !== undefined) return { value: own, confidence: 1, isYours: true, heard: heard?.value ?? null };
	if (heard === null) return null;
	return {
		value: heard.value,
		confidence: heard.confidence,
		isYours: false,
		heard: heard.value,
		...(heard.runnerUp === undefined ? {} : { runnerUp: heard.runnerUp })
	};
}

function effectiveKey({ harmony }: SongAnalysis, { key }: Corrections): EffectiveAnalysis['key'] {
	const [best, second] = harmony.keys.map(({ tonic, mode, confidence }) => ({ value: { tonic, mode }, confidence }));
	return judged(best === undefined ? null : { ...best, runnerUp: second }, key);
}

function effectiveTempo(
	{ rhythm: { tempo } }: SongAnalysis,
	{ steadyBpm, tempoFactor }: Corrections,
	beatsSeconds: readonly number[],
	areBeatsEdited: boolean
): EffectiveAnalysis['tempo'] {
	const median = 60 / medianBeatSeconds(beatsSeconds);
	const runnerUp = tempo?.runnerUp && { value: tempo.runnerUp.bpm, confidence: tempo.runnerUp.confidence };
	const heard = tempo === null ? null : { value: tempo.bpm, confidence: tempo.confidence, runnerUp };
	if (steadyBpm !== undefined) return judged(heard, steadyBpm);
	if (tempo !== null && tempoFactor !== undefined) return judged(heard, areBeatsEdited ? median : tempo.bpm * tempoFactor);
	if (areBeatsEdited && Number.isFinite(median))
		return heard === null ? judged(heard, median) : judged({ ...heard, value: median }, undefined);
	return judged(heard, undefined);
}

function effectiveMeter(
	{ rhythm: { meter } }: SongAnalysis,
	{ beatsPerBar }: Corrections,
	beatCount: number
): EffectiveAnalysis['meter'] {
	const runnerUp = meter?.runnerUp && { value: meter.runnerUp.beatsPerBar, confidence: meter.runnerUp.confidence };
	const reading = judged(meter && { value: meter.beatsPerBar, confidence: meter.confidence, runnerUp }, beatsPerBar);
	if (reading !== null) return { ...reading, division: meter?.division ?? 2 };
	// Beats that the user laid out are counted in fours until the user says otherwise.
	return beatCount > 0 ? { value: 4, confidence: null, isYours: false, heard: null, division: 2 } : null;
}

/** The phase most often taken for the right one is half a bar on, or a beat where the bar has no half. */
function effectiveFirstDownbeat(
	{ rhythm }: SongAnalysis,
	{ firstDownbeatSeconds, beatsPerBar }: Corrections,
	beatsSeconds: readonly number[],
	downbeats: readonly number[]
): EffectiveAnalysis['firstDownbeat'] {
	const first = downbeats[0];
	const length = beatsPerBar ?? rhythm.meter?.beatsPerBar ?? 4;
	const other = first === undefined ? undefined : beatsSeconds[first + (length % 2 === 0 ? length / 2 : 1)];
	const seconds = first === undefined ? undefined : beatsSeconds[first];
	const confidence = rhythm.meter === null ? null : Math.min(rhythm.confidence, rhythm.meter.confidence);
	const runnerUp = other === undefined ? undefined : { value: other, confidence: null };
	return judged(seconds === undefined ? null : { value: seconds, confidence, runnerUp }, firstDownbeatSeconds);
}

function effectiveSections({ sections }: SongAnalysis, { sectionNames }: Corrections): readonly EffectiveSection[] {
	return sections.map((section) => {
		const named = sectionNames.findLast(
			({ startSeconds }) => startSeconds >= section.startSeconds - 1e-3 && startSeconds < section.endSeconds - 1e-3
		);
		return named === undefined || named.name === '' ? section : { ...section, name: named.name };
	});
}
