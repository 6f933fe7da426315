import type { Page } from '@playwright/test';

/** Every file in the origin's private file system, as `folder/name`. */
export function storedPaths(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const paths: string[] = [];
		const look = async (folder: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
			for await (const [name, handle] of folder.entries()) {
				if (handle instanceof FileSystemDirectoryHandle) await look(handle, `${prefix}${name}/`);
				else paths.push(`${prefix}${name}`);
			}
		};
		await look(await navigator.storage.getDirectory(), '');
		return paths;
	});
}
