import { flushSync, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { transcribeSettingsSchema, type Transcription } from '$contracts/transcription.ts';
import '../../tokens/tokens.css';
import '../../tokens/base.css';
import { testNote } from '../timeline/test-song.ts';
import TranscriptionPanel from './TranscriptionPanel.svelte';

const settings = transcribeSettingsSchema.parse({});
const transcription: Transcription = {
	schemaVersion: 1,
	id: 't',
	songId: 's',
	algorithm: 'test',
	inputSha256: '0'.repeat(64),
	settings,
	preset: 'guitar',
	presetConfidence: 0.87,
	durationSeconds: 60,
	createdAtMs: 0,
	notes: [testNote(1, 1, 60), testNote(2, 1, 62)]
};

let open: { host: HTMLElement; app: ReturnType<typeof mount> } | null = null;

function panel(more: Partial<ComponentProps<typeof TranscriptionPanel>> = {}) {
	const host = document.createElement('div');
	host.style.cssText = 'width:300px';
	document.body.append(host);
	const onsettings = vi.fn();
	const onlisten = vi.fn();
	const app = mount(TranscriptionPanel, {
		target: host,
		props: {
			settings,
			transcription,
			canRedecode: true,
			isWorking: false,
			isListening: false,
			fault: null,
			onsettings,
			onlisten,
			...more
		}
	});
	open = { host, app };
	flushSync();
	const find = <E extends HTMLElement>(selector: string): E => {
		const found = host.querySelector<E>(selector);
		if (found === null) throw new Error(`no ${selector}`);
		return found;
	};
	const button = (text: string): HTMLElement | undefined =>
		[...host.querySelectorAll('button')].find((each) => each.textContent?.includes(text));
	return { host, find, button, onsettings, onlisten };
}

afterEach(async () => {
	if (open === null) return;
	await unmount(open.app);
	open.host.remove();
	open = null;
});

describe('the transcription panel', () => {
	it('says how many notes there are, what auto chose, and how sure it was', () => {
		const { host } = panel();
		expect(host.querySelector('[role=status]')?.textContent).toMatch(/2\s+notes/);
		expect(host.textContent).toContain('Auto heard guitar, 87 % sure.');
		expect(panel({ transcription: { ...transcription, presetConfidence: 0.3 } }).host.textContent).toContain('only 30 % sure');
		expect(panel({ settings: { ...settings, preset: 'piano' } }).host.textContent).not.toContain('Auto heard');
	});

	it('sends one change when a slider rests, not one for every step', async () => {
		const { find, onsettings } = panel();
		const slider = find<HTMLInputElement>('input[type=range]');
		for (const value of ['55', '60', '70']) {
			slider.value = value;
			slider.dispatchEvent(new Event('input', { bubbles: true }));
			flushSync();
		}
		expect(onsettings).not.toHaveBeenCalled();
		await vi.waitFor(() => expect(onsettings).toHaveBeenCalledExactlyOnceWith({ ...settings, sensitivity: 0.7 }));
	});

	it('sends a preset at once', () => {
		const { find, onsettings } = panel();
		find<HTMLInputElement>('input[value=bass]').click();
		expect(onsettings).toHaveBeenCalledExactlyOnceWith({ ...settings, preset: 'bass' });
	});

	it('resets only what was changed', () => {
		expect(panel().button('Reset')).toBeUndefined();
		const own = { ...settings, preset: 'bass' as const, lowestMidi: 28, sensitivity: 0.9 };
		const { button, onsettings } = panel({ settings: own });
		button('Reset')?.click();
		expect(onsettings).toHaveBeenCalledExactlyOnceWith({ ...settings, preset: 'bass' });
	});

	it('asks to listen again when what the model heard is gone', () => {
		const { host, button, onlisten } = panel({ canRedecode: false, settings: { ...settings, sensitivity: 0.8 } });
		expect(host.textContent).toContain('found with other settings');
		button('Listen again')?.click();
		expect(onlisten).toHaveBeenCalledOnce();
	});

	it('shows a fault in words, with a way on', () => {
		const { host, button, onlisten } = panel({ fault: { code: 'fileMissing', params: {} } });
		expect(host.querySelector('[role=alert]')?.textContent).toMatch(/\S/);
		button('Try again')?.click();
		expect(onlisten).toHaveBeenCalledOnce();
	});

	it('holds still while the model listens', () => {
		const { find } = panel({ isListening: true, transcription: null });
		expect(find<HTMLInputElement>('input[type=range]').disabled).toBe(true);
		expect(find<HTMLFieldSetElement>('fieldset').disabled).toBe(true);
	});
});
