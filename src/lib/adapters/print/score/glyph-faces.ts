import academicoBoldUrl from '@vexflow-fonts/academico/academico-bold.otf?url';
import academicoUrl from '@vexflow-fonts/academico/academico.otf?url';
import bravuraUrl from '@vexflow-fonts/bravura/bravura.otf?url';
import { parse, type Font, type Glyph } from 'opentype.js';

/** The outline of a sign. */
export interface Outline {
	/** Names the face and the glyph: fit for an id. */
	readonly id: string;
	/** SVG path at a size of 1000, y downwards. */
	readonly path: string;
}

/** A sign of a text, from where the text begins. */
export interface PlacedOutline {
	readonly outline: Outline;
	/** In the size of the text. */
	readonly x: number;
}

export interface TextStyle {
	readonly family: string;
	readonly isBold: boolean;
	readonly sizePx: number;
}

const outlineSize = 1000;

interface Face {
	readonly name: string;
	readonly font: Font;
	readonly outlines: Map<number, Outline>;
}

/** The faces of the notation as outlines, so that what is printed needs no fonts. */
export class GlyphFaces {
	readonly #music: Face;
	readonly #words: Face;
	readonly #boldWords: Face;

	private constructor(music: Face, words: Face, boldWords: Face) {
		this.#music = music;
		this.#words = words;
		this.#boldWords = boldWords;
	}

	/** Rejects without network or cache. */
	static async load(): Promise<GlyphFaces> {
		const [music, words, bold] = await Promise.all([face('m', bravuraUrl), face('w', academicoUrl), face('b', academicoBoldUrl)]);
		return new GlyphFaces(music, words, bold);
	}

	/** The signs of a text in their places; null where the faces lack one of them. */
	outlinesOf(text: string, { family, isBold, sizePx }: TextStyle): readonly PlacedOutline[] | null {
		const words = isBold ? this.#boldWords : this.#words;
		const faces = family.includes('Bravura') ? [this.#music, words] : [words, this.#words, this.#music];
		const placed: PlacedOutline[] = [];
		let x = 0;
		let before: { readonly face: Face; readonly glyph: Glyph } | undefined;
		for (const char of text) {
			const own = faces.find(({ font }) => font.hasChar(char));
			if (own === undefined) return null;
			const glyph = own.font.charToGlyph(char);
			const scale = sizePx / own.font.unitsPerEm;
			if (before?.face === own && own !== this.#music) x += own.font.getKerningValue(before.glyph, glyph) * scale;
			placed.push({ outline: outlineOf(own, glyph), x });
			x += (glyph.advanceWidth ?? 0) * scale;
			before = { face: own, glyph };
		}
		return placed.filter(({ outline }) => outline.path !== '');
	}
}

async function face(name: string, url: string): Promise<Face> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`The face ${name} did not arrive: ${response.status}`);
	return { name, font: parse(await response.arrayBuffer()), outlines: new Map() };
}

function outlineOf({ name, outlines }: Face, glyph: Glyph): Outline {
	const known = outlines.get(glyph.index);
	if (known !== undefined) return known;
	const made = { id: `${name}${glyph.index}`, path: glyph.getPath(0, 0, outlineSize).toPathData(0) };
	outlines.set(glyph.index, made);
	return made;
}

/** What an outline is scaled by for a text of a size. */
export const outlineScale = (sizePx: number): number => sizePx / outlineSize;
