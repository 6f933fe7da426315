import { Formatter, Renderer, Stave, StaveConnector } from 'vexflow/core';
import { loadNotationFonts } from '../../../src/lib/adapters/notation/fonts.ts';
import { staffVoices } from '../../../src/lib/adapters/notation/drawing/stave-notes.ts';
import { notateStaff } from '../../../src/lib/core/score/notate/index.ts';
import { madeScore } from '../made-score.ts';

export interface PlainTimes {
	/** Until the frame that shows all of it. */
	readonly drawMs: number;
}

/** The library used plainly: every bar measured by its formatter, every bar drawn, in one picture. */
async function benchPlain(barCount: number): Promise<PlainTimes> {
	await loadNotationFonts();
	const score = madeScore(barCount);
	const [part] = score.parts;
	if (part === undefined) throw new Error('A made score has a part.');
	const host = document.createElement('div');
	document.body.append(host);
	const start = performance.now();
	const staves = part.staves.map((_, staff) => notateStaff(score, part, staff));
	const context = new Renderer(host, Renderer.Backends.SVG).resize(1300, 250 * barCount).getContext();
	let [x, y] = [10, 20];
	for (let index = 0; index < barCount; index++) {
		const voices = staves.map((bars) => {
			const bar = bars[index];
			return bar === undefined ? [] : staffVoices(bar);
		});
		const formatter = new Formatter();
		for (const own of voices) formatter.joinVoices(own.map(({ voice }) => voice));
		const all = voices.flat().map(({ voice }) => voice);
		const width = formatter.preCalculateMinTotalWidth(all) * 1.2 + 30;
		if (x + width > 1280) [x, y] = [10, y + 240];
		const drawn = voices.map((_, staff) => {
			const stave = new Stave(x, y + 110 * staff, x === 10 ? width + 80 : width).setContext(context);
			if (x === 10) stave.addClef(staff === 0 ? 'treble' : 'bass').addKeySignature('Eb');
			return stave;
		});
		const noteStart = Math.max(...drawn.map((stave) => stave.getNoteStartX()));
		for (const [staff, stave] of drawn.entries()) {
			stave.setNoteStartX(noteStart);
			for (const { voice } of voices[staff] ?? []) voice.setStave(stave).preFormat();
		}
		formatter.format(all, width - 30).postFormat();
		for (const [staff, stave] of drawn.entries()) {
			stave.drawWithStyle();
			for (const { voice, beams, tuplets } of voices[staff] ?? []) {
				voice.draw(context, stave);
				for (const mark of [...beams, ...tuplets]) mark.setContext(context).drawWithStyle();
			}
		}
		const [top, bottom] = drawn;
		if (top !== undefined && bottom !== undefined)
			new StaveConnector(top, bottom).setType('singleRight').setContext(context).drawWithStyle();
		x += x === 10 ? width + 80 : width;
	}
	await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
	const drawMs = performance.now() - start;
	host.remove();
	return { drawMs };
}

Object.assign(globalThis, { benchPlain });
