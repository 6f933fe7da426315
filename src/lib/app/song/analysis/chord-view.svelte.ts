import type { Chord, MusicalKey } from '$core/harmony/chord.ts';

/** How chord names are shown: moved by semitones, and for shapes behind a capo. The music itself is not touched. */
export class ChordView {
	#transpose = $state(0);
	#capoFret = $state(0);
	/** Fret diagrams as on an instrument strung for the left hand. */
	isLeftHanded = $state(false);

	/** Semitones, -11 to 11. */
	get transpose(): number {
		return this.#transpose;
	}
	set transpose(semitones: number) {
		this.#transpose = Math.min(11, Math.max(-11, Math.round(semitones)));
	}

	/** 0 to 11. */
	get capoFret(): number {
		return this.#capoFret;
	}
	set capoFret(fret: number) {
		this.#capoFret = Math.min(11, Math.max(0, Math.round(fret)));
	}

	/** Semitones from what sounds to the names shown. */
	get shift(): number {
		return this.#transpose - this.#capoFret;
	}

	/** The chord to name; the same object when nothing is moved. */
	chord(chord: Chord): Chord {
		return shifted(chord, this.shift);
	}

	key(key: MusicalKey): MusicalKey {
		return this.shift === 0 ? key : { ...key, tonic: turned(key.tonic, this.shift) };
	}

	/** The chord as it would be meant when someone types it into this view. */
	fromView(chord: Chord): Chord {
		return shifted(chord, -this.shift);
	}
}

function turned(pitchClass: number, semitones: number): number {
	return (((pitchClass + semitones) % 12) + 12) % 12;
}

function shifted(chord: Chord, semitones: number): Chord {
	if (semitones === 0) return chord;
	const root = turned(chord.root, semitones);
	return chord.bass === undefined ? { ...chord, root } : { ...chord, root, bass: turned(chord.bass, semitones) };
}
