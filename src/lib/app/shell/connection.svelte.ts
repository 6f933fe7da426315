/** Whether the browser believes it has a network. Nothing in the app waits for it; it is only shown. */
export class Connection {
	#isOnline = $state(true);

	get isOnline(): boolean {
		return this.#isOnline;
	}

	/** Gives the disposer. */
	start(win: Window): () => void {
		const read = (): void => {
			this.#isOnline = win.navigator.onLine;
		};
		read();
		win.addEventListener('online', read);
		win.addEventListener('offline', read);
		return () => {
			win.removeEventListener('online', read);
			win.removeEventListener('offline', read);
		};
	}
}
