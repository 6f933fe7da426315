/** Commands under their headings, the group that came last first: what belongs to the room stands above what is always there. */
export function groupCommands<C extends { readonly group: string }>(
	commands: readonly C[]
): readonly (readonly [string, readonly C[]])[] {
	const byName = new Map<string, C[]>();
	for (const command of commands) byName.set(command.group, [...(byName.get(command.group) ?? []), command]);
	return [...byName].reverse();
}
