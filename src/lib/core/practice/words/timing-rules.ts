import { median } from '../align/clock.ts';
import type { ExpectedPiece } from '../expected/expected-note.ts';
import { rhythmName } from '../figures/rhythm-name.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { Draft } from './advice.ts';
import { barsPhrase, msPhrase, percentPhrase, slowerThan, timePhrase, toStretches } from './phrases.ts';

/** What rhythms are called in a sentence. */
const rhythmWords: Readonly<Record<string, string>> = {
	sixteenths: 'sixteenths',
	triplets: 'triplets',
	eighths: 'eighths',
	offBeats: 'off-beats',
	syncopations: 'syncopations',
	beats: 'notes on the beat',
	longNotes: 'long notes',
	fineDivisions: 'short notes'
};
/** The eighths are those on the beat and those between. */
const sameWord: Readonly<Record<string, string>> = { offBeats: 'eighths' };

/** A tendency is told when it is this large, ms and share of the tolerance, in so many notes; what is further off is elsewhere, not rushed. */
const tendency = { leastMs: 18, mostMs: 400, share: 0.3, notes: 4, weight: 2 };
/** Bars in which notes of a kind are gathered when one bar has few. */
const windowBars = 4;

interface TimedNote {
	readonly bar: number;
	readonly ms: number;
}

/** Rushing and dragging: of a rhythm in some bars first, of the whole where all of it is. */
export function timingRules(piece: ExpectedPiece, judgement: TakeJudgement): Draft[] {
	const { figures, strictness, context } = judgement;
	if (figures === null) return [];
	const ownTime = ownTimeDraft(judgement);
	if (ownTime !== null) return [ownTime];
	const least = Math.max(tendency.leastMs, tendency.share * strictness.toleranceMs);
	const drafts: Draft[] = [];
	const whole = figures.whole.timingMs ?? 0;
	const isShifted = context.mode === 'song' && Math.abs(whole) >= Math.max(25, least) && isAllShifted(judgement, whole);
	const base = isShifted ? whole : 0;
	if (isShifted) {
		const side = whole > 0 ? 'behind' : 'ahead of';
		drafts.push({
			claim: whole > 0 ? 'late' : 'early',
			text: `You play about ${timePhrase(whole)} ${side} the song from beginning to end; ${shiftHelp(whole)}.`,
			bars: figures.bars.map(({ bar }) => bar),
			weight: figures.whole.expected * Math.min(1, Math.abs(whole) / strictness.toleranceMs) * 0.5
		});
	}
	for (const [name, notes] of byRhythm(piece, judgement.notes)) {
		const shifted = notes.map(({ bar, ms }) => ({ bar, ms: ms - base }));
		for (const side of [-1, 1]) {
			for (const bars of toStretches(tendencyBars(shifted, side, least), 3)) {
				const own = shifted.filter(({ bar }) => bar >= (bars[0] ?? 0) && bar <= (bars.at(-1) ?? 0));
				const ms = median(own.map((note) => note.ms));
				if (own.length < tendency.notes || Math.sign(ms) !== side || Math.abs(ms) < least || Math.abs(ms) > tendency.mostMs)
					continue;
				const draft = tendencyDraft(piece, name, bars, ms, own.length, judgement);
				if (draft.weight >= tendency.weight) drafts.push(draft);
			}
		}
	}
	return drafts;
}

/** Another tempo than the song's by this share, in most bars, is no matter of single notes. */
const ownTime = { share: 0.025, barShare: 0.5, bars: 0.75 };

/** Who plays along with the song but steadily faster or slower is told that, and nothing of the notes that come early or late by it. */
function ownTimeDraft({ figures, context }: TakeJudgement): Draft | null {
	const tempo = figures?.tempo ?? null;
	if (figures === null || tempo === null || context.mode !== 'song') return null;
	const off = tempo.ratio - 1;
	const told = figures.bars.filter(({ tempoRatio }) => tempoRatio !== null);
	const alike = told.filter(({ tempoRatio }) => Math.sign(off) * ((tempoRatio ?? 1) - 1) >= ownTime.barShare * Math.abs(off));
	if (Math.abs(off) < ownTime.share || alike.length < ownTime.bars * told.length) return null;
	const bars = told.map(({ bar }) => bar);
	return {
		claim: off > 0 ? 'faster' : 'slower',
		text: `You play ${percentPhrase(Math.abs(off))} ${off > 0 ? 'faster' : 'slower'} than the song all the way; listen for its beat and let it lead, or play without it, where your own tempo counts.`,
		bars,
		weight: figures.whole.expected,
		exercise: { fromBar: bars[0] ?? 0, toBar: bars.at(-1) ?? 0, speed: context.speed, click: 'beats' }
	};
}

