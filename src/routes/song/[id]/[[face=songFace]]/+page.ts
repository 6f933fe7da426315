import type { PageLoad } from './$types';

// Songs live on the device: the server hands out one generic page for all of them.
export const prerender = false;
export const ssr = false;

export const load: PageLoad = ({ params }) => ({ songId: params.id, isPractice: params.face === 'practice' });
