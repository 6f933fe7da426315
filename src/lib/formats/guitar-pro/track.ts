import type { model } from '@coderline/alphatab';
import { fromChordName } from '$core/harmony/chord-names.ts';
import type { Fretboard, Part, Score, ScoreNote } from '$core/score/index.ts';
import { emptyPart, type IdMaker, type LossCounter } from '../score-draft/index.ts';
import { beatLength, toArticulations, toClef, toLoudness, toTechnique } from './beats.ts';

const mostStaves = 8;
const mostVoices = 4;

/** One track as a part. Chord names at its beats are added to `chords` where none stands yet. */
export function toPart(
	track: model.Track,
	starts: readonly number[],
	chords: Score['chords'],
	nextId: IdMaker,
	losses: LossCounter
): Part {
	const staves = track.staves.slice(0, mostStaves);
	const [first] = staves;
	const part = emptyPart(nextId('p'), track.name);
	const reader = new TrackReader(starts, chords, part, nextId, losses);
	staves.forEach((staff, index) => reader.readStaff(staff, index));
	const fretboard = toFretboard(staves.find(({ isStringed }) => isStringed));
	return {
		...part,
		programme: Math.max(0, Math.min(127, track.playbackInfo.program)),
		isDrums: first?.isPercussion ?? false,
		staves: staves.map((staff) => {
			const bar = staff.bars[0];
			const isTabOnly = staff.showTablature && !staff.showStandardNotation && staff.isStringed;
			return { clef: isTabOnly ? 'tab' : bar === undefined ? 'treble' : toClef(bar.clef, bar.clefOttava, staff.isPercussion) };
		}),
		transposeSemitones: Math.max(-36, Math.min(36, first?.displayTranspositionPitch ?? 0)),
		...(fretboard === undefined ? {} : { fretboard })
	};
}

function toFretboard(staff: model.Staff | undefined): Fretboard | undefined {
	if (staff === undefined) return undefined;
	const openMidi = staff.tuning.slice(0, 12).map((midi) => Math.max(0, Math.min(127, midi - staff.transpositionPitch)));
	return openMidi.length === 0 ? undefined : { openMidi, capoFret: Math.max(0, Math.min(24, staff.capo)), fretCount: 24 };
}

class TrackReader {
	readonly #starts: readonly number[];
	readonly #chords: Score['chords'];
	readonly #chordTicks: Set<number>;
	readonly #part: Part;
	readonly #nextId: IdMaker;
	readonly #losses: LossCounter;
	readonly #read = new Map<model.Note, ScoreNote>();
	#loudness = '';

	constructor(starts: readonly number[], chords: Score['chords'], part: Part, nextId: IdMaker, losses: LossCounter) {
		this.#starts = starts;
		this.#chords = chords;
		this.#chordTicks = new Set(chords.map(({ tick }) => tick));
		this.#part = part;
		this.#nextId = nextId;
		this.#losses = losses;
	}

	readStaff(staff: model.Staff, index: number): void {
		for (const bar of staff.bars) {
			for (const [voiceIndex, voice] of bar.voices.entries()) {
				let tick = this.#starts[bar.index] ?? 0;
				if (voiceIndex >= mostVoices) this.#losses.add('voices beyond the fourth');
				for (const beat of voice.beats) {
					const ticks = beatLength(beat);
					if (!beat.isEmpty)
						this.#readBeat(
							beat,
							Math.round(tick),
							Math.round(tick + ticks) - Math.round(tick),
							index,
							Math.min(voiceIndex, mostVoices - 1)
						);
					tick += ticks;
				}
			}
		}
	}

	#readBeat(beat: model.Beat, tick: number, ticks: number, staff: number, voice: number): void {
		this.#readChord(beat, tick);
		const { mark, velocity } = toLoudness(beat.dynamics);
		if (beat.notes.length > 0 && mark !== this.#loudness && staff === 0 && voice === 0) {
			this.#loudness = mark;
			this.#part.dynamics.push({ id: this.#nextId('d'), tick, mark });
		}
		beat.notes.forEach((source, i) =>
			this.#readNote(source, tick, ticks, { staff, voice, velocity, lyrics: i === 0 ? (beat.lyrics ?? []) : [] })
		);
	}

	#readNote(
		source: model.Note,
		tick: number,
		ticks: number,
		{
			staff,
			voice,
			velocity,
			lyrics
		}: { readonly staff: number; readonly voice: number; readonly velocity: number; readonly lyrics: readonly string[] }
	): void {
		const origin = source.isTieDestination && source.tieOrigin !== null ? this.#read.get(source.tieOrigin) : undefined;
		if (origin !== undefined && origin.tick + origin.ticks === tick && origin.ticks > 0) {
			origin.ticks += ticks;
			this.#read.set(source, origin);
			return;
		}
		const pitchMidi = source.isPercussion ? drumSound(source) : source.realValue;
		if (!Number.isInteger(pitchMidi) || pitchMidi < 0 || pitchMidi > 127) return this.#losses.add('notes out of range');
		const articulations = toArticulations(source);
		const technique = toTechnique(source);
		const strings = source.beat.voice.bar.staff.tuning.length;
		const isOnString =
			source.isStringed && source.fret >= 0 && source.fret <= 36 && source.string >= 1 && source.string <= Math.min(12, strings);
		const words = lyrics.slice(0, 8).map((word) => word.slice(0, 500));
		const note: ScoreNote = {
			id: this.#nextId('n'),
			tick,
			ticks,
			pitchMidi,
			staff,
			voice,
			velocity,
			...(ticks === 0 ? { grace: 'slashed' } : {}),
			...(articulations.length > 0 ? { articulations: articulations.slice(0, 8) } : {}),
			// There the lowest string is the first.
			...(isOnString ? { string: strings - source.string + 1, fret: source.fret } : {}),
			...(technique === undefined ? {} : { technique }),
			...(words.some((word) => word !== '') ? { lyrics: words } : {})
		};
		this.#part.notes.push(note);
		this.#read.set(source, note);
		const slurFrom = source.slurOrigin === null ? undefined : this.#read.get(source.slurOrigin);
		if (source.isSlurDestination && slurFrom !== undefined && slurFrom !== note) {
			this.#part.slurs.push({ id: this.#nextId('l'), fromNoteId: slurFrom.id, toNoteId: note.id });
		}
	}

	#readChord(beat: model.Beat, tick: number): void {
		const name = beat.chord?.name.trim() ?? '';
		if (name === '' || this.#chordTicks.has(tick)) return;
		const chord = fromChordName(name);
		if (chord === undefined) return this.#losses.add('text');
		this.#chordTicks.add(tick);
		this.#chords.push({ id: this.#nextId('c'), tick, chord });
	}
}

/** The MIDI number of a drum: articulations of the track's own set, or General MIDI's by number. */
function drumSound({ percussionArticulation, beat }: model.Note): number {
	return beat.voice.bar.staff.track.percussionArticulations[percussionArticulation]?.outputMidiNumber ?? percussionArticulation;
}
