import { afterEach, describe, expect, it } from 'vitest';
import type { EngravedMarks } from '$contracts/notation/engraved-marks.ts';
import type { Engraving } from '$contracts/notation/engraver.ts';
import { markKinds } from '$core/practice/marks/index.ts';
import { ticksPerQuarter, type Score, type ScoreNote } from '$core/score/index.ts';
import { vexEngraver } from './index.ts';

const quarter = ticksPerQuarter;
const barCount = 120;

/** Quarters on one staff, n0 to n479. */
function makeScore(): Score {
	const notes = Array.from({ length: 4 * barCount }, (_, at): ScoreNote => ({
		id: `n${at}`,
		tick: at * quarter,
		ticks: quarter,
		pitchMidi: 64 + (at % 5),
		staff: 0,
		voice: 0,
		velocity: 80
	}));
	const none = { slurs: [], dynamics: [], hairpins: [], pedals: [], clefChanges: [], ottavas: [] };
	return {
		schemaVersion: 1,
		id: 's',
		songId: 'x',
		revision: 0,
		title: '',
		artist: '',
		origin: 'made',
		bars: Array.from({ length: barCount }, (_, at) => ({
			id: `b${at}`,
			ticks: 4 * quarter,
			meter: { beats: 4, beatType: 4 as const },
			key: { fifths: 0, mode: 'major' as const }
		})),
		parts: [
			{
				id: 'p',
				name: 'Flute',
				programme: 73,
				isDrums: false,
				staves: [{ clef: 'treble' }],
				transposeSemitones: 0,
				notes,
				...none
			}
		],
		tempoMap: [
			{ tick: 0, seconds: 0 },
			{ tick: quarter, seconds: 0.5 }
		],
		tempoMarks: [],
		swings: [],
		chords: [],
		sections: []
	};
}

const told = markKinds.filter((kind) => kind !== 'extra');
const marks: EngravedMarks = {
	notes: new Map(told.map((kind, at) => [`n${at}`, { kind, label: kind === 'wrong' ? 'F4' : '' }])),
	extras: [{ tick: 2.5 * quarter, pitchMidi: 79, label: 'G5' }]
};

let open: { readonly host: HTMLElement; readonly engraving: Engraving } | null = null;
async function engrave(): Promise<{ readonly host: HTMLElement; readonly engraving: Engraving }> {
	const host = document.createElement('div');
	host.style.cssText = 'position:relative;width:700px';
	document.body.append(host);
	const engraving = await vexEngraver.open(host);
	open = { host, engraving };
	engraving.setWindow(0, 500);
	engraving.show(makeScore(), { widthPx: 700, zoom: 1, staves: 'score' });
	return open;
}
afterEach(() => {
	open?.engraving.dispose();
	open?.host.remove();
	open = null;
});
const count = (host: HTMLElement, selector: string): number => host.querySelectorAll(selector).length;

