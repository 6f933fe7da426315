import { Announcer } from './announcer.svelte.ts';
import { CommandRegistry } from './commands.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Theme } from './theme.svelte.ts';
import { Toasts, type ToastRequest } from './toasts.svelte.ts';

/** What the frame of the app knows, whichever room is open. */
export class Shell {
	readonly theme = new Theme();
	readonly commands = new CommandRegistry();
	readonly toasts = new Toasts();
	readonly announcer = new Announcer();
	readonly connection = new Connection();
	#isPaletteOpen = $state(false);
	#areShortcutsOpen = $state(false);

	get isPaletteOpen(): boolean {
		return this.#isPaletteOpen;
	}
	set isPaletteOpen(open: boolean) {
		this.#isPaletteOpen = open;
	}

	get areShortcutsOpen(): boolean {
		return this.#areShortcutsOpen;
	}
	set areShortcutsOpen(open: boolean) {
		this.#areShortcutsOpen = open;
	}

	/** A toast that is also spoken. */
	notify(request: ToastRequest): number {
		const isUrgent = request.tone === 'danger';
		const spoken = request.action === undefined ? request.text : `${request.text} ${request.action.label} is available.`;
		this.announcer.say(spoken, isUrgent ? 'urgent' : 'polite');
		return this.toasts.show(request);
	}

	/** Call once in the browser. Gives the disposer. */
	start(win: Window): () => void {
		const disposers = [
			this.theme.start(win),
			this.connection.start(win),
			this.commands.start(win),
			this.commands.registerAll([
				{
					id: 'shell.palette',
					title: 'Find a command',
					group: 'Everywhere',
					keys: ['Mod+K'],
					hidden: true,
					run: () => {
						this.isPaletteOpen = true;
					}
				},
				{
					id: 'shell.shortcuts',
					title: 'Show keyboard shortcuts',
					group: 'Everywhere',
					keys: ['?'],
					words: ['keys', 'help'],
					run: () => {
						this.areShortcutsOpen = true;
					}
				},
				{ id: 'shell.theme.system', title: 'Theme: as the system', group: 'Look', run: () => this.theme.choose('system') },
				{
					id: 'shell.theme.light',
					title: 'Theme: light',
					group: 'Look',
					words: ['paper'],
					run: () => this.theme.choose('light')
				},
				{ id: 'shell.theme.dark', title: 'Theme: dark', group: 'Look', words: ['night'], run: () => this.theme.choose('dark') }
			])
		];
		return () => {
			for (const dispose of disposers.reverse()) dispose();
			this.toasts.clear();
		};
	}
}
