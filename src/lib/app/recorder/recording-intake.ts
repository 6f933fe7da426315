import type { FileStore } from '$contracts/file-store.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { TakeShelf } from './take-shelf.svelte.ts';

export interface RecordingIntakePorts {
	readonly files: Pick<FileStore, 'open' | 'stat'>;
	/** Imports a finished take; answers once that has ended, whether it is settled: the library has it, or never can. */
	readonly onTake: (content: Blob, fileName: string) => Promise<boolean>;
	/** So that two tabs do not both bring in what was left. */
	readonly locks: Pick<JobLocks, 'tryHold'>;
	readonly onError: (error: unknown) => void;
}

type Shelf = Pick<TakeShelf, 'takes' | 'remove'>;

/** Brings recordings from the shelf into the library, where they are songs; each leaves the shelf when it is in. */
export class RecordingIntake {
	readonly #ports: RecordingIntakePorts;
	readonly #underWay = new Set<string>();

	constructor(ports: RecordingIntakePorts) {
		this.#ports = ports;
	}

	/** Those that belong to no song, as an earlier visit left them, as far as they still sound. Answers how many are on their way. */
	async bringInLeft(shelf: Shelf): Promise<number> {
		let count = 0;
		for (const take of shelf.takes) {
			if (take.songId !== null || take.sound === null || this.#underWay.has(take.id)) continue;
			if ((await this.#ports.files.stat(take.sound.path)) === null) continue;
			if (await this.bringIn(shelf, take)) count++;
		}
		return count;
	}

	/** Answers when it is on its way; false where it is already, in this tab or another, or has no sound. */
	async bringIn(shelf: Shelf, { id, sound, startedAtMs }: TakeRecord): Promise<boolean> {
		if (sound === null || this.#underWay.has(id)) return false;
		this.#underWay.add(id);
		const release = await this.#ports.locks.tryHold(`woodshed-recording-${id}`);
		if (release === null) {
			this.#underWay.delete(id);
			return false;
		}
		const stamp = new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
		void this.#import(shelf, id, sound.path, `Recording ${stamp}.wav`)
			.catch(this.#ports.onError)
			.finally(() => {
				this.#underWay.delete(id);
				release();
			});
		return true;
	}

	async #import(shelf: Shelf, id: string, path: string, fileName: string): Promise<void> {
		const blob = await (await this.#ports.files.open(path)).blob();
		if (await this.#ports.onTake(blob.slice(0, blob.size, 'audio/wav'), fileName)) await shelf.remove(id);
	}
}
