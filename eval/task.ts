/** One thing that can be measured: takes the words after its name, prints a report, answers an exit code. */
export type EvalTask = (words: readonly string[]) => Promise<number>;

/** The options that every task takes, for `parseArgs`. */
export const taskOptions = {
	/** A folder with a manifest.json; `WOODSHED_DATA` where it is not given. */
	data: { type: 'string' },
	/** The file that the figures are written to. */
	json: { type: 'string' },
	/** The folder that what was found of each item is written to. */
	out: { type: 'string' },
	/** Our own code in Node on what ffmpeg reads, instead of the production build in Chromium. */
	node: { type: 'boolean' }
} as const;

/**
 * The items that a task measures, of the folder given by `--data` or else by `WOODSHED_DATA`. Without a folder, and without
 * items in it, the console says so and the answer is null.
 * @param toLack the sentence that says what nothing in the folder has
 * @throws {Error} whatever `read` throws
 */
export function readTaskItems<Item>(
	data: string | undefined,
	read: (folder: string) => readonly Item[],
	toLack: (folder: string) => string
): readonly Item[] | null {
	const folder = data ?? process.env['WOODSHED_DATA'];
	if (folder === undefined) {
		console.error('Give --data DIR, a folder with a manifest.json, or set WOODSHED_DATA.');
		return null;
	}
	const items = read(folder);
	if (items.length > 0) return items;
	console.error(toLack(folder));
	return null;
}

/** An item that nothing could be heard of, and why. */
export interface Failure {
	readonly id: string;
	readonly message: string;
}

/** What became of an item whose measuring threw. */
export const toFailure = (id: string, error: unknown): Failure => ({
	id,
	message: error instanceof Error ? error.message : String(error)
});

/** What `hear` answers; where it throws, `nothing`, and the item is named among the failures. */
export async function hearOrName<Heard>(
	id: string,
	hear: () => Promise<Heard>,
	nothing: Heard,
	failures: Failure[]
): Promise<Heard> {
	try {
		return await hear();
	} catch (error) {
		failures.push(toFailure(id, error));
		return nothing;
	}
}

/** Prints the failures, a line each. */
export function tellFailures(failures: readonly Failure[]): void {
	for (const { id, message } of failures) console.log(`  failed on ${id}: ${message}`);
}
