import { decimalsOf } from './value-range.ts';

/** A number as controls show it: as many decimals as its step has, with a true minus sign. */
export function numberText(value: number, step: number): string {
	const places = step > 0 ? decimalsOf(step) : 2;
	const text = value.toFixed(places);
	const isZero = Number(text) === 0;
	return isZero ? text.replace('-', '') : text.replace('-', '−');
}

/** A number with its unit: a narrow space before letters, none before a degree sign. */
export function withUnit(text: string, unit: string): string {
	if (unit === '') return text;
	return unit.startsWith('°') ? `${text}${unit}` : `${text}\u202f${unit}`;
}

/**
 * The number somebody typed, or null. Takes a comma or a point, any minus sign, spaces, and the unit after it.
 * `1,250` is one and a quarter, since no control here counts in thousands.
 */
export function parseNumber(text: string, unit = ''): number | null {
	let bare = text
		.replace(/[\s\u00a0\u202f]/g, '')
		.replace(/^[−–]/, '-')
		.replace(',', '.');
	const bareUnit = unit.replace(/\s/g, '');
	if (bareUnit !== '' && bare.toLowerCase().endsWith(bareUnit.toLowerCase())) bare = bare.slice(0, -bareUnit.length);
	if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(bare)) return null;
	const value = Number(bare);
	return Number.isFinite(value) ? value : null;
}
