import type { Part } from '$core/score/index.ts';
import type { IdMaker } from '../score-draft/index.ts';
import { toNumber, type XmlElement } from './xml.ts';

interface Open {
	readonly tick: number;
	readonly kind: string;
	readonly staff: number;
	readonly octaves: number;
}

/** Marks of a part that begin in one place and end in another. What never ends is left out. */
export class SpanReader {
	readonly hairpins: Part['hairpins'] = [];
	readonly pedals: Part['pedals'] = [];
	readonly ottavas: Part['ottavas'] = [];
	readonly slurs: Part['slurs'] = [];
	readonly #open = new Map<string, Open>();
	readonly #slurStarts = new Map<string, string>();
	readonly #nextId: IdMaker;

	constructor(nextId: IdMaker) {
		this.#nextId = nextId;
	}

	/** @param mark a `wedge`, `pedal` or `octave-shift` */
	read({ name, attributes }: XmlElement, tick: number, staff: number): void {
		const { type = '', number = '1' } = attributes;
		const key = `${name} ${name === 'pedal' ? '' : number} ${name === 'octave-shift' ? staff : ''}`;
		if (type === 'stop' || type === 'change' || type === 'discontinue') this.#end(key, name, tick);
		if (type === 'stop' || type === 'continue' || type === 'resume' || type === 'discontinue') return;
		const octaves = Math.round(((toNumber(attributes['size']) ?? 8) - 1) / 7);
		this.#open.set(key, { tick, kind: type, staff, octaves: type === 'up' ? -octaves : octaves });
	}

	/** Slurs of a note. @param notations its `notations` elements */
	readSlurs(notations: readonly XmlElement[], noteId: string): void {
		const slurs = notations.flatMap(({ children }) => children).filter(({ name }) => name === 'slur');
		for (const { attributes } of slurs) {
			const number = attributes['number'] ?? '1';
			const from = this.#slurStarts.get(number);
			if (attributes['type'] === 'stop' && from !== undefined && from !== noteId) {
				this.slurs.push({ id: this.#nextId('l'), fromNoteId: from, toNoteId: noteId });
				this.#slurStarts.delete(number);
			}
		}
		for (const { attributes } of slurs) {
			if (attributes['type'] === 'start') this.#slurStarts.set(attributes['number'] ?? '1', noteId);
		}
	}

	#end(key: string, name: string, endTick: number): void {
		const open = this.#open.get(key);
		this.#open.delete(key);
		if (open === undefined || endTick <= open.tick) return;
		const { tick, kind, staff, octaves } = open;
		if (name === 'pedal') this.pedals.push({ id: this.#nextId('q'), tick, endTick });
		if (name === 'octave-shift' && Math.abs(octaves) <= 2 && octaves !== 0) {
			this.ottavas.push({ id: this.#nextId('o'), tick, endTick, staff, octaves });
		}
		if (name === 'wedge' && (kind === 'crescendo' || kind === 'diminuendo')) {
			this.hairpins.push({ id: this.#nextId('h'), tick, endTick, kind });
		}
	}
}
