import type { PracticeRoom } from '$lib/app/practice/practice-room.svelte.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';

/** The practice room by key and in the palette. */
export function roomCommands(room: PracticeRoom, loopWorst: () => void): Command[] {
	return [
		{
			id: 'practice.record',
			title: 'Record a take, or stop',
			group: 'Practice',
			keys: ['Shift+R'],
			words: ['take', 'microphone', 'arm'],
			run: () => room.runner.toggle()
		},
		{
			id: 'practice.worst',
			title: 'Loop my three worst bars',
			group: 'Practice',
			words: ['hardest', 'repeat'],
			when: () => room.judge.open !== null,
			run: loopWorst
		}
	];
}
