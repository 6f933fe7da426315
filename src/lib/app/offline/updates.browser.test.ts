import { activateUpdate } from '$contracts/offline.ts';
import { describe, expect, it, vi } from 'vitest';
import { AppUpdates } from './updates.svelte.ts';

class FakeWorker extends EventTarget {
	readonly messages: unknown[] = [];
	postMessage = (message: unknown): void => {
		this.messages.push(message);
	};
}

/** As much of a registration and its container as the class looks at. */
function setUp({ isControlled }: { readonly isControlled: boolean }) {
	const registration = Object.assign(new EventTarget(), {
		installing: null as FakeWorker | null,
		waiting: null as FakeWorker | null,
		update: vi.fn(() => Promise.resolve())
	});
	const container = Object.assign(new EventTarget(), { controller: isControlled ? new FakeWorker() : null });
	const reload = vi.fn();
	let nowMs = 0;
	const updates = new AppUpdates();
	const stop = Reflect.apply(updates.watch, updates, [registration, { container, window, reload, nowMs: () => nowMs }]);
	return {
		updates,
		registration,
		container,
		reload,
		stop,
		pass: (ms: number) => {
			nowMs += ms;
		},
		install: () => {
			const worker = new FakeWorker();
			registration.installing = worker;
			registration.dispatchEvent(new Event('updatefound'));
			registration.installing = null;
			registration.waiting = worker;
			worker.dispatchEvent(new Event('statechange'));
			return worker;
		}
	};
}

describe('AppUpdates', () => {
	it('asks when a new version waits, and tells it to take over only when the user agrees', () => {
		const { updates, install, container, reload, stop } = setUp({ isControlled: true });
		expect(updates.isAvailable).toBe(false);
		const worker = install();
		expect(updates.shouldAsk).toBe(true);
		expect(worker.messages).toEqual([]);
		updates.apply();
		expect(updates.isApplying).toBe(true);
		expect(worker.messages).toEqual([activateUpdate]);
		expect(reload).not.toHaveBeenCalled();
		container.dispatchEvent(new Event('controllerchange'));
		container.dispatchEvent(new Event('controllerchange'));
		expect(reload).toHaveBeenCalledTimes(1);
		stop();
	});

	it('reloads when another tab agreed', () => {
		const { container, install, reload, stop } = setUp({ isControlled: true });
		install();
		container.dispatchEvent(new Event('controllerchange'));
		expect(reload).toHaveBeenCalledTimes(1);
		stop();
	});

	it('neither asks nor reloads for the first version of all', () => {
		const { updates, registration, container, install, reload, stop } = setUp({ isControlled: false });
		install();
		expect(updates.isAvailable).toBe(false);
		registration.waiting = null;
		container.controller = new FakeWorker();
		container.dispatchEvent(new Event('controllerchange'));
		expect(reload).not.toHaveBeenCalled();
		install();
		expect(updates.isAvailable).toBe(true);
		container.dispatchEvent(new Event('controllerchange'));
		expect(reload).toHaveBeenCalledTimes(1);
		stop();
	});

	it('is quiet after "later" until yet another version comes', () => {
		const { updates, install, stop } = setUp({ isControlled: true });
		install();
		updates.putOff();
		expect(updates.shouldAsk).toBe(false);
		expect(updates.isAvailable).toBe(true);
		install();
		expect(updates.shouldAsk).toBe(true);
		stop();
	});

	it('looks for a version when the user comes back, at most every five minutes, and bears being offline', () => {
		const { registration, pass, stop } = setUp({ isControlled: true });
		window.dispatchEvent(new Event('focus'));
		expect(registration.update).not.toHaveBeenCalled();
		pass(5 * 60_000);
		registration.update.mockRejectedValueOnce(new TypeError('offline'));
		window.dispatchEvent(new Event('focus'));
		window.dispatchEvent(new Event('focus'));
		expect(registration.update).toHaveBeenCalledTimes(1);
		stop();
		pass(5 * 60_000);
		window.dispatchEvent(new Event('focus'));
		expect(registration.update).toHaveBeenCalledTimes(1);
	});

	it('looks every hour', () => {
		vi.useFakeTimers();
		try {
			const { registration, stop } = setUp({ isControlled: true });
			vi.advanceTimersByTime(3_600_000 * 2 + 1);
			expect(registration.update).toHaveBeenCalledTimes(2);
			stop();
			vi.advanceTimersByTime(3_600_000);
			expect(registration.update).toHaveBeenCalledTimes(2);
		} finally {
			vi.useRealTimers();
		}
	});
});
