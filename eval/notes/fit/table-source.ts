/** Integers as indented lines of at most 120 characters beside their indent. */
export function toNumberLines(numbers: readonly number[], indent = '\t\t'): string {
	const lines: string[] = [];
	let line = '';
	for (const number of numbers) {
		const next = line === '' ? String(number) : `${line}, ${number}`;
		if (next.length > 120) {
			lines.push(`${indent}${line},`);
			line = String(number);
		} else line = next;
	}
	return [...lines, `${indent}${line}`].join('\n');
}

/** A fitted network: its sizes by name, then its weights. */
type Table = Readonly<Record<'hidden' | 'output', readonly number[]>>;

/** A table as the lines of a module, its sizes in the order of `sizes`. */
export function toTableSource<T extends Table, Size extends Exclude<keyof T, keyof Table> & string>(
	type: string,
	sizes: readonly Size[],
	{ name, meaning, table }: { readonly name: string; readonly meaning: string; readonly table: T }
): string {
	return [
		`/** ${meaning} */`,
		`export const ${name}: ${type} = {`,
		...sizes.map((size) => `\t${size}: ${String(table[size])},`),
		'\t// prettier-ignore',
		'\thidden: [',
		toNumberLines(table.hidden),
		'\t],',
		'\t// prettier-ignore',
		'\toutput: [',
		toNumberLines(table.output),
		'\t]',
		'};',
		''
	].join('\n');
}
