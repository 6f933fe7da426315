import type { Progress } from '$contracts/workers/progress.ts';

const words: Readonly<Record<Progress['stage'], string>> = {
	copying: 'Copying',
	decoding: 'Decoding',
	loading: 'Loading the model',
	listening: 'Listening',
	'finding notes': 'Finding notes',
	analysing: 'Analysing',
	'finding beats': 'Finding beats',
	'finding chords': 'Finding chords',
	saving: 'Saving',
	packing: 'Packing',
	checking: 'Checking',
	restoring: 'Restoring',
	downloading: 'Downloading',
	'reading music': 'Reading the music',
	'writing the score': 'Writing the score',
	'making the file': 'Making the file',
	timing: 'Timing the notes',
	tuning: 'Listening to the tuning',
	judging: 'Comparing notes'
};

/** What a job is doing, as it is shown; before it starts it waits. */
export function stageWords(stage: Progress['stage'] | null): string {
	return stage === null ? 'Waiting' : words[stage];
}
