import { redirect } from '@sveltejs/kit';
import { sharedPage } from '$contracts/offline.ts';

export const prerender = false;

/** Shared files are for the service worker; when it is not there yet, nothing is read and the page says so. */
export function POST(): never {
	redirect(303, sharedPage('unavailable'));
}

export function GET(): never {
	redirect(303, '/');
}
