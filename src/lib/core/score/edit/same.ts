/** Whether two values of JSON say the same, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
	if (Array.isArray(one) !== Array.isArray(other)) return false;
	const fields: readonly (readonly [string, unknown])[] = Object.entries(one);
	const others = new Map<string, unknown>(Object.entries(other));
	return fields.length === others.size && fields.every(([name, value]) => others.has(name) && isSame(value, others.get(name)));
}
