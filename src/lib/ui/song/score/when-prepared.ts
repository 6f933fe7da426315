import type { Engraving, EngravingLook } from '$contracts/notation/engraver.ts';
import type { Score } from '$core/score/index.ts';

/**
 * Shows a score at once where little of it is new, else when what takes long of it was done in steps.
 * @returns forgets it; what was begun is not shown then
 */
export function whenPrepared(
	engraving: Engraving,
	score: Score,
	look: EngravingLook,
	show: () => void,
	onfault: (error: unknown) => void
): () => void {
	const leaving = new AbortController();
	const unlessLeft = (act: () => void): void => (leaving.signal.aborted ? undefined : act());
	const preparing = engraving.prepare(score, look, leaving.signal);
	if (preparing === null) show();
	else
		preparing.then(
			() => unlessLeft(show),
			(error: unknown) => unlessLeft(() => onfault(error))
		);
	return () => leaving.abort();
}
