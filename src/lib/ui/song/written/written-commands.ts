import type { AnalysisRoom } from '$lib/app/song/analysis/analysis-room.svelte.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';

/** What can be done where nothing was recorded, by key and in the palette. @param isWritten read in reactive code */
export function writtenCommands(room: AnalysisRoom, isWritten: () => boolean): Command[] {
	return [
		{
			id: 'written.face',
			title: 'Score or piano roll',
			group: 'Music',
			keys: ['V'],
			words: ['notation', 'sheet music', 'tab'],
			when: isWritten,
			run: () => {
				room.face = room.face === 'score' ? 'timeline' : 'score';
			}
		}
	];
}
