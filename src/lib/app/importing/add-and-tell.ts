import type { Shell } from '../shell/shell.svelte.ts';
import { tellFault } from '../words/tell-fault.ts';
import type { Woodshed } from '../woodshed.svelte.ts';

/** Adds files from any door and says what became of them. */
export async function addAndTell(
	woodshed: Woodshed,
	shell: Pick<Shell, 'notify'>,
	files: readonly File[],
	options: { readonly fromFolder?: boolean } = {}
): Promise<void> {
	try {
		const { taken, passedOver } = await woodshed.addFiles(files, options);
		if (taken === 0) {
			shell.notify({ text: passedOver > 0 ? 'There is no recording in this folder.' : 'There was no file in it.' });
			return;
		}
		const what = taken === 1 ? `“${files.length === 1 ? files[0]?.name : 'One recording'}”` : `${taken} recordings`;
		const rest = passedOver > 0 ? ` ${passedOver} other ${passedOver === 1 ? 'file was' : 'files were'} passed over.` : '';
		shell.notify({ text: `${what} ${taken === 1 ? 'is' : 'are'} being imported.${rest}` });
	} catch (error) {
		tellFault(shell, error);
	}
}
