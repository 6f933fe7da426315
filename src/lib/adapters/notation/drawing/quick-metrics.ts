import { Metrics } from 'vexflow/core';

let isDone = false;

/**
 * Every element that the library makes asks for its font and style, and gets each as a `structuredClone` of a flat record. A spread copies as
 * much for less.
 */
export function useQuickMetrics(): void {
	if (isDone) return;
	isDone = true;
	Metrics.getFontInfo = copied(Metrics.getFontInfo.bind(Metrics));
	Metrics.getStyle = copied(Metrics.getStyle.bind(Metrics));
}

function copied<T extends object>(find: (key: string) => T): (key: string) => T {
	const known = new Map<string, T>();
	return (key) => {
		const found = known.get(key) ?? find(key);
		known.set(key, found);
		return { ...found };
	};
}
