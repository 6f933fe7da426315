import type { RestoreReport } from '../backup/restore-backup.ts';
import type { RestoreCounts } from '../backup/restore-tally.ts';

/**
 * What a restore did, as a musician reads it:
 * `12 songs restored: 3 added, 2 updated, 7 unchanged. 4 takes: 4 added. 2 setlists: 2 added.`
 */
export function toRestoreWords({ summary, songs, takes, practice, lists, choiceCount, setlistCount }: RestoreReport): string {
	const { songCount, takeCount, practiceCount, listCount, missingOriginalCount, missingTakeSoundCount } = summary;
	const held = counted([setlistCount, 'setlist'], [listCount - setlistCount, 'smart list']);
	const gone = counted([songs.removedCount, 'song'], [takes.removedCount, 'take'], [lists.removedCount, 'list']);
	const goneCount = songs.removedCount + takes.removedCount + lists.removedCount;
	const missing = counted([missingOriginalCount, 'recording']);
	const silent = counted([missingTakeSoundCount, 'take']);
	const wasOrWere = (count: number): string => (count === 1 ? 'was' : 'were');
	return [
		songCount === 0 ? 'The backup held no songs.' : `${counted([songCount, 'song'])} restored: ${whatBecame(songs)}.`,
		takeCount === 0 ? '' : `${counted([takeCount, 'take'])}: ${whatBecame(takes)}.`,
		practiceCount === 0 ? '' : `Your practice, ${counted([practiceCount, 'judged take'])}: ${whatBecame(practice)}.`,
		held === '' ? '' : `${held}: ${whatBecame(lists)}.`,
		choiceCount === 0 ? '' : 'Your choices came along.',
		gone === '' ? '' : `${gone} that the backup lacks ${wasOrWere(goneCount)} deleted.`,
		missing === '' ? '' : `${missing} ${wasOrWere(missingOriginalCount)} missing when the backup was made.`,
		silent === '' ? '' : `${silent} had lost ${missingTakeSoundCount === 1 ? 'its' : 'their'} sound when the backup was made.`
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
}

function whatBecame({ addedCount, updatedCount, unchangedCount, keptCount }: RestoreCounts): string {
	const parts: readonly (readonly [number, string])[] = [
		[addedCount, 'added'],
		[updatedCount, 'updated'],
		[unchangedCount, 'unchanged'],
		[keptCount, 'newer here and kept']
	];
	return parts
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${count.toLocaleString()} ${word}`)
		.join(', ');
}

/** `2 songs, 1 take and 1 list`; what there is none of is left out. */
export function counted(...counts: readonly (readonly [number, string, string?])[]): string {
	return counts
		.filter(([count]) => count > 0)
		.map(([count, one, many = `${one}s`]) => `${count.toLocaleString()} ${count === 1 ? one : many}`)
		.join(', ')
		.replace(/, (?=[^,]*$)/, ' and ');
}
