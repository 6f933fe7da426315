/** What we use of opentype.js, which brings no types. */
declare module 'opentype.js' {
	export interface Glyph {
		readonly index: number;
		/** Font units. */
		readonly advanceWidth?: number;
		/** Outline at a size in pixels, y downwards. */
		getPath(x: number, y: number, sizePx: number): { toPathData(decimals: number): string };
	}
	export interface Font {
		readonly unitsPerEm: number;
		hasChar(char: string): boolean;
		charToGlyph(char: string): Glyph;
		/** Font units. */
		getKerningValue(left: Glyph, right: Glyph): number;
	}
	/** @throws for bytes that are no font */
	export function parse(bytes: ArrayBuffer): Font;
}