describe('two voices on a staff', () => {
	const twoVoices = (): Score => {
		const made = makeScore();
		const note = (id: string, at: number, quarters: number, pitchMidi: number, voice: number): ScoreNote => ({
			...{ id, tick: at * quarter, ticks: quarters * quarter, pitchMidi },
			...{ staff: 0, voice, velocity: 80 }
		});
		const notes = [note('e', 0, 1.5, 76, 0), note('b', 0.5, 0.5, 59, 1), note('d', 1, 1, 62, 1), note('g', 1.5, 0.5, 67, 0)];
		const bars = made.bars.slice(0, 6).map((bar) => ({ ...bar, ticks: 2 * quarter, meter: { beats: 2, beatType: 4 as const } }));
		return { ...made, id: 'two', bars, parts: made.parts.map((part) => ({ ...part, notes })) };
	};

	it('stand apart by their lengths, whichever voice they are in (regression)', async () => {
		const { engraving } = await engrave();
		engraving.show(twoVoices(), { widthPx: 700, zoom: 1, staves: 'score' });
		const lefts = ['e', 'b', 'd', 'g'].map((id) => engraving.noteBoxes(new Set([id]))[0]?.leftPx ?? 0);
		const gaps = lefts.slice(1).map((left, at) => left - (lefts[at] ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThan(0.5 * Math.max(...gaps));
	});
});

describe('chord symbols', () => {
	it('stand beside each other where two come soon after another (regression)', async () => {
		const { host, engraving } = await engrave();
		const chords = [
			{ id: 'c1', tick: 0, chord: { root: 5, quality: 'dim' as const, bass: 11 } },
			{ id: 'c2', tick: quarter, chord: { root: 11, quality: 'maj' as const } }
		];
		engraving.show({ ...makeScore(), id: 'chords', chords }, { widthPx: 700, zoom: 1, staves: 'score' });
		const boxes = [...host.querySelectorAll('text')]
			.filter(({ textContent }) => /^(Fdim|[BC][♯♭]?$)/.test(textContent))
			.map((text) => text.getBoundingClientRect());
		expect(boxes.length).toBe(2);
		expect(boxes[0]?.right).toBeLessThan(boxes[1]?.left ?? 0);
	});
});

describe('unsure notes', () => {
	it('on a tab have a tint on their number, and nothing before it (regression)', async () => {
		const { host, engraving } = await engrave();
		const made = makeScore();
		const fretboard = { openMidi: [64, 59, 55, 50, 45, 40], capoFret: 0, fretCount: 20 };
		const unsure = (note: ScoreNote): ScoreNote => ({
			...note,
			string: 1,
			fret: note.pitchMidi - 64,
			evidence: { id: note.id, confidence: 0.1 }
		});
		const parts = made.parts.map((part) => ({ ...part, fretboard, notes: part.notes.map(unsure) }));
		engraving.show({ ...made, id: 'tab', parts }, { widthPx: 700, zoom: 1, staves: 'both' });
		const tinted = [...host.querySelectorAll('.vf-fret.unsure')];
		expect(tinted.length).toBeGreaterThan(8);
		expect(tinted.slice(0, 5).map(({ textContent }) => textContent)).toEqual(['0', '1', '2', '3', '4']);
		expect(tinted.flatMap((group) => [...group.querySelectorAll('rect')])).toEqual([]);
	});
});

describe('what became of notes, on the engraving', () => {
	it('is in each head, and beside it as a sign of another shape for each kind', async () => {
		const { host, engraving } = await engrave();
		const svgs = [...host.querySelectorAll('svg')];
		engraving.setMarks(marks);
		for (const kind of told)
			expect([kind, count(host, `.vf-notehead.mark-${kind}`), count(host, `.verdict-sign.mark-${kind}`)]).toEqual([kind, 1, 1]);
		expect(count(host, '.verdict-sign.mark-extra')).toBe(1);
		const shapes = [...host.querySelectorAll('.verdict-sign path')].map((path) => path.getAttribute('d'));
		expect(new Set(shapes).size).toBe(markKinds.length);
		expect([...host.querySelectorAll('.verdict-sign text')].map(({ textContent }) => textContent).sort()).toEqual(['F4', 'G5']);
		expect([...host.querySelectorAll('svg')]).toEqual(svgs);
		engraving.setMarks(null);
		expect(count(host, '[class*="mark-"]')).toBe(0);
	});

	it('puts an extra note between its neighbours, at the height of its pitch', async () => {
		const { host, engraving } = await engrave();
		engraving.setMarks(marks);
		const sign = host.querySelector('.verdict-sign.mark-extra path')?.getBoundingClientRect();
		const [before, after] = engraving.noteBoxes(new Set(['n2', 'n3']));
		const top = host.getBoundingClientRect();
		const x = (sign?.x ?? 0) - top.x;
		expect(x).toBeGreaterThan(before?.leftPx ?? Infinity);
		expect(x).toBeLessThan(after?.leftPx ?? 0);
		// G5 is nine steps of 5 px above E4.
		const [e4] = engraving.noteBoxes(new Set(['n0']));
		const above = (e4?.topPx ?? 0) + (e4?.heightPx ?? 0) / 2 - ((sign?.y ?? 0) + (sign?.height ?? 0) / 2 - top.y);
		expect(above).toBeCloseTo(45, 0);
	});

	it('and lights come back with a line that was let go and drawn again', async () => {
		const { host, engraving } = await engrave();
		engraving.setMarks(marks);
		engraving.light(['n1', 'n2'], 'hit');
		engraving.light(['n2'], 'passed');
		engraving.light(['n3'], 'hit');
		engraving.light(['n3'], null);
		const lights = (): number[] => [count(host, '.vf-notehead.light-hit'), count(host, '.vf-notehead.light-passed')];
		expect(lights()).toEqual([1, 1]);
		engraving.setWindow(engraving.heightPx - 400, engraving.heightPx);
		expect([...lights(), count(host, '.verdict-sign')]).toEqual([0, 0, 0]);
		engraving.setWindow(0, 500);
		expect([...lights(), count(host, '.verdict-sign')]).toEqual([1, 1, markKinds.length]);
		engraving.darken();
		expect(lights()).toEqual([0, 0]);
	});

	it('lights notes 960 times in less than a frame', async () => {
		const { engraving } = await engrave();
		const began = performance.now();
		for (let at = 0; at < 480; at++) engraving.light([`n${at}`], 'hit');
		for (let at = 0; at < 480; at++) engraving.light([`n${at}`], null);
		expect(performance.now() - began).toBeLessThan(16);
	});
});
