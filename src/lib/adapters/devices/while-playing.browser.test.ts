import { describe, expect, it, vi } from 'vitest';
import { browserMediaKeys } from './media-keys.ts';
import { createScreenLock } from './screen-lock.ts';

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the screen', () => {
	function setUp() {
		const released = vi.fn(async () => undefined);
		const request = vi.fn(async () => ({ release: released }));
		return { released, request, lock: createScreenLock({ request }) };
	}

	it('is held until it is let go', async () => {
		const { lock, released, request } = setUp();
		const letGo = lock.hold();
		await tick();
		expect(request).toHaveBeenCalledOnce();
		expect(released).not.toHaveBeenCalled();
		letGo();
		expect(released).toHaveBeenCalledOnce();
	});

	it('is asked for again when the page comes back into sight, and no longer once it was let go', async () => {
		const { lock, request } = setUp();
		const letGo = lock.hold();
		document.dispatchEvent(new Event('visibilitychange'));
		await tick();
		expect(request).toHaveBeenCalledTimes(2);
		letGo();
		document.dispatchEvent(new Event('visibilitychange'));
		expect(request).toHaveBeenCalledTimes(2);
	});

	it('is let go though the answer came late, and may be refused', async () => {
		const { lock, released } = setUp();
		lock.hold()();
		await tick();
		expect(released).toHaveBeenCalledOnce();
		const refused = createScreenLock({ request: () => Promise.reject(new DOMException('battery', 'NotAllowedError')) });
		refused.hold()();
		await tick();
	});
});

describe('the headset’s keys', () => {
	it('show what plays, are answered, and are given back', () => {
		const verbs = { play: vi.fn(), pause: vi.fn(), seekBy: vi.fn(), seekTo: vi.fn(), previous: vi.fn(), next: vi.fn() };
		const handlers = new Map<string, MediaSessionActionHandler | null>();
		const set = vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
			if (action === 'seekto') throw new TypeError('unknown here');
			handlers.set(action, handler);
		});
		const giveBack = browserMediaKeys.take(verbs);
		browserMediaKeys.show({
			title: 'Blue',
			artist: 'Bill',
			isPlaying: false,
			positionSeconds: 99,
			durationSeconds: 60,
			speed: 0.5
		});
		expect(navigator.mediaSession.metadata).toMatchObject({ title: 'Blue', artist: 'Bill' });
		expect(navigator.mediaSession.playbackState).toBe('paused');
		const act = (action: MediaSessionAction, seekOffset?: number): unknown =>
			handlers.get(action)?.({ action, ...(seekOffset === undefined ? {} : { seekOffset }) });
		act('play');
		act('seekbackward');
		act('seekforward', 10);
		act('previoustrack');
		expect(verbs.play).toHaveBeenCalledOnce();
		expect(verbs.seekBy.mock.calls).toEqual([[-5], [10]]);
		expect(verbs.previous).toHaveBeenCalledOnce();
		giveBack();
		expect([...handlers.values()]).toEqual(Array.from(handlers, () => null));
		expect(navigator.mediaSession.metadata).toBeNull();
		set.mockRestore();
	});
});
