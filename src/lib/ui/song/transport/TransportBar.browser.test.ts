import { createRawSnippet, flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../tokens/tokens.css';
import '../../tokens/base.css';
import TransportBar from './TransportBar.svelte';

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

function bar(more: Partial<ComponentProps<typeof TransportBar>> = {}, widthPx = 1360) {
	const host = document.createElement('div');
	host.style.cssText = `width:${widthPx}px`;
	document.body.append(host);
	const calls = {
		ontoggle: vi.fn(),
		onseek: vi.fn(),
		onloop: vi.fn(),
		onlooping: vi.fn(),
		onbalance: vi.fn(),
		onvolume: vi.fn(),
		onsound: vi.fn()
	};
	const app = mount(TransportBar, {
		target: host,
		props: {
			positionSeconds: () => 63.47,
			durationSeconds: 182,
			isPlaying: false,
			loop: null,
			isLooping: false,
			balance: 0.5,
			hasRecording: true,
			hasNotes: true,
			volume: 0.8,
			sound: { kind: 'grand' },
			level: () => 0,
			...calls,
			...more
		}
	});
	open = { host, app };
	flushSync();
	const named = <E extends HTMLElement = HTMLElement>(name: string): E => {
		const found = [...host.querySelectorAll<E>('button, input, select')].find((each) => {
			const label = each.getAttribute('aria-label') ?? host.querySelector(`label[for="${each.id}"]`)?.textContent ?? '';
			return label.startsWith(name);
		});
		if (found === undefined) throw new Error(`nothing named ${name}`);
		return found;
	};
	return { host, named, ...calls };
}

afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

describe('the transport', () => {
	it('plays, and jumps five seconds but never out of the song', () => {
		const { named, ontoggle, onseek } = bar();
		named('Play').click();
		expect(ontoggle).toHaveBeenCalledOnce();
		named('Back 5').click();
		expect(onseek.mock.lastCall?.[0]).toBeCloseTo(58.47, 6);
		named('Forward 5').click();
		expect(onseek.mock.lastCall?.[0]).toBeCloseTo(68.47, 6);
		const early = bar({ positionSeconds: () => 2 });
		early.named('Back 5').click();
		expect(early.onseek).toHaveBeenCalledWith(0);
	});

	it('shows the position in tenths and goes where one types', () => {
		const { host, named, onseek } = bar();
		expect(host.querySelector('.digits')?.textContent).toBe('1:03.4');
		named('Position').click();
		flushSync();
		return vi.waitFor(() => {
			const field = named<HTMLInputElement>('Go to');
			field.value = 'soon';
			field.dispatchEvent(new Event('input', { bubbles: true }));
			field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
			flushSync();
			expect(onseek).not.toHaveBeenCalled();
			expect(field.getAttribute('aria-invalid')).toBe('true');
			field.value = '2:05,5';
			field.dispatchEvent(new Event('input', { bubbles: true }));
			field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
			expect(onseek).toHaveBeenCalledExactlyOnceWith(125.5);
		});
	});

	it('loops the whole song when there is no loop yet, and switches one off without losing it', () => {
		const none = bar();
		none.named('Loop').click();
		expect(none.onloop).toHaveBeenCalledWith({ startSeconds: 0, endSeconds: 182 });
		expect(none.onlooping).toHaveBeenCalledWith(true);
		const some = bar({ loop: { startSeconds: 8, endSeconds: 12 }, isLooping: true });
		some.named('Loop is on').click();
		expect(some.onlooping).toHaveBeenCalledWith(false);
		expect(some.onloop).not.toHaveBeenCalled();
	});

	it('mixes only when there is something to mix', () => {
		const { named, onbalance } = bar();
		const slider = named<HTMLInputElement>('Balance');
		slider.value = '80';
		slider.dispatchEvent(new Event('input', { bubbles: true }));
		expect(onbalance).toHaveBeenCalledWith(0.8);
		expect(slider.getAttribute('aria-valuetext')).toMatch(/notes|alike/);
		expect(bar({ hasNotes: false }).named<HTMLInputElement>('Balance').disabled).toBe(true);
	});

	it('chooses a General MIDI sound', () => {
		const { named, onsound } = bar();
		const select = named<HTMLSelectElement>('Sound of the notes');
		select.value = '32';
		select.dispatchEvent(new Event('change', { bubbles: true }));
		expect(onsound).toHaveBeenCalledWith({ kind: 'gm', programme: 32 });
	});

	it.each([1159, 1024, 900, 820, 768, 736, 720])(
		'has a balance that a finger can set, and all else in view, at %i px',
		(widthPx) => {
			const pace = createRawSnippet(() => ({ render: () => '<button style="inline-size: 6rem">Speed 100 %</button>' }));
			const { host, named } = bar({ pace, loop: { startSeconds: 8, endSeconds: 12 }, isLooping: true }, widthPx);
			expect(named('Balance').getBoundingClientRect().width).toBeGreaterThanOrEqual(110);
			expect(named('Sound and loop').getBoundingClientRect().right).toBeLessThanOrEqual(widthPx);
			expect(host.querySelector('.row')?.scrollWidth).toBeLessThanOrEqual(widthPx);
		}
	);

	it('keeps play, position and loop on a phone, every one of them a finger wide', () => {
		const { host, named } = bar({}, 390);
		for (const name of ['Play', 'Back 5', 'Forward 5', 'Loop', 'Sound and loop']) {
			const box = named(name).getBoundingClientRect();
			expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
			expect(box.right).toBeLessThanOrEqual(390);
		}
		expect(host.querySelector('.balance')?.getBoundingClientRect().width).toBe(0);
		expect(host.querySelector('.digits')?.getBoundingClientRect().width).toBeGreaterThan(0);
	});
});
