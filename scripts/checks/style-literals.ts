/** A colour or a size written out where a token belongs. */
export interface StyleLiteral {
	/** From 1. */
	readonly line: number;
	readonly text: string;
}

const colour = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\(/gi;
const size = /(?<![\w.-])-?\d*\.?\d+(?:px|rem|pt)\b/gi;
/** The breakpoints live in queries, where custom properties do not work. */
const query = /^\s*@(?:media|container)\b[^{]*\{/gm;
/** A `font-face` describes a file, not the page. */
const fontFace = /@font-face\s*\{[^}]*\}/g;
const comment = /\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g;

/**
 * Literals in a stylesheet, or in the `<style>` blocks and style attributes of a Svelte component. Sizes are px, rem and pt;
 * `em`, `ch`, `%` and viewport units relate to something and are allowed, and so is 0.
 */
export function findLiterals(source: string, isStylesheet: boolean): StyleLiteral[] {
	const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
	const styles = (isStylesheet ? source : onlyStyles(source, blank))
		.replace(comment, blank)
		.replace(query, blank)
		.replace(fontFace, blank);
	const found: StyleLiteral[] = [];
	for (const [index, text] of styles.split('\n').entries()) {
		for (const match of [...text.matchAll(colour), ...text.matchAll(size)]) found.push({ line: index + 1, text: match[0] });
	}
	return found;
}

/** Everything but style blocks and static style attributes and directives is blanked, so that line numbers stay. */
function onlyStyles(source: string, blank: (text: string) => string): string {
	const kept: [number, number][] = [];
	for (const pattern of [/<style[^>]*>[\s\S]*?<\/style>/g, /\sstyle(?::[\w-]+)?=(?:"[^"]*"|'[^']*'|\{`[^`]*`\})/g]) {
		for (const match of source.matchAll(pattern)) kept.push([match.index, match.index + match[0].length]);
	}
	let out = '';
	let at = 0;
	for (const [start, end] of kept.sort((a, b) => a[0] - b[0])) {
		if (start < at) continue;
		out += blank(source.slice(at, start)) + source.slice(start, end);
		at = end;
	}
	return out + blank(source.slice(at));
}
