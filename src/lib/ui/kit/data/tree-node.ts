/** A node of a `Tree`; without `children` it is a leaf. */
export interface TreeNode {
	readonly id: string;
	readonly label: string;
	/** A quiet word at the end of the line. */
	readonly note?: string;
	readonly children?: readonly TreeNode[];
}

/** A line that can be seen: a node whose ancestors are all open. */
export interface TreeLine {
	readonly node: TreeNode;
	/** 1 for the roots. */
	readonly level: number;
	readonly parentId: string | null;
	/** Place among its siblings, from 1. */
	readonly place: number;
	readonly siblings: number;
}

export function visibleLines(
	nodes: readonly TreeNode[],
	open: ReadonlySet<string>,
	level = 1,
	parentId: string | null = null
): TreeLine[] {
	return nodes.flatMap((node, index) => {
		const line: TreeLine = { node, level, parentId, place: index + 1, siblings: nodes.length };
		return node.children && open.has(node.id) ? [line, ...visibleLines(node.children, open, level + 1, node.id)] : [line];
	});
}
