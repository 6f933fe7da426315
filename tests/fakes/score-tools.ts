import { ScoreTools } from '../../src/lib/app/score/tools/score-tools.svelte.ts';
import type { StandingMusic } from '../../src/lib/app/score/tools/unsure-review.svelte.ts';
import type { ScoreEditor } from '../../src/lib/app/score/score-editor.svelte.ts';
import type { LoopRange, SlowLoop } from '../../src/lib/contracts/player.ts';
import { countedIds } from '../fixtures/scores/made-score.ts';
import { directScoreWork } from './direct-score-work.ts';

/** Remembers what loops; nothing sounds. */
export class FakeSlowLoop implements SlowLoop {
	looping: { readonly range: LoopRange; readonly rate: number } | null = null;
	async play(_pcmPath: string, range: LoopRange, rate: number): Promise<void> {
		this.looping = { range, rate };
	}
	stop(): void {
		this.looping = null;
	}
	positionSeconds(): number | null {
		return this.looping?.range.startSeconds ?? null;
	}
}

/** Music that can be made to stand still. */
export class FakeMusic implements StandingMusic {
	pcmPath: string | null = 'pcm/a';
	isPlaying = false;
	seconds = 0;
	positionSeconds = (): number => this.seconds;
	pause = (): void => {
		this.isPlaying = false;
	};
	resumeAt = (seconds: number, isPlaying: boolean): void => {
		this.seconds = seconds;
		this.isPlaying = isPlaying;
	};
}

/** The tools of a score, their work done in this thread. */
export const toolsFor = (
	editor: ScoreEditor,
	{
		slowLoop = new FakeSlowLoop(),
		music = new FakeMusic()
	}: { readonly slowLoop?: SlowLoop; readonly music?: StandingMusic } = {}
): ScoreTools => new ScoreTools(editor, { work: directScoreWork(countedIds('work')), slowLoop, music: () => music });
