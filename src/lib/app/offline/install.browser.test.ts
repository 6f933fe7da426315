import { describe, expect, it, vi } from 'vitest';
import { AppInstall } from './install.svelte.ts';
import { onLaunchFiles } from './launch-files.ts';

/** A window of which only the parts that matter are ours. */
function fakeWindow({ userAgent = 'X11; Linux', maxTouchPoints = 0, isStandalone = false } = {}) {
	const mode = Object.assign(new EventTarget(), { matches: isStandalone });
	return Object.assign(new EventTarget(), { navigator: { userAgent, maxTouchPoints }, matchMedia: () => mode, mode });
}

function start(window: ReturnType<typeof fakeWindow>) {
	const install = new AppInstall();
	const stop: unknown = Reflect.apply(install.start, install, [window]);
	return { install, stop: () => typeof stop === 'function' && stop() };
}

function promptEvent(outcome: 'accepted' | 'dismissed') {
	return Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
		prompt: vi.fn(() => Promise.resolve()),
		userChoice: Promise.resolve({ outcome })
	});
}

describe('AppInstall', () => {
	it.each(['accepted', 'dismissed'] as const)('shows the browser prompt once; %s', async (outcome) => {
		const window = fakeWindow();
		const { install } = start(window);
		expect(install.way).toBe('none');
		expect(await install.install()).toBe(false);
		const event = promptEvent(outcome);
		window.dispatchEvent(event);
		expect(event.defaultPrevented).toBe(true);
		expect(install.way).toBe('prompt');
		expect(await install.install()).toBe(outcome === 'accepted');
		expect(event.prompt).toHaveBeenCalledTimes(1);
		expect(install.way).toBe('none');
	});

	it('knows when it became installed and when it runs as an app', () => {
		const window = fakeWindow();
		const { install } = start(window);
		window.dispatchEvent(promptEvent('accepted'));
		window.dispatchEvent(new Event('appinstalled'));
		expect([install.isInstalled, install.way]).toEqual([true, 'none']);
		expect(start(fakeWindow({ isStandalone: true })).install.isInstalled).toBe(true);
	});

	it.each([
		['iPhone; CPU iPhone OS 19_0', 5, 'ios-share-menu'],
		['Macintosh; Intel Mac OS X 10_15_7', 5, 'ios-share-menu'],
		['Macintosh; Intel Mac OS X 10_15_7', 0, 'none'],
		['X11; Linux x86_64', 0, 'none']
	])('on %s with %i touch points the way is %s', (userAgent, maxTouchPoints, way) => {
		expect(start(fakeWindow({ userAgent, maxTouchPoints })).install.way).toBe(way);
	});

	it('listens to nothing once stopped', () => {
		const window = fakeWindow();
		const { install, stop } = start(window);
		stop();
		window.dispatchEvent(promptEvent('accepted'));
		expect(install.way).toBe('none');
	});
});

describe('onLaunchFiles', () => {
	type Consumer = (params: object) => void;
	function launch() {
		const consumers: Consumer[] = [];
		const take = vi.fn();
		Reflect.apply(onLaunchFiles, null, [
			{ launchQueue: { setConsumer: (consumer: Consumer) => consumers.push(consumer) } },
			take
		]);
		return { consumers, take };
	}

	it('hands over the files that can be read and counts the others', async () => {
		const { consumers, take } = launch();
		const file = new File(['x'], 'a.wav');
		consumers[0]?.({
			files: [
				{ getFile: () => Promise.resolve(file) },
				{ getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }
			]
		});
		await expect.poll(() => take.mock.calls).toEqual([[[file], 1]]);
	});

	it('is quiet about launches without files and browsers without a queue', async () => {
		const { consumers, take } = launch();
		consumers[0]?.({});
		consumers[0]?.({ files: [] });
		Reflect.apply(onLaunchFiles, null, [{}, take]);
		await Promise.resolve();
		expect(take).not.toHaveBeenCalled();
	});
});
