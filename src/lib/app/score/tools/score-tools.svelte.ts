import type { SlowLoop } from '$contracts/player.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import { simplify, type SimplifyArgs } from '$core/score/edit/index.ts';
import type { ScoreEditor } from '../score-editor.svelte.ts';
import { RequantiseDesk } from './requantise-desk.svelte.ts';
import { StringsDesk } from './strings-desk.svelte.ts';
import { UnsureReview, type StandingMusic } from './unsure-review.svelte.ts';

/** What opens over the score. */
export type ScoreDialog = 'key' | 'meter' | 'tempo' | 'chord' | 'section' | 'transpose' | 'strings' | 'kept';
/** What stands beside the score, a change drawn in it. */
export type ScorePaneName = 'simplify' | 'requantise';

export interface ScoreToolsPorts {
	readonly work: ScoreWork;
	readonly slowLoop: SlowLoop;
	readonly music: () => StandingMusic;
}

/** Everything that edits a score by asking first: which dialog is open, which change is tried, and the desks behind them. */
export class ScoreTools {
	readonly editor: ScoreEditor;
	readonly requantise: RequantiseDesk;
	readonly strings: StringsDesk;
	readonly review: UnsureReview;
	#dialog = $state<ScoreDialog | null>(null);
	#pane = $state<ScorePaneName | null>(null);

	constructor(editor: ScoreEditor, { work, slowLoop, music }: ScoreToolsPorts) {
		this.editor = editor;
		this.requantise = new RequantiseDesk(editor, work);
		this.strings = new StringsDesk(editor, work);
		this.review = new UnsureReview(editor, slowLoop, music);
	}

	get dialog(): ScoreDialog | null {
		return this.#dialog;
	}
	get pane(): ScorePaneName | null {
		return this.#pane;
	}

	/** Opens a dialog where it has something to change. */
	open(dialog: ScoreDialog): void {
		if (this.editor.score === null || (dialog !== 'kept' && !this.editor.canEdit)) return;
		this.#dialog = dialog;
	}
	close(): void {
		this.#dialog = null;
	}

	/** Opens a pane, or leaves the one that is open and its change. */
	show(pane: ScorePaneName): void {
		const isOpen = this.#pane === pane;
		this.leavePane();
		if (isOpen || !this.editor.canEdit) return;
		this.#pane = pane;
		if (pane === 'requantise') void this.requantise.open();
	}
	/** Draws an easier score without changing it. */
	trySimpler(args: SimplifyArgs): void {
		const { score, session } = this.editor;
		if (score !== null) this.editor.tryOut('Simplify', simplify(score, args, session.newId));
	}
	/** Makes the change that is drawn. */
	acceptPane(): void {
		if (this.#pane === 'requantise') this.requantise.accept();
		else this.editor.acceptTrial();
		this.#pane = null;
	}
	/** The score stays as it was. */
	leavePane(): void {
		this.requantise.cancel();
		this.#pane = null;
	}

	/** Everything that is open is left, such as when the song is. */
	leave(): void {
		this.close();
		this.leavePane();
		this.review.leave();
		this.strings.stop();
	}
}
