/** A bar and how much goes wrong in it. */
export interface HotBar {
	/** Of whatever the caller counts: the piece's bars for a take, the score's for a history. */
	readonly bar: number;
	/** 0 to 1. */
	readonly heat: number;
}

/** Cooler bars are not worth a loop. */
const worthHeat = 0.08;

/** Bars to loop, both inclusive. */
export interface BarLoop {
	readonly fromBar: number;
	readonly toBar: number;
}

/** The worst bars, the hottest first; fewer where fewer are wrong. */
export function worstBars(bars: readonly HotBar[], count = 3): number[] {
	return bars
		.filter(({ heat }) => heat >= worthHeat)
		.sort((a, b) => b.heat - a.heat || a.bar - b.bar)
		.slice(0, count)
		.map(({ bar }) => bar);
}

/** Loops over some bars: neighbours in one, each with the bar before it to come in from. In the order of the hottest bar. */
export function toLoops(bars: readonly number[]): BarLoop[] {
	const loops: { fromBar: number; toBar: number; place: number }[] = [];
	for (const bar of [...bars].sort((a, b) => a - b)) {
		const place = bars.indexOf(bar);
		const last = loops.at(-1);
		if (last !== undefined && bar - last.toBar <= 2) {
			last.toBar = bar;
			last.place = Math.min(last.place, place);
		} else loops.push({ fromBar: Math.max(0, bar - 1), toBar: bar, place });
	}
	return loops.sort((a, b) => a.place - b.place).map(({ fromBar, toBar }) => ({ fromBar, toBar }));
}
