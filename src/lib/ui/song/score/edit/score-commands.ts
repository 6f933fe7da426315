import type { ScoreDialog, ScoreTools } from '$lib/app/score/tools/score-tools.svelte.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';

const group = 'Score';

/** Values by the keys of other notation editors: 5 is a quarter. */
const valueKeys = [
	{ key: '7', type: 1, name: 'Whole' },
	{ key: '6', type: 2, name: 'Half' },
	{ key: '5', type: 4, name: 'Quarter' },
	{ key: '4', type: 8, name: 'Eighth' },
	{ key: '3', type: 16, name: 'Sixteenth' },
	{ key: '2', type: 32, name: 'Thirty-second' },
	{ key: '1', type: 64, name: 'Sixty-fourth' }
] as const;

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'] as const;

const dialogs: readonly {
	readonly dialog: ScoreDialog;
	readonly title: string;
	readonly keys: readonly string[];
	readonly words: readonly string[];
}[] = [
	{ dialog: 'key', title: 'Change the key…', keys: ['Shift+K'], words: ['signature', 'transpose'] },
	{ dialog: 'meter', title: 'Change the meter…', keys: ['Shift+M'], words: ['time signature'] },
	{ dialog: 'tempo', title: 'Write a tempo…', keys: ['Shift+P'], words: ['bpm', 'pace', 'metronome'] },
	{ dialog: 'chord', title: 'Write a chord symbol…', keys: ['Shift+C'], words: ['harmony', 'no chord'] },
	{ dialog: 'section', title: 'Name the section…', keys: ['Shift+N'], words: ['verse', 'chorus', 'rehearsal mark'] },
	{ dialog: 'transpose', title: 'Transpose…', keys: ['Shift+X'], words: ['interval', 'key'] },
	{ dialog: 'strings', title: 'Strings…', keys: ['Shift+F'], words: ['tuning', 'capo', 'tab', 'guitar', 'fret', 'left-handed'] },
	{ dialog: 'kept', title: 'Scores of this song…', keys: ['Shift+V'], words: ['versions', 'older', 'kept'] }
];

/** Whether a key that the score would take is the tools' own now: Escape while there is something to leave, letters while they write. */
export function isOfTools({ editor, review, pane }: ScoreTools, { key }: Pick<KeyboardEvent, 'key'>): boolean {
	if (key === 'Escape') return editor.isWriting || review.isOn || pane !== null;
	return editor.isWriting && /^[a-g]$/.test(key);
}

/**
 * What can be done with the score that is open, by key and in the palette. While it is open its keys stand before those of the room: a
 * key that has nothing to do does nothing, rather than what it does in the timeline.
 * @param isOpen read in reactive code
 */
