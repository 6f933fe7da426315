let openedId: string | null = null;

/** The song opened last in this visit: what "this" means to a search. Null when none was. */
export function lastOpenedSong(): string | null {
	return openedId;
}

export function rememberOpenedSong(id: string): void {
	openedId = id;
}
