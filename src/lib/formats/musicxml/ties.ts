import type { ScoreNote } from '$core/score/index.ts';

interface TiedNote extends ScoreNote {
	readonly voiceName: string;
}

/** Rounding lets two tied notes miss each other by a tick. */
const tolerance = 1;

/** Heads that are tied are one note: it grows by each head that follows. */
export class Ties {
	readonly #open = new Map<number, TiedNote[]>();

	open(note: TiedNote): void {
		const waiting = this.#open.get(note.pitchMidi);
		if (waiting === undefined) this.#open.set(note.pitchMidi, [note]);
		else waiting.push(note);
	}

	/**
	 * Lengthens the note that a head is tied to: of its own staff and voice if one waits there, else any that ends where it begins.
	 * @returns that note, or undefined when nothing is tied to it
	 */
	extend(
		pitchMidi: number,
		staff: number,
		voiceName: string,
		tick: number,
		ticks: number,
		goesOn: boolean
	): TiedNote | undefined {
		const waiting = this.#open.get(pitchMidi) ?? [];
		const meets = waiting.filter((note) => Math.abs(note.tick + note.ticks - tick) <= tolerance);
		const note =
			meets.find((one) => one.staff === staff && one.voiceName === voiceName) ??
			meets.find((one) => one.staff === staff) ??
			meets[0];
		if (note === undefined) return undefined;
		note.ticks = tick + ticks - note.tick;
		if (!goesOn) {
			waiting.splice(waiting.indexOf(note), 1);
			if (waiting.length === 0) this.#open.delete(pitchMidi);
		}
		return note;
	}
}