export function scoreCommands(tools: ScoreTools, isOpen: () => boolean): Command[] {
	const { editor, review } = tools;
	const when = (): boolean => isOpen() && editor.score !== null;
	const command = (
		id: string,
		title: string,
		keys: readonly string[],
		run: () => void,
		more: Partial<Command> = {}
	): Command => ({
		id: `score.${id}`,
		title,
		group,
		...(keys.length === 0 ? {} : { keys }),
		when,
		run,
		...more
	});
	const again = { repeats: true };
	const toOtherHand = (): void => {
		const staves = editor.part?.staves.length ?? 1;
		editor.moveToStaff(((editor.chosen[0]?.staff ?? 0) + 1) % staves);
	};
	const byOctave = (direction: 1 | -1): void => (review.isOn ? review.octave(direction) : editor.movePitch('octave', direction));
	const leave = (): void => {
		if (editor.isWriting) editor.isWriting = false;
		else if (tools.pane !== null) tools.leavePane();
		else if (review.isOn) review.leave();
		else editor.cursor.clear();
	};
	const writing = { when: (): boolean => when() && editor.isWriting, hidden: true, repeats: false };
	return [
		command('undo', 'Undo the edit', ['Mod+Z'], () => editor.undo(), again),
		command('redo', 'Redo the edit', ['Mod+Shift+Z', 'Mod+Y'], () => editor.redo(), again),
		command('next', 'To the next note', ['ArrowRight'], () => editor.step(1), again),
		command('previous', 'To the note before', ['ArrowLeft'], () => editor.step(-1), again),
		command('extend', 'Select on to the next note', ['Shift+ArrowRight'], () => editor.extend(1), again),
		command('extend-back', 'Select back to the note before', ['Shift+ArrowLeft'], () => editor.extend(-1), again),
		command('select-bars', 'Select the bars', ['Shift+B'], () => editor.selectBars()),
		command('select-all', 'Select the whole score', ['Mod+A'], () => editor.selectAll()),
		command('up', 'Move up a step', ['ArrowUp', 'Alt+ArrowUp'], () => editor.movePitch('step', 1), again),
		command('down', 'Move down a step', ['ArrowDown', 'Alt+ArrowDown'], () => editor.movePitch('step', -1), again),
		command('semitone-up', 'Move up a semitone', ['Shift+ArrowUp'], () => editor.movePitch('semitone', 1), again),
		command('semitone-down', 'Move down a semitone', ['Shift+ArrowDown'], () => editor.movePitch('semitone', -1), again),
		command('octave-up', 'Move up an octave', ['Mod+ArrowUp', 'O'], () => byOctave(1), again),
		command('octave-down', 'Move down an octave', ['Mod+ArrowDown', 'Shift+O'], () => byOctave(-1), again),
		command('later', 'Move later', ['Mod+ArrowRight'], () => editor.moveTime(1), again),
		command('earlier', 'Move earlier', ['Mod+ArrowLeft'], () => editor.moveTime(-1), again),
		...valueKeys.map(({ key, type, name }) => command(`value-${type}`, `${name} note`, [key], () => editor.setValue(type))),
		command('dot', 'Dot', ['.'], () => editor.toggleDot()),
		command('triplet', 'Triplet', ['Shift+T'], () => editor.toggleTriplet()),
		command('tie', 'Tie to the next note', ['T'], () => editor.tie(), { words: ['extend', 'join'] }),
		command('split', 'Split the note in halves', ['S'], () => editor.splitInHalf()),
		command('sharp', 'Write with a sharp', ['Plus'], () => editor.setAlter(1), { words: ['accidental', 'enharmonic'] }),
		command('flat', 'Write with a flat', ['-'], () => editor.setAlter(-1), { words: ['accidental', 'enharmonic'] }),
		command('natural', 'Write as the key has it', ['='], () => editor.setAlter(undefined), { words: ['accidental'] }),
		command('hand', 'To the other hand', ['H'], toOtherHand, { words: ['staff'] }),
		...[0, 1, 2, 3].map((voice) =>
			command(`voice-${voice + 1}`, `Voice ${voice + 1}`, [`Shift+${voice + 1}`], () => editor.moveToVoice(voice))
		),
		command('string-up', 'To the string above', ['['], () => editor.moveString(-1)),
		command('string-down', 'To the string below', [']'], () => editor.moveString(1)),
		command('copy', 'Copy', ['Mod+C'], () => editor.copy()),
		command('cut', 'Cut', ['Mod+X'], () => editor.cut()),
		command('paste', 'Paste', ['Mod+V'], () => editor.paste()),
		command('repeat', 'Repeat the selection', ['R'], () => editor.repeat(), { words: ['duplicate'] }),
		command('delete', 'Delete the notes', ['Delete', 'Backspace'], () => editor.delete()),
		command('insert-bar', 'Insert a bar', ['I'], () => editor.insertBar()),
		command('delete-bars', 'Delete the bars', ['Mod+Delete', 'Mod+Backspace'], () => editor.deleteBars()),
		command('repeat-bars', 'Repeat the bars', ['Shift+R'], () => editor.repeatBars(), { words: ['duplicate'] }),
		command('next-unsure', 'To the next unsure note', ['U'], () => void review.next(), { words: ['uncertain', 'check'] }),
		command('keep', 'Keep the unsure note', ['K'], () => (review.isOn ? review.keep() : editor.keep())),
		command('remove', 'Remove the unsure note', ['X'], () => (review.isOn ? review.remove() : editor.remove())),
		...dialogs.map(({ dialog, title, keys, words }) => command(dialog, title, keys, () => tools.open(dialog), { words })),
		command('transpose-up', 'Transpose up a semitone', [], () => void editor.transpose({ semitones: 1 })),
		command('transpose-down', 'Transpose down a semitone', [], () => void editor.transpose({ semitones: -1 })),
		command('simplify', 'Make it easier…', ['Shift+S'], () => tools.show('simplify'), {
			words: ['simplify', 'lead sheet', 'melody', 'rhythm']
		}),
		command('requantise', 'Write the rhythm again…', ['Q'], () => tools.show('requantise'), {
			words: ['quantise', 'quantize', 'swing', 'triplets', 'straight']
		}),
		command('lock', 'Lock the strings of the selection, or let them go', ['L'], () => tools.strings.toggleLock(), {
			words: ['tab', 'string']
		}),
		command('refinger', 'Finger anew', ['Shift+G'], () => void tools.strings.refinger(), {
			words: ['tab', 'string', 'fingering']
		}),
		...Array.from({ length: 9 }, (_, at) =>
			command(`way-${at + 1}`, `Play it the ${ordinals[at] ?? ''} other way`, [`Alt+${at + 1}`], () => tools.strings.choose(at), {
				hidden: true
			})
		),
		command('hear', 'Hear edits or not', [], () => {
			editor.isHeard = !editor.isHeard;
		}),
		command('write', 'Write notes with letters', ['N'], () => {
			editor.isWriting = !editor.isWriting;
		}),
		command('leave', 'Select nothing', ['Esc'], leave),
		...['C', 'D', 'E', 'F', 'G', 'A', 'B'].map((letter, index) =>
			command(`letter-${letter.toLowerCase()}`, `Write ${letter}`, [letter], () => editor.writeLetter(index), writing)
		)
	];
}
