import type { ExpectedPiece } from '../expected/expected-note.ts';
import type { TakeJudgement } from '../judgement/judgement.ts';
import type { Advice, Claim, Draft } from './advice.ts';
import { courseRules } from './course-rules.ts';
import { expressionRules, praiseRules } from './expression-rules.ts';
import { extraRules, missedRules, wrongRules } from './note-rules.ts';
import { driftRules, timingRules } from './timing-rules.ts';

/** Sentences for a take at most, the praise among them. */
const mostSentences = 5;
/** Sentences of one kind at most, so that one weakness does not hide the others. */
const mostOfAKind = 2;
const opposites: Readonly<Partial<Record<Claim, Claim>>> = { early: 'late', late: 'early', faster: 'slower', slower: 'faster' };

/**
 * What to say about a take, the praise first, then by how many notes it concerns: at most five sentences that name bars and
 * figures, no two of which contradict each other. None for a take that was not judged.
 */
export function toFeedback(piece: ExpectedPiece, judgement: TakeJudgement): Advice[] {
	if (judgement.outcome !== 'judged') return [];
	const drafts = [
		...timingRules(piece, judgement),
		...driftRules(piece, judgement),
		...wrongRules(piece, judgement),
		...missedRules(piece, judgement),
		...extraRules(piece, judgement),
		...courseRules(piece, judgement),
		...expressionRules(piece, judgement)
	].sort((a, b) => b.weight - a.weight || (a.bars[0] ?? 0) - (b.bars[0] ?? 0));
	const praise = praiseRules(piece, judgement);
	const said: Draft[] = [];
	for (const draft of drafts) {
		if (said.length >= mostSentences - praise.length) break;
		const isFull = said.filter(({ claim }) => claim === draft.claim).length >= mostOfAKind;
		if (!isFull && !said.some((other) => isContradiction(other, draft) || isRepetition(other, draft))) said.push(draft);
	}
	// Praise names bars without a fault, so nothing that is said of the whole take goes against it but a shift of all of it.
	const kept = praise.filter(
		(own) => !said.some((other) => (other.claim === 'early' || other.claim === 'late') && meet(own, other))
	);
	return [...kept, ...said].map(({ exercise = null, ...draft }) => ({
		...draft,
		bars: [...new Set(draft.bars)].sort((a, b) => a - b),
		exercise
	}));
}

const meet = (a: Draft, b: Draft): boolean => a.bars.some((bar) => b.bars.includes(bar));
const isContradiction = (a: Draft, b: Draft): boolean => opposites[a.claim] === b.claim && meet(a, b);
/** Two sentences on the same fault of the same bars say one thing. */
const isRepetition = (a: Draft, b: Draft): boolean => a.claim === b.claim && a.claim !== 'wrongNotes' && meet(a, b);
