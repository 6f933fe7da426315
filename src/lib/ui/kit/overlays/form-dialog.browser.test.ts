import { createRawSnippet, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../tokens/tokens.css';
import FormDialog from './FormDialog.svelte';

let mounted: ReturnType<typeof mount> | null = null;
afterEach(async () => {
	if (mounted !== null) await unmount(mounted);
	mounted = null;
});

function show(canSend: boolean) {
	const calls = { onsend: vi.fn(), onclose: vi.fn() };
	const children = createRawSnippet(() => ({ render: () => '<label>Name <input /></label>' }));
	const props = { open: true, title: 'Call it', verb: 'Keep', canSend, hasCancel: true, children, ...calls };
	mounted = mount(FormDialog, { target: document.body, props });
	return calls;
}

describe('a dialog with a form', () => {
	test('is sent by its button and by Enter in a field', async () => {
		const { onsend, onclose } = show(true);
		await page.getByRole('button', { name: 'Keep' }).click();
		await page.getByRole('textbox', { name: 'Name' }).click();
		await userEvent.keyboard('{Enter}');
		expect(onsend).toHaveBeenCalledTimes(2);
		expect(onclose).not.toHaveBeenCalled();
	});

	test('is not sent while it cannot be', async () => {
		const { onsend } = show(false);
		await expect.element(page.getByRole('button', { name: 'Keep' })).toBeDisabled();
		await page.getByRole('textbox', { name: 'Name' }).click();
		await userEvent.keyboard('{Enter}');
		document.querySelector('form')?.requestSubmit();
		expect(onsend).not.toHaveBeenCalled();
	});

	test('is left by Cancel and by Escape, with nothing sent', async () => {
		for (const leave of [() => page.getByRole('button', { name: 'Cancel' }).click(), () => userEvent.keyboard('{Escape}')]) {
			const { onsend, onclose } = show(true);
			await leave();
			await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
			expect(onsend).not.toHaveBeenCalled();
			if (mounted !== null) await unmount(mounted);
		}
		mounted = null;
	});
});
