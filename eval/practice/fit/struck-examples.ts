import { align } from '../../../src/lib/core/practice/align/align.ts';
import { toLine } from '../../../src/lib/core/practice/align/line.ts';
import { hearTake, heardNote } from '../../../src/lib/core/practice/judge/heard-take.ts';
import { alignInItsKey } from '../../../src/lib/core/practice/judge/key-shift.ts';
import { Witness } from '../../../src/lib/core/practice/judge/sound/witness.ts';
import type { MadeTake } from './made-takes.ts';

/** What a witness says, and how it was. */
export interface Example {
	readonly features: readonly number[];
	readonly isStruck: boolean;
}

export interface Examples {
	/** Expected notes. */
	readonly due: Example[];
	/** Notes that belong to nothing. */
	readonly extra: Example[];
}

/** What is heard this near to a note that was played is that note, seconds. */
const sameSeconds = { error: 0.1, note: 0.06 };

/** Every note of a take as the judge's witness sees it. Shifted notes are left out: whether they were struck then is a matter of words. */
export function toExamples({ take, notes, relisten, partials }: MadeTake, hasPartials: boolean): Examples {
	const context = { ...take.context, source: 'audio' as const };
	const line = toLine(take.piece, context);
	const heard = hearTake(notes, context);
	const { alignment, soundsHigherBy } = alignInItsKey(line, heard, (played) => align(line, played, context));
	const sound = { relisten, partials: hasPartials ? partials : undefined };
	const witness = new Witness({ line, alignment, heard, context, soundsHigherBy, ...sound });
	const examples: Examples = { due: [], extra: [] };
	const attempts = new Map<string, number>();
	for (const run of alignment.runs) {
		const extras = [...run.extras];
		for (const aligned of run.notes) {
			const note = line.notes[aligned.line];
			if (note === undefined) continue;
			const { id } = note.expected;
			const attempt = context.mode === 'song' ? note.pass : (attempts.get(id) ?? 0);
			attempts.set(id, attempt + 1);
			const error = take.errors.find(({ expectedId, attempt: own }) => expectedId === id && own === attempt);
			if (take.leftOut.has(id) || error?.kind === 'early' || error?.kind === 'late') continue;
			const own = aligned.isRightPitch ? heardNote(heard, aligned.take) : undefined;
			examples.due.push({ features: witness.ofDue(aligned, note, own), isStruck: error === undefined });
			if (aligned.take >= 0 && !aligned.isRightPitch) extras.push(aligned.take);
		}
		for (const at of extras) {
			const note = heardNote(heard, at);
			if (note === undefined) continue;
			const pitchMidi = note.pitchMidi - soundsHigherBy;
			const isNear = (seconds: number, reach: number): boolean => Math.abs(seconds - note.onsetSeconds) <= reach;
			const isStruck = take.errors.some(
				({ kind, pitchMidi: pitch, seconds }) =>
					(kind === 'extra' || kind === 'wrong') && pitch === pitchMidi && isNear(seconds, sameSeconds.error)
			);
			const isOther = take.notes.some(
				({ pitchMidi: pitch, onsetSeconds }) => pitch === pitchMidi && isNear(onsetSeconds, sameSeconds.note)
			);
			if (isStruck || !isOther) examples.extra.push({ features: witness.ofExtra(note), isStruck });
		}
	}
	return examples;
}
