import { expect, test } from 'vitest';
import type { RestoreReport } from '../backup/restore-backup.ts';
import type { RestoreCounts } from '../backup/restore-tally.ts';
import { toRestoreWords } from './restore-words.ts';

const none: RestoreCounts = { addedCount: 0, updatedCount: 0, unchangedCount: 0, keptCount: 0, removedCount: 0 };

interface Told {
	readonly songs?: Partial<RestoreCounts>;
	readonly lists?: Partial<RestoreCounts>;
	readonly takes?: Partial<RestoreCounts>;
	readonly practice?: Partial<RestoreCounts>;
	readonly choiceCount?: number;
	readonly setlistCount?: number;
	readonly missingTakeSoundCount?: number;
	readonly missingOriginalCount?: number;
}

/** A report that adds up: the backup holds what was added, updated, unchanged and kept. */
function reportOf({ songs, lists, takes, practice, ...told }: Told): RestoreReport {
	const { choiceCount = 0, setlistCount = 0, missingOriginalCount = 0, missingTakeSoundCount = 0 } = told;
	const held = ({ addedCount, updatedCount, unchangedCount, keptCount }: RestoreCounts): number =>
		addedCount + updatedCount + unchangedCount + keptCount;
	const counts = {
		songs: { ...none, ...songs },
		lists: { ...none, ...lists },
		takes: { ...none, ...takes },
		practice: { ...none, ...practice }
	};
	return {
		...counts,
		choiceCount,
		setlistCount,
		summary: {
			songCount: held(counts.songs),
			listCount: held(counts.lists),
			takeCount: held(counts.takes),
			practiceCount: held(counts.practice),
			hasPractice: true,
			missingTakeSoundCount,
			sizeBytes: 1,
			createdAtMs: 1,
			appVersion: '0.1.0',
			missingOriginalCount,
			ignoredEntryCount: 0
		}
	};
}

test.each<[Told, string]>([
	[
		{ songs: { addedCount: 3, updatedCount: 2, unchangedCount: 7 }, lists: { addedCount: 2 }, setlistCount: 2 },
		'12 songs restored: 3 added, 2 updated, 7 unchanged. 2 setlists: 2 added.'
	],
	[{ songs: { addedCount: 1 } }, '1 song restored: 1 added.'],
	[{ songs: { addedCount: 1200 } }, `${(1200).toLocaleString()} songs restored: ${(1200).toLocaleString()} added.`],
	[{ songs: { unchangedCount: 1, keptCount: 1 } }, '2 songs restored: 1 unchanged, 1 newer here and kept.'],
	[
		{ lists: { addedCount: 1, updatedCount: 2 }, setlistCount: 1 },
		'The backup held no songs. 1 setlist and 2 smart lists: 1 added, 2 updated.'
	],
	[{ lists: { keptCount: 1 } }, 'The backup held no songs. 1 smart list: 1 newer here and kept.'],
	[{ songs: { addedCount: 2, removedCount: 1 } }, '2 songs restored: 2 added. 1 song that the backup lacks was deleted.'],
	[
		{ songs: { addedCount: 2, removedCount: 4 }, lists: { removedCount: 1 } },
		'2 songs restored: 2 added. 4 songs and 1 list that the backup lacks were deleted.'
	],
	[
		{ songs: { addedCount: 2 }, missingOriginalCount: 1 },
		'2 songs restored: 2 added. 1 recording was missing when the backup was made.'
	],
	[
		{ songs: { addedCount: 2 }, missingOriginalCount: 2 },
		'2 songs restored: 2 added. 2 recordings were missing when the backup was made.'
	],
	[
		{ songs: { addedCount: 1 }, takes: { addedCount: 2, keptCount: 1 }, practice: { addedCount: 14 }, choiceCount: 2 },
		'1 song restored: 1 added. 3 takes: 2 added, 1 newer here and kept. Your practice, 14 judged takes: 14 added. Your choices came along.'
	],
	[
		{ songs: { addedCount: 1, removedCount: 1 }, takes: { removedCount: 3 }, lists: { removedCount: 1 } },
		'1 song restored: 1 added. 1 song, 3 takes and 1 list that the backup lacks were deleted.'
	],
	[
		{ takes: { addedCount: 1 }, missingTakeSoundCount: 1 },
		'The backup held no songs. 1 take: 1 added. 1 take had lost its sound when the backup was made.'
	],
	[{}, 'The backup held no songs.']
])('%j', (told, words) => {
	expect(toRestoreWords(reportOf(told))).toBe(words);
});
