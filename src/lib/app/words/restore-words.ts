import type { RestoreCounts, RestoreReport } from '../backup/restore-backup.ts';

/** What a restore did, as a musician reads it: `12 songs restored: 3 added, 2 updated, 7 unchanged. 2 setlists: 2 added.` */
export function toRestoreWords({ summary, songs, lists, setlistCount }: RestoreReport): string {
	const { songCount, listCount, missingOriginalCount } = summary;
	const held = counted([setlistCount, 'setlist'], [listCount - setlistCount, 'smart list']);
	const gone = counted([songs.removedCount, 'song'], [lists.removedCount, 'list']);
	const missing = counted([missingOriginalCount, 'recording']);
	const wasOrWere = (count: number): string => (count === 1 ? 'was' : 'were');
	return [
		songCount === 0 ? 'The backup held no songs.' : `${counted([songCount, 'song'])} restored: ${whatBecame(songs)}.`,
		held === '' ? '' : `${held}: ${whatBecame(lists)}.`,
		gone === '' ? '' : `${gone} that the backup lacks ${wasOrWere(songs.removedCount + lists.removedCount)} deleted.`,
		missing === '' ? '' : `${missing} ${wasOrWere(missingOriginalCount)} missing when the backup was made.`
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

/** `2 songs and 1 list`; what there is none of is left out. */
function counted(...counts: readonly (readonly [number, string])[]): string {
	return counts
		.filter(([count]) => count > 0)
		.map(([count, one]) => `${count.toLocaleString()} ${count === 1 ? one : `${one}s`}`)
		.join(' and ');
}
