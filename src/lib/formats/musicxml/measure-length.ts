import { ticksPerQuarter } from '$core/score/index.ts';
import { checkCount, FormatFault, scoreLimits } from '../score-draft/index.ts';
import { child, childNumber, type XmlElement } from './xml.ts';

const maxBarTicks = 64 * 4 * ticksPerQuarter;

/** Where in its measure a reader is. Ticks are not rounded here, so that no error grows. */
export class MeasureCursor {
	/** Ticks from the beginning of the measure. */
	tick = 0;
	/** Where the last note that was no chord note began. */
	noteTick = 0;
	/** The furthest that anything reached. */
	furthest = 0;
	#divisions = 1;

	begin(): void {
		this.tick = 0;
		this.noteTick = 0;
		this.furthest = 0;
	}

	/** Ticks of a duration in the file's divisions. */
	toTicks(divisions: number): number {
		return (divisions * ticksPerQuarter) / this.#divisions;
	}

	/**
	 * Moves over an element of the measure.
	 * @returns for a note its length in ticks, else 0
	 * @throws FormatFault for a duration below zero or beyond all bars
	 */
	pass(element: XmlElement): number {
		if (element.name === 'attributes') {
			const divisions = childNumber(element, 'divisions');
			if (divisions !== undefined && divisions > 0) this.#divisions = divisions;
			return 0;
		}
		if (element.name !== 'note' && element.name !== 'backup' && element.name !== 'forward') return 0;
		if (child(element, 'grace') !== undefined) {
			this.noteTick = this.tick;
			return 0;
		}
		const duration = childNumber(element, 'duration') ?? 0;
		if (duration < 0) throw new FormatFault('scoreDamaged', {}, `a duration of ${duration}`);
		const ticks = this.toTicks(duration);
		checkCount(ticks, maxBarTicks, 'ticks in a bar');
		if (element.name === 'note' && child(element, 'chord') !== undefined) return ticks;
		if (element.name === 'backup') this.tick = Math.max(0, this.tick - ticks);
		else {
			this.noteTick = this.tick;
			this.tick += ticks;
		}
		this.furthest = Math.max(this.furthest, this.tick);
		checkCount(this.furthest, maxBarTicks, 'ticks in a bar');
		return element.name === 'note' ? ticks : 0;
	}
}

/** The length of each measure of a part, ticks; 0 for one that holds nothing. */
export function measureLengths(measures: readonly XmlElement[]): number[] {
	checkCount(measures.length, scoreLimits.maxBars, 'bars');
	const cursor = new MeasureCursor();
	return measures.map(({ children }) => {
		cursor.begin();
		for (const element of children) cursor.pass(element);
		return Math.round(cursor.furthest);
	});
}
