import { mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../tokens/tokens.css';
import Knob from './Knob.svelte';
import NumberField from './NumberField.svelte';
import Select from './Select.svelte';
import SegmentedControl from './SegmentedControl.svelte';
import Slider from './Slider.svelte';
import Switch from './Switch.svelte';

let mounted: ReturnType<typeof mount>[] = [];
afterEach(async () => {
	for (const component of mounted) await unmount(component);
	mounted = [];
});
function show<Props extends Record<string, unknown>>(
	component: Component<Props, Record<string, unknown>, string>,
	props: Props
): void {
	mounted.push(mount(component, { target: document.body, props }));
}
const slider = (name: string) => page.getByRole('slider', { name, exact: true });

describe('Slider', () => {
	test('goes by keys, tells both moving and arriving, and says its value in words', async () => {
		const oninput = vi.fn();
		const onchange = vi.fn();
		show(Slider, { label: 'Level', value: -6, min: -60, max: 6, step: 0.5, unit: 'dB', oninput, onchange });
		slider('Level').element().focus();
		await userEvent.keyboard('{ArrowUp}{ArrowUp}{Shift>}{ArrowLeft}{/Shift}{PageUp}{Home}{End}{ArrowRight}');
		expect(oninput.mock.calls.flat()).toEqual([-5.5, -5, -10, -5, -60, 6]);
		expect(onchange.mock.lastCall).toEqual([6]);
		await expect.element(slider('Level')).toHaveAttribute('aria-valuetext', '6.0\u202fdB');
	});

	test('takes a number, with unit and comma, snaps it, and refuses words', async () => {
		const onchange = vi.fn();
		show(Slider, { label: 'Speed', value: 75, min: 25, max: 150, step: 1, unit: '%', onchange });
		await page.getByRole('button', { name: /Speed: 75/ }).click();
		await userEvent.keyboard('99,6 %{Enter}');
		expect(onchange).toHaveBeenLastCalledWith(100);
		await page.getByRole('button', { name: /Speed: 100/ }).click();
		await userEvent.keyboard('fast{Enter}');
		await expect.element(page.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
		await userEvent.keyboard('{Escape}');
		await expect.element(page.getByRole('button', { name: /Speed: 100/ })).toHaveFocus();
		expect(onchange).toHaveBeenCalledOnce();
	});

	test('a double click goes back', async () => {
		const onchange = vi.fn();
		show(Slider, { label: 'Speed', value: 30, min: 25, max: 150, defaultValue: 100, onchange });
		await slider('Speed').dblClick();
		expect(onchange).toHaveBeenLastCalledWith(100);
	});

	test('a vertical one is drawn upright and a log one moves by ratio', async () => {
		const onchange = vi.fn();
		show(Slider, {
			label: 'Filter',
			value: 1000,
			min: 20,
			max: 20_000,
			curve: 'log' as const,
			orientation: 'vertical' as const,
			unit: 'Hz',
			onchange
		});
		const box = slider('Filter').element().getBoundingClientRect();
		expect(box.height).toBeGreaterThan(box.width * 2);
		slider('Filter').element().focus();
		await userEvent.keyboard('{ArrowUp}');
		expect(onchange).toHaveBeenLastCalledWith(1072);
	});

	test('off means off', async () => {
		const oninput = vi.fn();
		show(Slider, { label: 'Off', value: 5, defaultValue: 0, disabled: true, oninput });
		slider('Off')
			.element()
			.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
		await expect.element(slider('Off')).toBeDisabled();
		expect(oninput).not.toHaveBeenCalled();
	});
});

describe('Knob', () => {
	const pointer = (type: string, y: number, rest: PointerEventInit = {}): PointerEvent =>
		new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, clientX: 0, clientY: y, ...rest });

	test('turns by dragging, finer with Shift, and tells when it is let go', () => {
		const oninput = vi.fn();
		const onchange = vi.fn();
		show(Knob, { label: 'Mix', value: 50, oninput, onchange });
		const dial = slider('Mix').element();
		if (!(dial instanceof HTMLElement)) throw new Error('no dial');
		// A made-up pointer cannot be captured.
		dial.setPointerCapture = () => undefined;
		dial.dispatchEvent(pointer('pointerdown', 100));
		dial.dispatchEvent(pointer('pointermove', 84));
		expect(oninput).toHaveBeenLastCalledWith(60);
		dial.dispatchEvent(pointer('pointermove', 68, { shiftKey: true }));
		expect(oninput).toHaveBeenLastCalledWith(62);
		expect(onchange).not.toHaveBeenCalled();
		dial.dispatchEvent(pointer('pointerup', 68));
		expect(onchange.mock.calls).toEqual([[62]]);
		dial.dispatchEvent(pointer('pointermove', 0));
		expect(oninput).toHaveBeenLastCalledWith(62);
	});

	test('goes by keys and by the wheel while focused, not while scrolled past', async () => {
		const onchange = vi.fn();
		show(Knob, { label: 'Mix', value: 50, onchange });
		const dial = slider('Mix').element();
		const wheel = (): WheelEvent => new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true });
		const past = wheel();
		dial.dispatchEvent(past);
		expect([past.defaultPrevented, onchange.mock.calls.length]).toEqual([false, 0]);
		dial.focus();
		await userEvent.keyboard('{ArrowUp}{PageDown}{Home}');
		expect(onchange.mock.calls.flat()).toEqual([51, 41, 0]);
		dial.dispatchEvent(wheel());
		expect(onchange).toHaveBeenLastCalledWith(1);
		await expect.element(slider('Mix')).toHaveAttribute('aria-valuenow', '1');
	});

	test('a digit on the knob begins a number', async () => {
		const onchange = vi.fn();
		show(Knob, { label: 'Mix', value: 50, unit: '%', onchange });
		slider('Mix').element().focus();
		await userEvent.keyboard('7');
		await expect.element(page.getByRole('textbox', { name: 'Mix, value' })).toHaveFocus();
		await userEvent.keyboard('5{Enter}');
		expect(onchange).toHaveBeenLastCalledWith(75);
		await expect.element(slider('Mix')).toHaveAttribute('aria-valuetext', '75\u202f%');
	});
});

