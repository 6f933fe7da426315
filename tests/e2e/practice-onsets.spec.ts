import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import {
	clickFrames,
	melodyPitches,
	microphoneOf,
	microphoneRateHz,
	closeBrowsers,
	openBrowser,
	openMelodyRoom,
	pluckedNotes,
	quarterSeconds,
	readStore
} from './practice-page.ts';

/*
 * End to end: a file with a sharp click at its start is the microphone; what is recorded from the room is that file, and the onsets
 * that are judged are the file's, but for one constant offset that the click tells.
 */

test.describe.configure({ timeout: 180_000 });

test.afterEach(closeBrowsers);

/** The input is open for a while before the take begins. */
const clickSeconds = 4;
const firstSeconds = 10;
/** Chromium hands microphones over in blocks of 10 ms, and on a busy machine may drop or double one before we see it. */
const captureBlockFrames = 441;
/** A little off the beat, each by its own amount, so that no grid can stand in for the ear. */
const shiftSeconds = [0, 0.013, -0.021, 0.034, -0.009, 0.027, -0.03, 0.006];
/** Heard as notes, unlike the click; in an octave that the melody has not. */
const syncNotes = [74, 77, 72, 76, 79, 81, 71, 84, 83, 86].map((pitchMidi, i) => ({ atSeconds: 4.5 + 0.437 * i, pitchMidi }));
const truth = melodyPitches.map((pitchMidi, i) => ({
	atSeconds: firstSeconds + i * quarterSeconds + (shiftSeconds[i % shiftSeconds.length] ?? 0),
	pitchMidi
}));
const sourceSeconds = firstSeconds + truth.length * quarterSeconds + 1;

interface KeptTake {
	readonly id: string;
	readonly sound: { readonly path: string; readonly frames: number; readonly sampleRateHz: number };
}
interface KeptJudgement {
	readonly notes: readonly { readonly onsetSeconds: number; readonly pitchMidi: number }[];
	readonly judgement: { readonly notes: readonly { readonly kind: string }[] };
}

/** A take as the room saves it: WAV of 24 bits, one channel. */
async function savedSamples(page: Page): Promise<Float32Array> {
	const takes = page.getByRole('region', { name: 'Takes' });
	await takes.getByRole('button', { name: /^More for/ }).click();
	const download = page.waitForEvent('download');
	await page.getByRole('menuitem', { name: 'Save as WAV' }).click();
	const bytes = await readFile(await (await download).path());
	const data = bytes.indexOf('data', 12, 'latin1') + 8;
	const frames = Math.floor(bytes.readUInt32LE(data - 4) / 3);
	return Float32Array.from({ length: frames }, (_, i) => bytes.readIntLE(data + 3 * i, 3) / 2 ** 23);
}

/** Frame at which the source's click begins in a recording, by correlation. */
function clickFrame(source: Float32Array, samples: Float32Array): number {
	const at = Math.round(clickSeconds * microphoneRateHz);
	const click = source.subarray(at, at + clickFrames);
	let best = { frame: -1, height: 0 };
	for (let frame = 0; frame < Math.min(samples.length, (clickSeconds + 1) * microphoneRateHz) - clickFrames; frame++) {
		let height = 0;
		for (let i = 0; i < clickFrames; i++) height += (click[i] ?? 0) * (samples[frame + i] ?? 0);
		if (height > best.height) best = { frame, height };
	}
	const power = click.reduce((sum, x) => sum + x * x, 0);
	if (best.height < 0.7 * power) throw new Error('no click was recorded');
	return best.frame;
}

const levelDb = (samples: Float32Array, from: number, to: number): number =>
	10 * Math.log10(samples.subarray(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from) + 1e-12);

test('judged onsets lie within 10 ms of the truth, and the take is the source', async ({ baseURL }, info) => {
	const source = pluckedNotes([...syncNotes, ...truth], sourceSeconds, clickSeconds);
	const context = await openBrowser(await microphoneOf(source));
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await page.getByRole('switch', { name: 'Play the song along' }).click();
	await page.keyboard.press('Shift+R');
	await expect
		.poll(async () => Number(/Recording \d+:(\d+)/.exec(await page.getByRole('timer').innerText())?.[1] ?? 0), {
			timeout: 60_000
		})
		.toBeGreaterThan(sourceSeconds);
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 90_000 });
	const [take] = (await readStore(page, 'takes')) as KeptTake[];
	const [kept] = (await readStore(page, 'judgements')) as KeptJudgement[];
	if (take === undefined || kept === undefined) throw new Error('nothing was kept');

	const recorded = await savedSamples(page);
	expect(recorded.length).toBe(take.sound.frames);
	expect(take.sound.sampleRateHz).toBe(microphoneRateHz);
	const offsetFrames = clickFrame(source, recorded) - Math.round(clickSeconds * microphoneRateHz);
	for (const { atSeconds } of truth) {
		const from = Math.round(atSeconds * microphoneRateHz);
		const to = from + Math.round(0.5 * microphoneRateHz);
		expect(Math.abs(levelDb(recorded, from + offsetFrames, to + offsetFrames) - levelDb(source, from, to))).toBeLessThan(1);
	}
	// From the click to the end of the last note it is as long as the source, to one block of the browser's capture.
	const loud = (samples: Float32Array): number => samples.findLastIndex((sample) => Math.abs(sample) > 0.002);
	const length = loud(recorded) - offsetFrames - loud(source);
	expect(Math.abs(length)).toBeLessThanOrEqual(captureBlockFrames);

	const heard = ({ atSeconds, pitchMidi }: { readonly atSeconds: number; readonly pitchMidi: number }): number => {
		const late = kept.notes
			.filter((note) => note.pitchMidi === pitchMidi)
			.map((note) => note.onsetSeconds - offsetFrames / microphoneRateHz - atSeconds);
		return 1000 * (late.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? Infinity);
	};
	// What the ear itself is early or late by, told by the notes of the sync and by nothing that is judged.
	const earMs = syncNotes.map(heard).reduce((sum, ms) => sum + ms, 0) / syncNotes.length;
	const errorsMs = truth.map((note) => Math.abs(heard(note) - earMs));
	const sorted = errorsMs.toSorted((a, b) => a - b);
	const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Infinity;
	const figures = `the ear ${earMs.toFixed(1)} ms; then median ${at(0.5).toFixed(1)} ms, 9 of 10 within ${at(0.9).toFixed(1)} ms, max ${at(1).toFixed(1)} ms; length off by ${length} frames`;
	info.annotations.push({ type: 'onsets', description: figures });
	console.log(`onsets: ${figures}`);
	expect(kept.judgement.notes.filter(({ kind }) => kind === 'right')).toHaveLength(truth.length);
	expect(at(1)).toBeLessThan(10);
	expect(Math.abs(earMs)).toBeLessThan(10);
});