/** Whether the beginning and the end are as far off as the middle: after a leap only the end is. */
function isAllShifted({ notes }: TakeJudgement, wholeMs: number): boolean {
	const timed = notes.flatMap(({ timingMs }) => timingMs ?? []);
	const third = Math.ceil(timed.length / 3);
	return [timed.slice(0, third), timed.slice(-third)].every(
		(some) => Math.sign(wholeMs) * median(some) >= 0.5 * Math.abs(wholeMs)
	);
}

/** No device is so slow, ms. */
const mostDelayMs = 400;
const shiftHelp = (ms: number): string =>
	Math.abs(ms) > mostDelayMs ? 'come in with the count-in' : "if it felt together to you, measure your device's delay once more";

function tendencyDraft(
	piece: ExpectedPiece,
	name: string,
	bars: readonly number[],
	ms: number,
	count: number,
	judgement: TakeJudgement
): Draft {
	const speed = slowerThan(judgement);
	const isFine = name !== 'beats' && name !== 'longNotes';
	const click = isFine ? 'subdivisions' : 'beats';
	const verb = ms < 0 ? 'You rush the' : 'You come late with the';
	const help = isFine ? 'with the subdivision click' : 'with the metronome on every beat';
	return {
		claim: ms < 0 ? 'early' : 'late',
		text: `${verb} ${rhythmWords[name] ?? 'notes'} in ${barsPhrase(piece, bars)}, by ${msPhrase(ms)}; try ${percentPhrase(speed)} ${help}.`,
		bars,
		weight: count * Math.min(2, Math.abs(ms) / judgement.strictness.toleranceMs),
		exercise: { fromBar: bars[0] ?? 0, toBar: bars.at(-1) ?? 0, speed, click }
	};
}

function byRhythm(piece: ExpectedPiece, verdicts: readonly NoteVerdict[]): Map<string, TimedNote[]> {
	const expected = new Map(piece.notes.map((note) => [note.id, note]));
	const byName = new Map<string, TimedNote[]>();
	for (const { kind, expectedId, timing, timingMs, bar } of verdicts) {
		const note = expected.get(expectedId ?? '');
		if (kind !== 'right' || timing === undefined || timingMs === undefined || note === undefined) continue;
		const rhythm = rhythmName(note);
		const name = sameWord[rhythm] ?? rhythm;
		const own = byName.get(name);
		if (own === undefined) byName.set(name, [{ bar, ms: timingMs }]);
		else own.push({ bar, ms: timingMs });
	}
	return byName;
}

/** Bars around which most notes lean to one side. */
function tendencyBars(notes: readonly TimedNote[], side: number, least: number): number[] {
	return [...new Set(notes.map(({ bar }) => bar))].filter((bar) => {
		const own = notes.filter((note) => note.bar === bar);
		const around = notes.filter((note) => Math.abs(note.bar - bar) < windowBars / 2);
		const leans = (some: readonly TimedNote[]): boolean => side * median(some.map(({ ms }) => ms)) >= least;
		return around.length >= tendency.notes && leans(around) && leans(own);
	});
}

/** A change of the tempo worth a sentence: this share from the first bars to the last. */
const driftShare = 0.06;
const fewBars = 8;

/** Getting faster or slowerThan, where the player keeps the time. */
export function driftRules(piece: ExpectedPiece, { figures, context }: TakeJudgement): Draft[] {
	if (figures?.tempo === null || figures === null || context.mode === 'song') return [];
	const told = figures.bars.filter(({ tempoRatio }) => tempoRatio !== null);
	if (told.length < fewBars) return [];
	const third = Math.max(2, Math.floor(told.length / 3));
	const ratio = (bars: typeof told): number => median(bars.map(({ tempoRatio }) => tempoRatio ?? 1));
	const change = ratio(told.slice(-third)) / ratio(told.slice(0, third)) - 1;
	if (Math.abs(change) < driftShare || Math.sign(change) !== Math.sign(figures.tempo.driftPerMinute)) return [];
	const bars = told.map(({ bar }) => bar);
	const [first = 0, last = 0] = [bars[0], bars.at(-1)];
	return [
		{
			claim: change > 0 ? 'faster' : 'slower',
			text: `You ${change > 0 ? 'get faster' : 'slow down'}: the end is ${percentPhrase(Math.abs(change))} ${change > 0 ? 'quicker' : 'slower'} than the beginning (${barsPhrase(piece, [first])} to ${barsPhrase(piece, [last])}); play it once with the metronome.`,
			bars,
			weight: figures.whole.expected * Math.min(0.5, Math.abs(change)),
			exercise: { fromBar: first, toBar: last, speed: context.speed, click: 'beats' }
		}
	];
}
