import type { WrittenMusic } from '$contracts/song.ts';

type Sentence = (count: string, isOne: boolean) => string;

/** What became of each kind of thing that a file held and a score does not; `one` or a number stands for how many. */
const sentences: Readonly<Record<string, Sentence>> = {
	'notes shortened': (count, isOne) =>
		`${count} ${isOne ? 'note ends' : 'notes end'} early, because more than four lengths sound at once`,
	'notes without an end': (count, isOne) => `${count} ${isOne ? 'note' : 'notes'} never let go: ended where the music does`,
	'notes out of range': (count, isOne) => `${count} ${isOne ? 'note' : 'notes'} beyond what can sound: left out`,
	'keys inside a bar': (count, isOne) =>
		`${count} ${isOne ? 'key signature' : 'key signatures'} in the middle of a bar: ${isOne ? 'counts' : 'count'} from the next bar`,
	'cue notes': (count, isOne) => `${count} cue ${isOne ? 'note' : 'notes'}: written as plain notes`,
	'tempos of zero': (count, isOne) => `${count} ${isOne ? 'tempo' : 'tempos'} of nothing: passed over`,
	'damaged events': (count, isOne) => `${count} damaged ${isOne ? 'event' : 'events'}: passed over`,
	text: (count, isOne) => `${count} ${isOne ? 'text that is' : 'texts that are'} no chord: left out`,
	'voices beyond the fourth': (count, isOne) =>
		`${count} ${isOne ? 'voice' : 'voices'} beyond the fourth on a staff: set into the fourth`
};

/** What a file held that Woodshed does not hold as it was, a sentence each; empty when nothing is lost. */
export function lossWords({ losses }: Pick<WrittenMusic, 'losses'>): string[] {
	return Object.entries(losses).flatMap(([loss, count]) => {
		if (count <= 0) return [];
		const words = count === 1 ? 'one' : count.toLocaleString('en');
		return [sentences[loss]?.(words, count === 1) ?? `${words} × ${loss}`];
	});
}

/** In one sentence, after an import; null when nothing is lost. */
export function lossSummary(written: Pick<WrittenMusic, 'losses'>): string | null {
	const words = lossWords(written);
	if (words.length === 0) return null;
	const count = words.length === 1 ? 'One thing' : `${words.length} things`;
	return `${count} this file has that Woodshed does not hold: ${words.join('; ')}.`;
}
