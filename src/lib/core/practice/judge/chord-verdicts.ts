import { countLeading } from '../../order/index.ts';
import type { Line } from '../align/line.ts';
import type { ChordVerdict } from '../judgement/verdict.ts';
import type { PlacedVerdict } from './to-verdicts.ts';

/** A foreign note struck this near to a chord is struck with it, seconds. */
const togetherSeconds = 0.05;

/** Chords whole: right when every note is right and nothing foreign is struck with it. */
export function toChordVerdicts(line: Line, verdicts: readonly PlacedVerdict[]): ChordVerdict[] {
	const chords = new Map<string, PlacedVerdict[]>();
	const extras: number[] = [];
	for (const placed of verdicts) {
		if (placed.line === -1 && placed.verdict.kind === 'extra') extras.push(placed.verdict.takeSeconds);
		const note = line.notes[placed.line];
		if (note === undefined || (line.groups[note.group]?.count ?? 0) < 2) continue;
		const key = `${placed.run} ${note.group}`;
		const own = chords.get(key);
		if (own === undefined) chords.set(key, [placed]);
		else own.push(placed);
	}
	return [...chords.values()].flatMap((members): ChordVerdict[] => {
		const [first] = members;
		const note = line.notes[first?.line ?? -1];
		if (first === undefined || note === undefined) return [];
		const onsets = members.filter(({ verdict }) => verdict.kind === 'right').map(({ verdict }) => verdict.takeSeconds);
		const [from, to] = [Math.min(...onsets), Math.max(...onsets)];
		const isForeign = onsets.length > 0 && hasBetween(extras, from - togetherSeconds, to + togetherSeconds);
		const isWrong = members.some(({ verdict: { kind } }) => kind === 'wrong' || kind === 'missed');
		const isUnsure = members.some(({ verdict: { kind } }) => kind === 'unsure');
		return [
			{
				group: note.group,
				bar: note.expected.bar,
				attempt: first.verdict.attempt,
				noteIds: members.map(({ verdict }) => verdict.noteId ?? ''),
				kind: isWrong || isForeign ? 'wrong' : isUnsure ? 'unsure' : 'right',
				spreadMs: onsets.length < 2 ? 0 : Math.round((to - from) * 1000)
			}
		];
	});
}

/** @param ascending times */
function hasBetween(ascending: readonly number[], from: number, to: number): boolean {
	const first = countLeading(ascending.length, (at) => (ascending[at] ?? Infinity) < from);
	return (ascending[first] ?? Infinity) <= to;
}
