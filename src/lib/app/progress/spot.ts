import type { BarLoop } from '$core/practice/progress/index.ts';
import type { LoopRange } from '$contracts/player.ts';
import type { Transport } from '../transport/transport.svelte.ts';

/** Where to begin in a song: some bars, and how fast. */
export interface Spot {
	/** Indices into the score's bars, both inclusive; null for the whole song. */
	readonly bars: BarLoop | null;
	/** Of the song's tempo. */
	readonly speed: number;
}

/** The address that opens a song's practice room with a loop and a speed set. Bars are counted from 1 in it, the pickup too. */
export function spotHref(songId: string, { bars, speed }: Spot): string {
	const params = new URLSearchParams();
	if (bars !== null) params.set('bars', `${bars.fromBar + 1}-${bars.toBar + 1}`);
	params.set('speed', String(Math.round(speed * 100)));
	return `/song/${encodeURIComponent(songId)}/practice?${params.toString()}`;
}

/** What an address asks for; null when it asks for nothing, or for what makes no sense. */
export function fromSpotParams(params: URLSearchParams): Spot | null {
	const bars = /^(\d{1,5})-(\d{1,5})$/.exec(params.get('bars') ?? '');
	const percent = /^\d{2,3}$/.exec(params.get('speed') ?? '');
	if (bars === null && percent === null) return null;
	const [fromBar, toBar] = [Number(bars?.[1] ?? 1) - 1, Number(bars?.[2] ?? 1) - 1];
	const speed = Number(percent?.[0] ?? 100) / 100;
	if (fromBar < 0 || toBar < fromBar || speed < 0.25 || speed > 2) return null;
	return { bars: bars === null ? null : { fromBar, toBar }, speed };
}

/** What of a song's desk is needed to find bars. */
export interface SpotDesk {
	readonly hasScore: boolean;
	lookAtScore(): Promise<void>;
	/** Null where there are no such bars. */
	barSeconds(fromBar: number, toBar: number): LoopRange | null;
}

/** Marks a loop over some bars, goes to its beginning, and sets the speed. Answers false where the bars are not found. */
export async function openSpot(desk: SpotDesk, transport: Transport, { bars, speed }: Spot): Promise<boolean> {
	transport.setSpeed(speed);
	if (bars === null) return true;
	if (desk.hasScore) await desk.lookAtScore();
	const loop = desk.barSeconds(bars.fromBar, bars.toBar);
	if (loop === null) return false;
	transport.setLoop(loop);
	transport.seek(loop.startSeconds);
	return true;
}
