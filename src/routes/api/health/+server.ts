import { version } from '$app/environment';
import { json } from '@sveltejs/kit';

export const prerender = false;

/** Says that the server answers and which build it serves. */
export function GET(): Response {
	return json({ status: 'ok', version }, { headers: { 'cache-control': 'no-store' } });
}
