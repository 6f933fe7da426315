import { countLeading } from '../../../order/index.ts';
import { median } from '../../align/clock.ts';
import type { ListenToPartials } from '../../take/take-note.ts';

/** A tone that may have been struck. */
export interface Tone {
	/** Of the recording. */
	readonly seconds: number;
	/** As it sounds. */
	readonly pitchMidi: number;
	/** It was surely struck: what it sounds like is learned from it. */
	readonly isSure: boolean;
}

/** What the sound says of one tone. */
export interface ToneEvidence {
	/** How strongly it was struck, as against what this pitch does in this take: natural logarithm; 0 as ever, -7 not at all. */
	readonly strength: number;
	/** How much worse the sound is explained without it, 0 to about 4. */
	readonly need: number;
	/** The strength of those partials that it shares with no other tone that begins there; and their share of its power. */
	readonly own: number;
	readonly ownShare: number;
	/** Tones that may begin there. */
	readonly tones: number;
}

/** Place in the spectrum of a partial, or of partials of several tones. */
interface Slot {
	readonly hz: number;
	before: number;
	gain: number;
	/** Index of the tone and of its partial, from 0. */
	readonly members: (readonly [tone: number, partial: number])[];
}

const partials = 10;
const pitches = 128;
/** Tones this near begin together, seconds. */
const togetherSeconds = 0.1;
/** What is always there: of a tone's usual power, and of what sounded before. */
const noise = { ofTone: 0.001, ofBefore: 0.1 } as const;
const leastStrength = -7;

/**
 * Explains what a recording's spectrum gains at a moment by the tones that may begin there, with the overtones that this very
 * instrument shows where a tone is sure: non-negative factors under the Kullback-Leibler divergence by multiplicative updates (Lee and
 * Seung 2001) with templates that are known, as in score-informed separation (Ewert and Müller 2012).
 */
export class StrikeEvidence {
	readonly #listen: ListenToPartials;
	readonly #tones: readonly Tone[];
	/** Natural logarithm of the power gained, by pitch and partial. */
	readonly #templates: Float64Array;

	/** @param tones by seconds */
	constructor(listen: ListenToPartials, tones: readonly Tone[]) {
		this.#listen = listen;
		this.#tones = tones;
		this.#templates = this.#learn();
	}

	/** What is to be said of a pitch at a moment, whether it is among the tones or not. */
	of(pitchMidi: number, seconds: number): ToneEvidence {
		const together = this.#around(pitchMidi, seconds);
		const slots = this.#slots(together, seconds);
		const matrix = slots.map(({ members }) => {
			const row = new Float64Array(together.length);
			for (const [tone, partial] of members)
				row[tone] = (row[tone] ?? 0) + Math.exp(this.#templates[(together[tone]?.pitchMidi ?? 0) * partials + partial] ?? 0);
			return row;
		});
		const whole = together.map((_, tone) => matrix.reduce((sum, row) => sum + (row[tone] ?? 0), 0));
		const typical = median(whole);
		const always = slots.map(({ before }) => noise.ofTone * typical + noise.ofBefore * before);
		const gained = slots.map(({ gain }) => gain);
		const all = explain(matrix, gained, always, false);
		const without = explain(matrix, gained, always, true);
		let ownGain = 0;
		let ownPower = 0;
		slots.forEach(({ members, gain }, slot) => {
			if (members.some(([tone]) => tone !== 0)) return;
			ownGain += gain;
			ownPower += matrix[slot]?.[0] ?? 0;
		});
		const strength = (ratio: number): number => Math.max(leastStrength, Math.log(ratio + 1e-9));
		const power = Math.max(1e-12, whole[0] ?? 0);
		return {
			strength: strength(all.gains[0] ?? 0),
			need: Math.log1p(Math.max(0, without.cost - all.cost) / (0.02 * power)),
			own: ownPower === 0 ? 0 : strength(ownGain / ownPower),
			ownShare: ownPower / power,
			tones: together.length
		};
	}

	/** The asked pitch first, then what may begin with it, no pitch twice. */
	#around(pitchMidi: number, seconds: number): { readonly pitchMidi: number; readonly isSure: boolean }[] {
		const found = new Map<number, boolean>([[pitchMidi, true]]);
		const from = seconds - togetherSeconds;
		const first = countLeading(this.#tones.length, (at) => (this.#tones[at]?.seconds ?? Infinity) < from);
		for (let at = first; ; at++) {
			const tone = this.#tones[at];
			if (tone === undefined || tone.seconds > seconds + togetherSeconds) break;
			if (tone.pitchMidi !== pitchMidi) found.set(tone.pitchMidi, tone.isSure || found.get(tone.pitchMidi) === true);
		}
		return [...found].map(([pitch, isSure]) => ({ pitchMidi: pitch, isSure }));
	}

	/** Partials of all tones, those that the spectrum does not tell apart as one. */
	#slots(together: readonly { readonly pitchMidi: number }[], seconds: number): Slot[] {
		const all = together.flatMap(({ pitchMidi }, tone): Slot[] => {
			const { before, after } = this.#listen(pitchMidi, seconds);
			const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
			return Array.from(before, (power, partial) => ({
				hz: hz * (partial + 1),
				before: power,
				gain: Math.max(0, (after[partial] ?? 0) - power),
				members: [[tone, partial] as const]
			}));
		});
		all.sort((a, b) => a.hz - b.hz);
		const slots: Slot[] = [];
		for (const one of all) {
			const last = slots.at(-1);
			if (last === undefined || one.hz - last.hz >= Math.max(9, 0.02 * one.hz)) {
				slots.push(one);
				continue;
			}
			last.members.push(...one.members);
			if (one.gain > last.gain) {
				last.gain = one.gain;
				last.before = one.before;
			}
		}
		return slots;
	}

