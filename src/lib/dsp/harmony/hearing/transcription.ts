import { addPartial } from './log-spectrum.ts';
import { binCount, binsPerNote, listenRateHz, lowestNoteMidi, noteCount, toHz } from './note-axis.ts';

const partialCount = 20;
const rounds = 18;
const sparsity = 0.02;

/** What each note leaves in the log-frequency bins, unit length each, and how alike any two are. */
interface Dictionary {
	/** `noteCount` rows of `binCount`. */
	readonly shapes: Float32Array;
	/** First and last bin of each row that is not 0. */
	readonly spans: Uint16Array;
	/** `noteCount` squared inner products. */
	readonly likeness: Float32Array;
}

/** Geometric overtones, falling faster the higher the note: 0.9 each at the bottom, 0.6 at the top (Mauch and Dixon, 2010). */
function toDictionary(): Dictionary {
	const shapes = new Float32Array(noteCount * binCount);
	const spans = new Uint16Array(noteCount * 2);
	for (let note = 0; note < noteCount; note++) {
		const row = shapes.subarray(note * binCount, (note + 1) * binCount);
		const hz = toHz(lowestNoteMidi + note);
		const fall = 0.9 - (0.3 * note) / (noteCount - 1);
		for (let partial = 1; partial <= partialCount && partial * hz < listenRateHz / 2; partial++) {
			addPartial(partial * hz, fall ** (partial - 1), row);
		}
		const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
		for (let bin = 0; bin < binCount; bin++) row[bin] = (row[bin] ?? 0) / length;
		spans[2 * note] = row.findIndex((value) => value > 0);
		spans[2 * note + 1] = row.findLastIndex((value) => value > 0);
	}
	const likeness = new Float32Array(noteCount * noteCount);
	for (let a = 0; a < noteCount; a++) {
		for (let b = 0; b < noteCount; b++) {
			let sum = 0;
			for (let bin = 0; bin < binCount; bin++) sum += (shapes[a * binCount + bin] ?? 0) * (shapes[b * binCount + bin] ?? 0);
			likeness[a * noteCount + b] = sum;
		}
	}
	return { shapes, spans, likeness };
}

let made: Dictionary | null = null;

/**
 * How strongly each of the 88 notes takes part in a spectrum: non-negative least squares over notes with overtones, by
 * multiplicative updates (Lee and Seung, 2001) with a small cost for each note.
 */
export class ApproximateTranscriber {
	readonly #dictionary = (made ??= toDictionary());
	readonly #wanted = new Float32Array(noteCount);
	readonly #active = new Uint8Array(noteCount);

	/**
	 * @param spectrum `binCount` values, none negative
	 * @param out filled with `noteCount` values, none negative
	 */
	transcribe(spectrum: Float32Array, out: Float32Array): void {
		const { shapes, spans, likeness } = this.#dictionary;
		const wanted = this.#wanted;
		const active = this.#active;
		let largest = 0;
		for (let note = 0; note < noteCount; note++) {
			let sum = 0;
			const end = spans[2 * note + 1] ?? 0;
			const row = note * binCount;
			for (let bin = spans[2 * note] ?? 0; bin <= end; bin++) sum += (shapes[row + bin] ?? 0) * (spectrum[bin] ?? 0);
			wanted[note] = sum;
			if (sum > largest) largest = sum;
		}
		let count = 0;
		for (let note = 0; note < noteCount; note++) {
			// A note whose own fundamental and neighbourhood are silent cannot sound, whatever its overtones share with others.
			const centre = binsPerNote * note + 1;
			const own = (spectrum[centre - 1] ?? 0) + (spectrum[centre] ?? 0) + (spectrum[centre + 1] ?? 0);
			const isHeard = (wanted[note] ?? 0) > 1e-3 * largest && own > 0;
			out[note] = isHeard ? (wanted[note] ?? 0) : 0;
			if (isHeard) active[count++] = note;
		}
		const cost = sparsity * largest;
		for (let round = 0; round < rounds; round++) {
			for (let i = 0; i < count; i++) {
				const note = active[i] ?? 0;
				const row = note * noteCount;
				let explained = 1e-9;
				for (let j = 0; j < count; j++) {
					const other = active[j] ?? 0;
					explained += (likeness[row + other] ?? 0) * (out[other] ?? 0);
				}
				out[note] = ((out[note] ?? 0) * Math.max(0, (wanted[note] ?? 0) - cost)) / explained;
			}
		}
	}
}
