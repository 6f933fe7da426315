type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; `content` is XML already. Attributes without a value are left out. */
export function tag(name: string, content: string | number = '', attributes: Attributes = {}): string {
	const written = Object.entries(attributes)
		.map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeXml(`${value}`)}"`))
		.join('');
	return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Text made safe for XML; characters that XML 1.0 has no place for are dropped. */
export function escapeXml(text: string): string {
	return Array.from(text, (letter) => {
		const code = letter.codePointAt(0) ?? 0;
		const isAllowed =
			code >= 0x20
				? (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff
				: code === 9 || code === 10 || code === 13;
		return isAllowed ? (escapes.get(letter) ?? letter) : '';
	}).join('');
}

const escapes: ReadonlyMap<string, string> = new Map([
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;']
]);

export const textTag = (name: string, text: string, attributes: Attributes = {}): string =>
	tag(name, escapeXml(text), attributes);
