import type { BackupSummary } from '$contracts/workers/backup.contract.ts';
import { isAbort } from '$contracts/errors.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { BackupFacts } from './backup-facts.ts';
import type { RestoreMode } from './merge-records.ts';

interface RestoreQuestionPorts {
	/** What is on this device already. */
	readonly look: () => Promise<BackupFacts>;
	readonly check: (file: File, context: StageContext) => Promise<BackupSummary>;
	readonly restore: (file: File, mode: RestoreMode) => Promise<unknown>;
	readonly onError: (error: unknown) => void;
}

/** Reads a chosen backup to its end, says what is in it, and asks how to restore it. */
export class RestoreQuestion {
	readonly #ports: RestoreQuestionPorts;
	#file = $state.raw<File | null>(null);
	#summary = $state.raw<BackupSummary | null>(null);
	#here = $state.raw<BackupFacts | null>(null);
	#fraction = $state(0);
	#controller: AbortController | null = null;

	constructor(ports: RestoreQuestionPorts) {
		this.#ports = ports;
	}

	/** Null when nothing is asked. */
	get file(): File | null {
		return this.#file;
	}

	/** Null while the backup is being checked. */
	get summary(): BackupSummary | null {
		return this.#summary;
	}

	/** What is on this device already; known when the check is done. */
	get here(): BackupFacts | null {
		return this.#here;
	}

	/** How far the check is, 0 to 1. */
	get fraction(): number {
		return this.#fraction;
	}

	async ask(file: File): Promise<void> {
		this.cancel();
		const controller = new AbortController();
		this.#controller = controller;
		this.#file = file;
		try {
			const onProgress = ({ fraction }: { fraction: number }): void => {
				this.#fraction = fraction;
			};
			const summary = await this.#ports.check(file, { signal: controller.signal, onProgress });
			const here = await this.#ports.look();
			if (controller.signal.aborted) return;
			this.#here = here;
			this.#summary = summary;
		} catch (error) {
			if (controller.signal.aborted) return;
			this.cancel();
			if (!isAbort(error)) this.#ports.onError(error);
		}
	}

	async answer(mode: RestoreMode): Promise<void> {
		const file = this.#file;
		this.cancel();
		if (file === null) return;
		try {
			await this.#ports.restore(file, mode);
		} catch (error) {
			this.#ports.onError(error);
		}
	}

	/** Ends the check, and the question. */
	cancel(): void {
		this.#controller?.abort();
		this.#controller = null;
		this.#file = null;
		this.#summary = null;
		this.#here = null;
		this.#fraction = 0;
	}
}
