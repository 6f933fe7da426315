/** Lets messages in, such as a cancel, at least every `everyMs`; cheaper than a timer, which browsers slow down. */
export function createBreather(everyMs = 40): { breathe(): Promise<void>; close(): void } {
	const { port1, port2 } = new MessageChannel();
	let last = performance.now();
	let resume = (): void => undefined;
	port1.onmessage = () => resume();
	return {
		async breathe() {
			if (performance.now() - last < everyMs) return;
			await new Promise<void>((resolve) => {
				resume = resolve;
				port2.postMessage(null);
			});
			last = performance.now();
		},
		close() {
			port1.close();
		}
	};
}
