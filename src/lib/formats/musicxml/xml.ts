import { XMLParser } from 'fast-xml-parser';
import { checkSize, FormatFault, scoreLimits } from '../score-draft/index.ts';

export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	readonly text: string;
}

const textName = '#text';
const attributesName = ':@';

/**
 * The root element of an XML file in UTF-8, UTF-16 or what its declaration names. Entities of the file's own are refused before anything is
 * parsed, so neither bombs nor outside files are ever opened.
 * @throws FormatFault for what is no XML, declares entities, or nests too deep
 */
export function toXml(bytes: Uint8Array): XmlElement {
	checkSize(bytes);
	const text = decodeXml(bytes);
	if (!/^\s*</.test(text)) throw new FormatFault('notScore', {}, 'no XML');
	if (/<!ENTITY/i.test(text)) throw new FormatFault('scoreUnsafe', {}, 'entity declarations');
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		parseTagValue: false,
		trimValues: true,
		htmlEntities: true,
		ignoreDeclaration: true,
		ignorePiTags: true,
		maxNestedTags: scoreLimits.maxDepth
	});
	let nodes: unknown;
	try {
		nodes = parser.parse(text);
	} catch (error) {
		throw new FormatFault('scoreDamaged', {}, error instanceof Error ? error.message : String(error));
	}
	const root = Array.isArray(nodes) ? toElements(nodes)[0] : undefined;
	if (root === undefined) throw new FormatFault('notScore', {}, 'no element');
	return root;
}

function toElements(nodes: readonly unknown[]): XmlElement[] {
	return nodes.flatMap((node) => {
		if (typeof node !== 'object' || node === null) return [];
		const name = Object.keys(node).find((key) => key !== attributesName);
		if (name === undefined || name === textName) return [];
		const content: unknown = Reflect.get(node, name);
		const children: unknown[] = Array.isArray(content) ? content : [];
		return [{ name, attributes: toAttributes(node), children: toElements(children), text: children.map(textOf).join('') }];
	});
}

function textOf(node: unknown): string {
	const text: unknown = typeof node === 'object' && node !== null ? Reflect.get(node, textName) : undefined;
	return text === undefined ? '' : String(text);
}

const noAttributes: Readonly<Record<string, string>> = {};

function toAttributes(node: object): Readonly<Record<string, string>> {
	const attributes: unknown = Reflect.get(node, attributesName);
	if (typeof attributes !== 'object' || attributes === null) return noAttributes;
	return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}

function decodeXml(bytes: Uint8Array): string {
	const [a = 0, b = 0] = bytes;
	if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le').decode(bytes);
	if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be').decode(bytes);
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
	const named = /^[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(named).decode(bytes);
	} catch {
		return new TextDecoder().decode(bytes);
	}
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
	return element?.children.find((inner) => inner.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
	return element?.children.filter((inner) => inner.name === name) ?? [];
}

/** Empty where there is no such child. */
export function childText(element: XmlElement | undefined, name: string): string {
	return child(element, name)?.text.trim() ?? '';
}

/** Undefined where there is no such child, or no number in it. */
export function childNumber(element: XmlElement | undefined, name: string): number | undefined {
	return toNumber(childText(element, name));
}

export function toNumber(text: string | undefined): number | undefined {
	const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}