describe('NumberField', () => {
	const field = page.getByRole('spinbutton', { name: 'Tempo' });

	test('is typed, stepped and kept inside', async () => {
		const onchange = vi.fn();
		show(NumberField, { label: 'Tempo', value: 96, min: 20, max: 400, unit: 'BPM', onchange });
		await field.click();
		await userEvent.keyboard('{Control>}a{/Control}132{Enter}{ArrowUp}{Shift>}{ArrowDown}{/Shift}');
		expect(onchange.mock.calls.flat()).toEqual([132, 133, 123]);
		await userEvent.keyboard('{Control>}a{/Control}9999{Tab}');
		expect(onchange).toHaveBeenLastCalledWith(400);
		await expect.element(field).toHaveValue('400');
	});

	test('says that words are no number, and Escape takes them back', async () => {
		const onchange = vi.fn();
		show(NumberField, { label: 'Tempo', value: 96, onchange });
		await field.click();
		await userEvent.keyboard('{Control>}a{/Control}presto{Enter}');
		await expect.element(page.getByRole('alert')).toHaveTextContent('That is no number.');
		await userEvent.keyboard('{Escape}');
		await expect.element(field).toHaveValue('96');
		expect(onchange).not.toHaveBeenCalled();
	});

	test('holding a button repeats until it is let go', async () => {
		const onchange = vi.fn();
		show(NumberField, { label: 'Tempo', value: 0, min: 0, max: 1000, onchange });
		const plus = document.querySelectorAll('button')[1];
		plus?.dispatchEvent(new PointerEvent('pointerdown', { button: 0, bubbles: true, cancelable: true }));
		await vi.waitFor(() => expect(onchange.mock.calls.length).toBeGreaterThan(3), { timeout: 4000 });
		plus?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
		const count = onchange.mock.calls.length;
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(onchange.mock.calls.length).toBe(count);
	});
});

describe('choices', () => {
	test('segments go by arrow keys as one stop', async () => {
		const onchange = vi.fn();
		const options = ['roll', 'score', 'tab'].map((value) => ({ value, label: value }));
		show(SegmentedControl, { label: 'View', value: 'roll', options, onchange });
		await userEvent.tab();
		await expect.element(page.getByRole('radio', { name: 'roll' })).toHaveFocus();
		await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
		expect(onchange.mock.calls.flat()).toEqual(['score', 'tab', 'roll']);
	});

	test('a select answers its value and a switch its state', async () => {
		const onpick = vi.fn();
		const onswitch = vi.fn();
		const options = [
			{ value: 'auto', label: 'Auto' },
			{ value: 'bass', label: 'Bass', group: 'One note' }
		];
		show(Select, { label: 'Listen for', value: 'auto', options, onchange: onpick });
		show(Switch, { label: 'Snap', checked: false, onchange: onswitch });
		await page.getByRole('combobox', { name: 'Listen for' }).selectOptions('bass');
		expect(onpick.mock.calls).toEqual([['bass']]);
		page.getByRole('switch', { name: 'Snap' }).element().focus();
		await userEvent.keyboard(' ');
		expect(onswitch.mock.calls).toEqual([[true]]);
	});
});
