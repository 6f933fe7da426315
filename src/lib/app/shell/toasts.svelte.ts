import { untrack } from 'svelte';

export type ToastTone = 'plain' | 'good' | 'warning' | 'danger';

export interface ToastRequest {
	readonly text: string;
	readonly tone?: ToastTone;
	/** Such as Undo. The toast leaves when it is run. */
	readonly action?: { readonly label: string; readonly run: () => void | Promise<void> };
	/** How long it stays while nobody looks at it; null stays until dismissed. By default 6 s, 12 s with an action, and dangers stay. */
	readonly durationMs?: number | null;
}

export interface Toast extends ToastRequest {
	readonly id: number;
	readonly tone: ToastTone;
}

const plainMs = 6000;
const withActionMs = 12_000;
const mostAtOnce = 3;

/** Short words about what just happened. The oldest makes room when there are more than three. */
export class Toasts {
	#shown = $state.raw<readonly Toast[]>([]);
	#timers = new Map<number, ReturnType<typeof setTimeout>>();
	#nextId = 1;
	#held = false;

	get shown(): readonly Toast[] {
		return this.#shown;
	}

	/** Answers the id to dismiss it by. */
	show(request: ToastRequest): number {
		const toast: Toast = { ...request, tone: request.tone ?? 'plain', id: this.#nextId++ };
		// Shown from inside effects too, which must not run again because of what is read here.
		const shown = untrack(() => this.#shown);
		const tooMany = shown.slice(0, Math.max(0, shown.length + 1 - mostAtOnce));
		for (const old of tooMany) this.#stopTimer(old.id);
		this.#shown = [...shown.slice(tooMany.length), toast];
		if (!this.#held) this.#startTimer(toast);
		return toast.id;
	}

	dismiss(id: number): void {
		this.#stopTimer(id);
		this.#shown = untrack(() => this.#shown).filter((toast) => toast.id !== id);
	}

	act(id: number): void {
		const toast = this.#shown.find((candidate) => candidate.id === id);
		this.dismiss(id);
		void toast?.action?.run();
	}

	/** Stops the clocks while a pointer or the focus is on a toast. */
	hold(): void {
		this.#held = true;
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	/** Starts the clocks again, each from its beginning. */
	release(): void {
		if (!this.#held) return;
		this.#held = false;
		for (const toast of this.#shown) this.#startTimer(toast);
	}

	clear(): void {
		for (const toast of this.#shown) this.dismiss(toast.id);
	}

	#stopTimer(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
	}

	#startTimer(toast: Toast): void {
		const byTone = toast.tone === 'danger' ? null : toast.action === undefined ? plainMs : withActionMs;
		const durationMs = toast.durationMs === undefined ? byTone : toast.durationMs;
		if (durationMs !== null)
			this.#timers.set(
				toast.id,
				setTimeout(() => this.dismiss(toast.id), durationMs)
			);
	}
}
