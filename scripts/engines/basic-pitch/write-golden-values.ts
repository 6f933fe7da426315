import { writeFile } from 'node:fs/promises';
import { goldenWindows } from './golden-windows.ts';
import { openReferenceModel } from './reference-model.ts';

/**
 * Writes what the published model says of some golden windows, every so many cells of the good frames, for tests in
 * browsers, where the published model takes too long: `npx tsx scripts/engines/basic-pitch/write-golden-values.ts`.
 */
const names = ['a plucked melody over hiss', 'a dense chord in a room'] as const;
const everyCell = 97;
const good = { first: 15, count: 142 } as const;

const reference = await openReferenceModel();
const windows = goldenWindows();
const values: Record<string, object> = {};
for (const name of names) {
	const audio = windows[name];
	if (!audio) throw new Error(`There is no golden window "${name}".`);
	const { contour, note, onset } = await reference.run(audio);
	const sampled = (matrix: Float32Array, bins: number): number[] =>
		Array.from(matrix.subarray(good.first * bins, (good.first + good.count) * bins))
			.filter((_, cell) => cell % everyCell === 0)
			.map((value) => Number(value.toFixed(6)));
	values[name] = { contours: sampled(contour, 264), notes: sampled(note, 88), onsets: sampled(onset, 88) };
}
reference.dispose();
await writeFile(new URL('./golden-values.json', import.meta.url), `${JSON.stringify({ everyCell, windows: values })}\n`);
