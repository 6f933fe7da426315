import { sharedFileHeaders, offlineCaches } from '$contracts/offline.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { receiveShare } from '../../../service-worker/share-inbox.ts';
import { takeSharedFiles } from './shared-files.ts';

afterEach(() => caches.delete(offlineCaches.sharedFiles));

/** What the system posts. */
function share(...files: readonly File[]): Request {
	const form = new FormData();
	form.set('title', 'From the recorder');
	for (const file of files) form.append('files', file);
	return new Request(new URL('/share', location.href), { method: 'POST', body: form });
}

describe('shared files', () => {
	it('come out once, in order, with name, type, date and bytes', async () => {
		const song = new File([new Uint8Array([1, 2, 3])], 'Étude № 1 %.wav', { type: 'audio/wav', lastModified: 1_234_567 });
		const answer = await receiveShare(share(song, new File(['xy'], 'b.mp3', { type: 'audio/mpeg' })));
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe(new URL('/?shared=ready', location.href).href);

		const files = await takeSharedFiles();
		expect(files.map(({ name, type, size }) => [name, type, size])).toEqual([
			['Étude № 1 %.wav', 'audio/wav', 3],
			['b.mp3', 'audio/mpeg', 2]
		]);
		expect([...new Uint8Array(await (files[0] ?? new Blob()).arrayBuffer())]).toEqual([1, 2, 3]);
		expect(await takeSharedFiles()).toEqual([]);
	});

	it('of two shares wait for the page together', async () => {
		await receiveShare(share(new File(['1'], '1.wav')));
		await receiveShare(share(new File(['2'], '2.wav')));
		expect((await takeSharedFiles()).map(({ name }) => name)).toEqual(['1.wav', '2.wav']);
	});

	it('are each handed to one tab only', async () => {
		await receiveShare(share(new File(['1'], '1.wav'), new File(['2'], '2.wav')));
		const [one, other] = await Promise.all([takeSharedFiles(), takeSharedFiles()]);
		expect([...one, ...other].map(({ name }) => name).sort()).toEqual(['1.wav', '2.wav']);
	});

	it.each([
		['no file', () => share()],
		['an empty file', () => share(new File([], 'empty.wav'))],
		['no form', () => new Request(new URL('/share', location.href), { method: 'POST', body: 'hello' })],
		[
			'a broken form',
			() =>
				new Request(new URL('/share', location.href), {
					method: 'POST',
					headers: { 'content-type': 'multipart/form-data; boundary=x' },
					body: '--x\r\nContent-Disposition: form-data; name="files"; filename="a.wav"\r\n\r\nabc'
				})
		]
	])('a share of %s says that nothing came', async (_, request) => {
		const answer = await receiveShare(request());
		expect(answer.headers.get('location')).toBe(new URL('/?shared=nothing', location.href).href);
		expect(await takeSharedFiles()).toEqual([]);
	});

	it('survive an inbox entry without facts', async () => {
		const inbox = await caches.open(offlineCaches.sharedFiles);
		await inbox.put('/share/inbox/0', new Response('abc', { headers: { [sharedFileHeaders.name]: '%E0%A4%A' } }));
		expect((await takeSharedFiles()).map(({ name }) => name)).toEqual(['shared file']);
	});

	it('are none where the browser has no cache', async () => {
		expect(await takeSharedFiles(undefined)).toEqual([]);
	});
});
