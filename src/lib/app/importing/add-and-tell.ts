import type { Song } from '$contracts/song.ts';
import type { Shell } from '../shell/shell.svelte.ts';
import { tellFault } from '../words/tell-fault.ts';
import type { Woodshed } from '../woodshed.svelte.ts';

/** There is something to read; it stands beside the score too, so that it need not stay over the transport. */
const readingMs = 12_000;

/** Adds files from any door and says what became of them. */
export async function addAndTell(
	woodshed: Woodshed,
	shell: Pick<Shell, 'notify'>,
	files: readonly File[],
	options: { readonly fromFolder?: boolean } = {}
): Promise<void> {
	try {
		const { jobIds, passedOver } = await woodshed.addFiles(files, options);
		const taken = jobIds.length;
		if (taken === 0) {
			shell.notify({ text: passedOver > 0 ? 'There is no music in this folder.' : 'There was no file in it.' });
			return;
		}
		const what = taken === 1 ? `“${files.length === 1 ? files[0]?.name : 'One file'}”` : `${taken} files`;
		const rest = passedOver > 0 ? ` ${passedOver} other ${passedOver === 1 ? 'file was' : 'files were'} passed over.` : '';
		shell.notify({ text: `${what} ${taken === 1 ? 'is' : 'are'} being imported.${rest}` });
		await tellLosses(woodshed, shell, jobIds);
	} catch (error) {
		tellFault(shell, error);
	}
}

/** Once all have come in: what of written music could not be held. It can be read again beside the score. */
async function tellLosses(woodshed: Woodshed, shell: Pick<Shell, 'notify'>, jobIds: readonly string[]): Promise<void> {
	const records = await Promise.all(jobIds.map((id) => woodshed.jobs.ended(id)));
	const { lossSummary } = await import('../words/loss-words.ts');
	const lossy = records.flatMap(({ state, songId }): { readonly song: Song; readonly summary: string }[] => {
		const song = state === 'done' && songId !== undefined ? woodshed.library.song(songId) : null;
		const summary = song?.written === undefined ? null : lossSummary(song.written);
		return song === null || summary === null ? [] : [{ song, summary }];
	});
	const [first] = lossy;
	if (first === undefined) return;
	const text =
		lossy.length === 1
			? `“${first.song.title}” is in. ${first.summary}`
			: `${lossy.length} of the scores have things that Woodshed does not hold. Each says which: open it and look under “About the file”.`;
	shell.notify({ text, durationMs: readingMs });
}
