/** Lets messages in, such as a cancel, at least every `everyMs`. A timer, because message ports can starve each other. */
export function createBreather(everyMs = 50): () => Promise<void> {
	let last = performance.now();
	return async () => {
		if (performance.now() - last < everyMs) return;
		await new Promise<void>((resolve) => setTimeout(resolve));
		last = performance.now();
	};
}
