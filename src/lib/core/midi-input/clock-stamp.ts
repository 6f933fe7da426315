/** One moment on two clocks: what the output's clock showed when that frame came out of the device, and the page's. */
export interface ClockStamp {
	readonly contextSeconds: number;
	readonly pageMs: number;
}

/**
 * What of the output was heard at a time of the page's clock, in context seconds. A key struck then goes with that sound, so
 * no output latency is left to take off.
 */
export function contextSecondsHeardAt(stamp: ClockStamp, pageMs: number): number {
	return stamp.contextSeconds + (pageMs - stamp.pageMs) / 1000;
}
