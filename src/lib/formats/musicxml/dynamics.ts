import type { Part } from '$core/score/index.ts';

type DynamicMark = Part['dynamics'][number]['mark'];

/** How hard a note under each mark is struck, as notation programs play them. */
const velocities: Readonly<Record<DynamicMark, number>> = {
	ppp: 16,
	pp: 33,
	p: 49,
	mp: 64,
	mf: 80,
	f: 96,
	ff: 112,
	fff: 126,
	sfz: 112
};
const beyond: ReadonlyMap<string, DynamicMark> = new Map<string, DynamicMark>([
	['pppp', 'ppp'],
	['ppppp', 'ppp'],
	['ffff', 'fff'],
	['fffff', 'fff'],
	['sf', 'sfz'],
	['sffz', 'sfz'],
	['sfp', 'sfz'],
	['fz', 'sfz'],
	['rfz', 'sfz'],
	['rf', 'sfz'],
	['fp', 'sfz']
]);

export const usualVelocity = 80;

export function toDynamicMark(name: string): DynamicMark | undefined {
	return name in velocities ? (name as DynamicMark) : beyond.get(name);
}

/** What the notes after a mark are struck with; a sforzando is of one note only. */
export function velocityAfter(mark: DynamicMark, before: number): number {
	return mark === 'sfz' ? before : velocities[mark];
}
