import type { EngravedLight } from '$contracts/notation/engraved-marks.ts';
import type { DrawnLine } from './drawing/drawn-line.ts';

const lightClass = (light: EngravedLight): string => `light-${light}`;

/** Notes that are lit, over the heads that are drawn of them. Only classes are changed. */
export class NoteLights {
	readonly #lights = new Map<string, EngravedLight>();
	readonly #heads = new Map<string, SVGElement[]>();

	/** A line was drawn: its heads are as lit as their notes. */
	add({ heads }: DrawnLine): void {
		for (const { element, head } of heads) {
			if (element === null) continue;
			const own = this.#heads.get(head.note.id);
			if (own === undefined) this.#heads.set(head.note.id, [element]);
			else own.push(element);
			const light = this.#lights.get(head.note.id);
			if (light !== undefined) element.classList.add(lightClass(light));
		}
	}

	/** A line is no longer drawn. */
	forget({ heads }: DrawnLine): void {
		for (const { element, head } of heads) {
			const left = this.#heads.get(head.note.id)?.filter((other) => other !== element) ?? [];
			if (left.length === 0) this.#heads.delete(head.note.id);
			else this.#heads.set(head.note.id, left);
		}
	}

	set(noteIds: Iterable<string>, light: EngravedLight | null): void {
		for (const id of noteIds) {
			const before = this.#lights.get(id);
			if (before === light || (before === undefined && light === null)) continue;
			if (light === null) this.#lights.delete(id);
			else this.#lights.set(id, light);
			for (const { classList } of this.#heads.get(id) ?? []) {
				if (before !== undefined) classList.remove(lightClass(before));
				if (light !== null) classList.add(lightClass(light));
			}
		}
	}

	clear(): void {
		this.set([...this.#lights.keys()], null);
	}
}
