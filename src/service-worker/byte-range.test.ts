import { describe, expect, it } from 'vitest';
import { toRangeResponse } from './byte-range.ts';

const whole = () =>
	new Response('0123456789', { headers: { 'content-type': 'text/plain', 'content-length': '10', 'x-kept': 'yes' } });

describe('toRangeResponse', () => {
	it.each([
		['bytes=0-3', '0123', 'bytes 0-3/10'],
		['bytes=4-', '456789', 'bytes 4-9/10'],
		['bytes=-3', '789', 'bytes 7-9/10'],
		['bytes=8-99', '89', 'bytes 8-9/10'],
		['bytes=-99', '0123456789', 'bytes 0-9/10'],
		['bytes=9-9', '9', 'bytes 9-9/10']
	])('%s gives %s', async (range, text, contentRange) => {
		const response = await toRangeResponse(whole(), range);
		expect(response.status).toBe(206);
		expect(response.headers.get('content-range')).toBe(contentRange);
		expect(response.headers.get('content-length')).toBe(String(text.length));
		expect(response.headers.get('x-kept')).toBe('yes');
		expect(await response.text()).toBe(text);
	});

	it.each(['bytes=10-', 'bytes=5-4', 'bytes=-0'])('%s lies outside: 416 with the size', async (range) => {
		const response = await toRangeResponse(whole(), range);
		expect(response.status).toBe(416);
		expect(response.headers.get('content-range')).toBe('bytes */10');
	});

	it.each(['bytes=0-1,3-4', 'items=0-1', 'bytes=-', 'bytes=a-b', ''])('%j is not a single range: the whole', async (range) => {
		const response = await toRangeResponse(whole(), range);
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('0123456789');
	});
});
