import { vexEngraver } from '../../../src/lib/adapters/notation/index.ts';
import { layOutPage, type PageLook } from '../../../src/lib/adapters/notation/layout/page.ts';
import type { Score } from '../../../src/lib/core/score/index.ts';
import { madeScore } from '../made-score.ts';

export interface OurScoreTimes {
	/** The whole piece laid out, without drawing. */
	readonly layoutMs: number;
	/** From the call to the frame that shows the first screen; fonts are there. */
	readonly openMs: number;
	/** From a changed note to the frame that shows it. */
	readonly editMs: readonly number[];
	/** One screen further, to its frame. */
	readonly scrollMs: readonly number[];
}

const look: PageLook = { widthPx: 1100, zoom: 0.85, staves: 'both' };
const screenPx = 900;

/** Resolves once what was done before the call is on the screen. */
function shown(): Promise<void> {
	return new Promise((resolve) =>
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => resolve();
			port2.postMessage(null);
		})
	);
}

async function timed(act: () => void): Promise<number> {
	await shown();
	const start = performance.now();
	act();
	await shown();
	return performance.now() - start;
}

/** The score with one note of its first bars a step higher: what an edit leaves alone stays the same object. */
function edited(score: Score, at: number): Score {
	return {
		...score,
		parts: score.parts.map((part) => ({
			...part,
			notes: part.notes.map((note, index) => (index === at ? { ...note, pitchMidi: note.pitchMidi + 1 } : note))
		}))
	};
}

async function benchScore(barCount: number): Promise<OurScoreTimes> {
	const host = document.createElement('div');
	host.style.position = 'relative';
	document.body.append(host);
	const engraving = await vexEngraver.open(host);
	const started = performance.now();
	layOutPage(madeScore(barCount), look);
	const layoutMs = performance.now() - started;
	let score = madeScore(barCount);
	const openMs = await timed(() => {
		engraving.setWindow(0, screenPx);
		engraving.show(score, look);
	});
	const editMs: number[] = [];
	for (let edit = 0; edit < 10; edit++) {
		score = edited(score, 3 + edit * 5);
		const next = score;
		editMs.push(await timed(() => engraving.show(next, look)));
	}
	const scrollMs: number[] = [];
	for (let top = screenPx; top < engraving.heightPx && scrollMs.length < 8; top += screenPx)
		scrollMs.push(await timed(() => engraving.setWindow(top, top + screenPx)));
	engraving.dispose();
	host.remove();
	return { layoutMs, openMs, editMs, scrollMs };
}

Object.assign(globalThis, { benchScore });
