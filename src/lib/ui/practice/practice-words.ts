import type { MarkKind } from '$core/practice/marks/index.ts';
import { barText } from '$lib/app/words/bar-words.ts';
import type { NoteVerdict, ScorePart, StrictnessName, TakeJudgement } from '$core/practice/index.ts';

/** `1:05`. */
export function clockWords(seconds: number): string {
	const whole = Math.floor(Math.max(0, seconds));
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const strictnessWords: Readonly<Record<StrictnessName, string>> = {
	beginner: 'Beginner',
	player: 'Player',
	strict: 'Strict',
	custom: 'Own'
};

/** Why there is no score. */
export const outcomeWords: Readonly<Record<Exclude<TakeJudgement['outcome'], 'judged'>, string>> = {
	nothingPlayed: 'No notes were heard in this take. Listen to it: if you hear yourself, move closer or raise the gain.',
	nothingExpected: 'The song has no notes where you played, so there is nothing to compare with.',
	otherSong: 'This take fits another song better than this one, so nothing is judged.'
};

/** A take that was played in another key or octave, and judged there. @param semitones how much higher it sounds; not 0 */
export function shiftWords(semitones: number): string {
	const size = Math.abs(semitones);
	const octaves = size / 12;
	const distance = !Number.isInteger(octaves)
		? `${size} ${size === 1 ? 'semitone' : 'semitones'}`
		: octaves === 1
			? 'an octave'
			: `${octaves} octaves`;
	return `You played ${distance} ${semitones > 0 ? 'higher' : 'lower'} than the song: your notes were compared with it there.`;
}

export const partWords: Readonly<Record<ScorePart['name'], { readonly title: string; readonly help: string }>> = {
	notes: { title: 'Right notes', help: 'Right notes over those that were to be played and those that were too many.' },
	timing: {
		title: 'In time',
		help: 'Full points for notes within your strictness, fewer the further off, none for twice as far.'
	},
	flow: { title: 'Keeping going', help: 'Bars got through without a stop, a restart or a skip.' }
};

const letters = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
const pitchName = (midi: number): string => `${letters[midi % 12] ?? ''}${Math.floor(midi / 12) - 1}`;

/** One note's verdict, such as `G4 instead of E4, 40 ms late`. */
export function verdictWords({ kind, expectedMidi, playedMidi, timing, timingMs }: NoteVerdict): string {
	const expected = expectedMidi === undefined ? '' : pitchName(expectedMidi);
	const played = playedMidi === undefined ? '' : pitchName(playedMidi);
	const when = timing === undefined || timing === 'onTime' ? '' : `, ${Math.abs(Math.round(timingMs ?? 0))} ms ${timing}`;
	switch (kind) {
		case 'right':
			return `${expected} right${when}`;
		case 'wrong':
			return `${played} instead of ${expected}${when}`;
		case 'missed':
			return `${expected} missed`;
		case 'extra':
			return `${played} too many`;
		case 'unsure':
			return `${expected}: the sound does not tell`;
	}
}

/** What the marks on the music mean. */
export const markWords: Readonly<Record<MarkKind, { readonly name: string; readonly help: string }>> = {
	right: { name: 'right, in time', help: 'A tick: right and in time.' },
	wrong: { name: 'wrong', help: 'A cross, with the note that was played instead.' },
	missed: { name: 'missed', help: 'A ring: not played.' },
	extra: { name: 'extra', help: 'A plus, with its name: played where nothing is written.' },
	early: { name: 'early', help: 'An arrow to the left: right, and too early.' },
	late: { name: 'late', help: 'An arrow to the right: right, and too late.' },
	unsure: { name: 'unsure', help: 'A question mark: the sound does not tell, so it counts for nothing.' }
};

/** `bar 4`, or the pickup: within a sentence. */
export const barName = (number: number): string => barText(number).toLowerCase();

/** Heat in words, for those who do not see colours. */
export function heatWords(heat: number): string {
	return heat < 0.02 ? 'clean' : heat < 0.15 ? 'nearly clean' : heat < 0.4 ? 'some slips' : 'needs work';
}
