import type { StageContext } from '../../src/lib/contracts/workers/progress.ts';
import type { ScoreWork } from '../../src/lib/contracts/workers/score.contract.ts';
import { fingerWholePart, requantiseScore, writeHeardScore } from '../../workers/score/pipeline.ts';

/** The score worker's own pipeline in this thread. */
export const directScoreWork = (newId: () => string): ScoreWork => ({
	write: (request, context) => writeHeardScore(request, { ...context, newId }),
	requantise: (request, context) => requantiseScore(request, { ...context, newId }),
	finger: fingerWholePart
});

export const quietContext: StageContext = { signal: new AbortController().signal, onProgress: () => undefined };
