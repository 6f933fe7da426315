import { readdir, readFile } from 'node:fs/promises';

/** Watches what all the children of a process, and theirs, take of memory, in bytes, shared pages counted by share. Linux only. */
export class ProcessMemory {
	peakBytes = 0;
	readonly #rootPid: number;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(rootPid: number) {
		this.#rootPid = rootPid;
	}

	/** Null where the system does not say. */
	async readBytes(): Promise<number | null> {
		try {
			const parents = new Map<number, number>();
			for (const name of await readdir('/proc')) {
				const pid = Number(name);
				if (!Number.isInteger(pid)) continue;
				const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
				const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
				if (Number.isInteger(parent)) parents.set(pid, parent);
			}
			let total = 0;
			for (const pid of parents.keys()) {
				let ancestor = parents.get(pid);
				while (ancestor !== undefined && ancestor !== this.#rootPid) ancestor = parents.get(ancestor);
				if (ancestor === undefined) continue;
				const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
				total += 1024 * Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
			}
			return total > 0 ? total : null;
		} catch {
			return null;
		}
	}

	start(): void {
		const sample = async (): Promise<void> => {
			this.peakBytes = Math.max(this.peakBytes, (await this.readBytes()) ?? 0);
			this.#timer = setTimeout(() => void sample(), 150);
		};
		this.peakBytes = 0;
		this.#timer = setTimeout(() => void sample(), 0);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