	/** Learns from sure tones, by partials that they share with no other; pitches nearby speak where a pitch was not heard. */
	#learn(): Float64Array {
		const seen = Array.from({ length: pitches * partials }, (): number[] => []);
		for (const { pitchMidi, seconds, isSure } of this.#tones) {
			if (!isSure) continue;
			for (const { members, gain } of this.#slots(this.#around(pitchMidi, seconds), seconds)) {
				const [member] = members;
				if (members.length === 1 && member?.[0] === 0 && gain > 0) seen[pitchMidi * partials + member[1]]?.push(Math.log(gain));
			}
		}
		const middles = seen.map((values) => ({ middle: median(values), weight: Math.min(6, values.length) }));
		const level = median(middles.flatMap(({ middle, weight }) => (weight === 0 ? [] : [middle])));
		return Float64Array.from({ length: pitches * partials }, (_, at) => {
			const pitch = Math.floor(at / partials);
			const partial = at % partials;
			let weight = 0.3;
			let sum = weight * (level - 0.5 * partial);
			for (let near = Math.max(0, pitch - 8); near <= Math.min(pitches - 1, pitch + 8); near++) {
				const { middle, weight: count } = middles[near * partials + partial] ?? { middle: 0, weight: 0 };
				const own = count * Math.exp(-((near - pitch) ** 2) / 4);
				sum += own * middle;
				weight += own;
			}
			return sum / weight;
		});
	}
}

const rounds = 40;

/** Gains of the tones, and what is left unexplained: the generalised Kullback-Leibler divergence. */
function explain(
	matrix: readonly Float64Array[],
	gained: readonly number[],
	always: readonly number[],
	isWithoutFirst: boolean
): { gains: Float64Array; cost: number } {
	const tones = matrix[0]?.length ?? 0;
	const gains = new Float64Array(tones).fill(1);
	if (isWithoutFirst) gains[0] = 0;
	const model = new Float64Array(matrix.length);
	const sums = new Float64Array(tones);
	for (const row of matrix) row.forEach((power, tone) => (sums[tone] = (sums[tone] ?? 0) + power));
	const predict = (): void => {
		matrix.forEach((row, slot) => {
			let sum = always[slot] ?? 0;
			for (let tone = 0; tone < tones; tone++) sum += (row[tone] ?? 0) * (gains[tone] ?? 0);
			model[slot] = sum;
		});
	};
	for (let round = 0; round < rounds; round++) {
		predict();
		for (let tone = 0; tone < tones; tone++) {
			let pull = 0;
			matrix.forEach((row, slot) => {
				pull += ((row[tone] ?? 0) * ((gained[slot] ?? 0) + (always[slot] ?? 0))) / (model[slot] ?? 1);
			});
			gains[tone] = (gains[tone] ?? 0) * (pull / Math.max(1e-30, sums[tone] ?? 0));
		}
	}
	predict();
	let cost = 0;
	gained.forEach((gain, slot) => {
		const y = gain + (always[slot] ?? 0);
		const m = model[slot] ?? 1;
		cost += y * Math.log(y / m) - y + m;
	});
	return { gains, cost };
}
