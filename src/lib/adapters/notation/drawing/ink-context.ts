import { SVGContext } from 'vexflow/core';

/** Greys and blacks that the library draws lines and heads with: all of them are ink here. */
const inks = new Set(['black', '#000', '#444', '#777777', '#999999']);

/** Draws in the page's own ink, `currentColor`, and keeps the groups it opens, by the id of what they show. */
export class InkContext extends SVGContext {
	readonly #groups = new Map<string, SVGElement>();

	constructor(host: HTMLDivElement) {
		super(host);
		this.setBackgroundFillStyle('var(--score-paper, white)');
	}

	override applyAttributes(element: SVGElement, attributes: Parameters<SVGContext['applyAttributes']>[1]): SVGElement {
		const { fill, stroke } = attributes;
		const isInkFill = typeof fill === 'string' && inks.has(fill);
		const isInkStroke = typeof stroke === 'string' && inks.has(stroke);
		if (!isInkFill && !isInkStroke) return super.applyAttributes(element, attributes);
		return super.applyAttributes(element, {
			...attributes,
			...(isInkFill ? { fill: 'currentColor' } : {}),
			...(isInkStroke ? { stroke: 'currentColor' } : {})
		});
	}

	override openGroup(cls?: string, id?: string): SVGGElement {
		const group = super.openGroup(cls);
		if (id !== undefined) this.#groups.set(id, group);
		return group;
	}

	/** The library copies its flat state with `structuredClone`; a spread copies as much for less. */
	override save(): this {
		this.stateStack.push({ state: { ...this.state }, attributes: { ...this.attributes } });
		return this;
	}

	override restore(): this {
		const saved = this.stateStack.pop();
		if (saved !== undefined) {
			this.state = saved.state;
			this.attributes = saved.attributes;
		}
		return this;
	}

	groupOf(id: string): SVGElement | undefined {
		return this.#groups.get(id);
	}
}
