import { offlineCaches, sharedFileHeaders, sharedPage, shareTarget } from '$contracts/offline.ts';

/**
 * Takes what another app shared (a multipart form) into the inbox and sends the browser to the page that empties it.
 * The answer never fails: the system shows whatever comes back as a page.
 */
export async function receiveShare(request: Request): Promise<Response> {
	return Response.redirect(new URL(sharedPage(await keepShared(request)), request.url), 303);
}

async function keepShared(request: Request): Promise<'ready' | 'nothing' | 'full' | 'unavailable'> {
	let form: FormData;
	try {
		form = await request.formData();
	} catch {
		return 'nothing';
	}
	const files = form
		.getAll(shareTarget.field)
		.filter((value): value is File => value instanceof File && value.size > 0)
		.slice(0, shareTarget.maxFiles);
	if (files.length === 0) return 'nothing';
	const keys: string[] = [];
	try {
		const inbox = await caches.open(offlineCaches.sharedFiles);
		for (const [index, file] of files.entries()) {
			const key = `/share/inbox/${String(Date.now()).padStart(15, '0')}-${String(index).padStart(3, '0')}-${crypto.randomUUID()}`;
			keys.push(key);
			await inbox.put(key, new Response(file, { headers: factsOf(file) }));
		}
		return 'ready';
	} catch (error) {
		await discard(keys);
		return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'unavailable';
	}
}

function factsOf(file: File): Record<string, string> {
	return {
		'content-type': file.type || 'application/octet-stream',
		[sharedFileHeaders.name]: encodeURIComponent(file.name),
		[sharedFileHeaders.modifiedAtMs]: String(file.lastModified)
	};
}

/** All or nothing: half a share would look like a whole one. */
async function discard(keys: readonly string[]): Promise<void> {
	const inbox = await caches.open(offlineCaches.sharedFiles).catch(() => null);
	for (const key of keys) await inbox?.delete(key);
}
