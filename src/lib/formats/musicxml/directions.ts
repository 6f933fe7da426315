import { ticksPerQuarter, type Score } from '$core/score/index.ts';
import type { IdMaker, TempoChange } from '../score-draft/index.ts';
import { child, childNumber, childrenOf, childText, toNumber, type XmlElement } from './xml.ts';

const noteTicks: ReadonlyMap<string, number> = new Map([
	['breve', 8],
	['whole', 4],
	['half', 2],
	['quarter', 1],
	['eighth', 1 / 2],
	['16th', 1 / 4],
	['32nd', 1 / 8]
]);

/** What is said once for all parts: tempo, swing, sections. */
export class ScoreMarks {
	readonly tempoChanges: TempoChange[] = [];
	readonly tempoMarks: Score['tempoMarks'] = [];
	readonly swings: Score['swings'] = [];
	readonly sections: Score['sections'] = [];
	readonly #nextId: IdMaker;

	constructor(nextId: IdMaker) {
		this.#nextId = nextId;
	}

	/** @param direction a `direction`, or a `sound` that stands alone */
	read(direction: XmlElement, tick: number): void {
		const sound = direction.name === 'sound' ? direction : child(direction, 'sound');
		const types = childrenOf(direction, 'direction-type');
		const metronome = types.map((type) => child(type, 'metronome')).find((found) => found !== undefined);
		const words = types
			.flatMap((type) => childrenOf(type, 'words').map(({ text }) => text))
			.join(' ')
			.trim();
		this.#readTempo(metronome, toNumber(sound?.attributes['tempo']), words, tick);
		const swing = child(sound, 'swing');
		if (swing !== undefined) this.#readSwing(swing, tick);
		for (const type of types) {
			const label = childrenOf(type, 'rehearsal')
				.map(({ text }) => text)
				.join(' ')
				.slice(0, 80);
			if (label !== '' && !this.sections.some((section) => section.tick === tick)) {
				this.sections.push({ id: this.#nextId('s'), tick, label });
			}
		}
	}

	/** Swing that nothing ended goes on to the end. */
	close(endTick: number): void {
		this.#endSwing(endTick);
	}

	#readTempo(metronome: XmlElement | undefined, quartersAMinute: number | undefined, words: string, tick: number): void {
		const beatTicks = toBeatTicks(metronome);
		const printed = toNumber(/\d+(\.\d+)?/.exec(childText(metronome, 'per-minute'))?.[0]);
		const bpm = printed ?? (quartersAMinute === undefined ? undefined : (quartersAMinute * ticksPerQuarter) / beatTicks);
		const quarters = quartersAMinute ?? (printed === undefined ? undefined : (printed * beatTicks) / ticksPerQuarter);
		if (quarters === undefined || bpm === undefined || quarters <= 0 || bpm <= 0 || bpm > 1000) return;
		if (this.tempoChanges.some((change) => change.tick === tick)) return;
		this.tempoChanges.push({ tick, secondsPerQuarter: 60 / quarters });
		// A tempo that is only played is not printed.
		if ((metronome === undefined || metronome.attributes['print-object'] === 'no') && words === '') return;
		this.tempoMarks.push({
			id: this.#nextId('t'),
			tick,
			bpm,
			beatTicks,
			...(words === '' ? {} : { words: words.slice(0, 500) })
		});
	}

	#readSwing(swing: XmlElement, tick: number): void {
		this.#endSwing(tick);
		const first = childNumber(swing, 'first');
		const second = childNumber(swing, 'second');
		if (child(swing, 'straight') !== undefined || first === undefined || second === undefined || second <= 0) return;
		const ratio = first / second;
		if (ratio < 1 || ratio > 4) return;
		const unitTicks = childText(swing, 'swing-type') === '16th' ? ticksPerQuarter / 4 : ticksPerQuarter / 2;
		this.swings.push({ id: this.#nextId('w'), tick, endTick: Infinity, ratio, unitTicks });
	}

	#endSwing(endTick: number): void {
		const last = this.swings.at(-1);
		if (last === undefined || last.endTick !== Infinity) return;
		if (endTick > last.tick) last.endTick = endTick;
		else this.swings.pop();
	}
}

function toBeatTicks(metronome: XmlElement | undefined): number {
	const unit = noteTicks.get(childText(metronome, 'beat-unit')) ?? 1;
	const dots = Math.min(2, childrenOf(metronome, 'beat-unit-dot').length);
	return ticksPerQuarter * unit * (2 - 0.5 ** dots);
}
