/**
 * The part of a whole response that a `Range` header asks for (RFC 9110, 14.2): 206, or 416 when it lies outside. Only a
 * single range is served; for anything else the whole response is the right answer.
 */
export async function toRangeResponse(whole: Response, range: string): Promise<Response> {
	const match = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
	const [, first = '', last = ''] = match ?? [];
	if (first === '' && last === '') return whole;
	const blob = await whole.blob();
	const startByte = first === '' ? Math.max(0, blob.size - Number(last)) : Number(first);
	const endByte = first === '' || last === '' ? blob.size - 1 : Math.min(Number(last), blob.size - 1);
	const headers = new Headers(whole.headers);
	if (startByte > endByte) {
		headers.set('content-range', `bytes */${blob.size}`);
		headers.delete('content-length');
		return new Response(null, { status: 416, headers });
	}
	headers.set('content-range', `bytes ${startByte}-${endByte}/${blob.size}`);
	headers.set('content-length', String(endByte - startByte + 1));
	return new Response(blob.slice(startByte, endByte + 1, blob.type), { status: 206, headers });
}
