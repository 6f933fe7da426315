import { countLeading } from '../../order/index.ts';
/** When a place of the line was reached. */
export interface Anchor {
	readonly lineSeconds: number;
	readonly takeSeconds: number;
}

/** The tempo is followed over at least this long to each side, in beats, and over so many chords. */
const span = { beats: 1, anchors: 4 };
/** Who is further off than this many times the usual scatter does not bend the tempo; and the least that is tolerated, seconds. */
const outlier = { scatters: 5, leastSeconds: 0.035 };
const rounds = 3;
/** With fewer neighbours than this on a side, a line is drawn on from the other side, which goes far astray: it has a say itself. */
const edgeAnchors = 2;

/**
 * A player's own tempo: local regression of take time on line time with tricube weights and bisquare rounds (Cleveland 1979,
 * "Robust locally weighted regression"). What is asked at an anchor is told by its neighbours alone, so a note that is late
 * does not excuse itself.
 * @param anchors ascending in line time, no two at the same
 * @returns when a place is due, seconds of the take; the line's own tempo from the only anchor there is
 */
export function toOwnClock(anchors: readonly Anchor[], beatSeconds: number): OwnClock {
	let trust = anchors.map(() => 1);
	for (let round = 0; round < rounds; round++) {
		const off = anchors.map(({ lineSeconds, takeSeconds }, at) => takeSeconds - fitAt(lineSeconds, at).seconds);
		const scatter = Math.max(outlier.leastSeconds, outlier.scatters * 1.4826 * median(off.map(Math.abs)));
		trust = off.map((seconds) => Math.max(0.001, (1 - Math.min(1, (seconds / scatter) ** 2)) ** 2));
	}
	return { at: (lineSeconds) => fitAt(lineSeconds, indexOf(lineSeconds)) };

	function indexOf(lineSeconds: number): number {
		const at = firstFrom(anchors, lineSeconds - 1e-6);
		return Math.abs((anchors[at]?.lineSeconds ?? Infinity) - lineSeconds) < 1e-6 ? at : -1;
	}

	function fitAt(lineSeconds: number, without: number): { seconds: number; slope: number } {
		const next = firstFrom(anchors, lineSeconds);
		let low = next - 1;
		let high = without === next ? next + 1 : next;
		const reachSeconds = span.beats * beatSeconds;
		const isNear = (at: number, taken: number): boolean => {
			const anchor = anchors[at];
			return anchor !== undefined && (taken < span.anchors || Math.abs(anchor.lineSeconds - lineSeconds) <= reachSeconds);
		};
		let before = 0;
		let after = 0;
		const beside = { before, after };
		// An end of the music has neighbours on one side only: it takes twice as many from there.
		for (; isNear(low, before); low--) before++;
		for (; isNear(high, after); high++) after++;
		for (; before < span.anchors && isNear(high, Math.max(0, after - span.anchors + before)); high++) after++;
		for (; after < span.anchors && isNear(low, Math.max(0, before - span.anchors + after)); low--) before++;
		const isEdge = Math.min(beside.before, beside.after) < edgeAnchors;
		let furthest = reachSeconds;
		for (const at of [low + 1, high - 1]) {
			const anchor = anchors[at];
			if (anchor !== undefined) furthest = Math.max(furthest, 1.05 * Math.abs(anchor.lineSeconds - lineSeconds));
		}
		let [weight, x, y, xx, xy] = [0, 0, 0, 0, 0];
		for (let at = low + 1; at < high; at++) {
			const anchor = anchors[at];
			if (anchor === undefined || (at === without && !isEdge)) continue;
			const distance = Math.abs(anchor.lineSeconds - lineSeconds) / furthest;
			const w = (1 - distance ** 3) ** 3 * (trust[at] ?? 1) + 1e-9;
			const dx = anchor.lineSeconds - lineSeconds;
			weight += w;
			x += w * dx;
			y += w * anchor.takeSeconds;
			xx += w * dx * dx;
			xy += w * dx * anchor.takeSeconds;
		}
		if (weight === 0) {
			const own = anchors[0];
			return { seconds: own === undefined ? lineSeconds : own.takeSeconds + lineSeconds - own.lineSeconds, slope: 1 };
		}
		const spread = weight * xx - x * x;
		// Few places close together tell no tempo: the line's own is taken, or what little they say drawn towards it.
		const pull = weight * weight * (0.1 * beatSeconds) ** 2;
		const slope = Math.min(8, Math.max(0.1, (weight * xy - x * y + pull) / (spread + pull)));
		return { seconds: (y - slope * x) / weight, slope };
	}
}

export interface OwnClock {
	/** When a place is due, and take seconds for a line second there. */
	at(lineSeconds: number): { readonly seconds: number; readonly slope: number };
}

function firstFrom(anchors: readonly Anchor[], lineSeconds: number): number {
	return countLeading(anchors.length, (at) => (anchors[at]?.lineSeconds ?? Infinity) < lineSeconds);
}

/** The middle value, the upper one of two; 0 for none. */
export function median(values: readonly number[]): number {
	const sorted = Float64Array.from(values).sort();
	return sorted[sorted.length >> 1] ?? 0;
}
