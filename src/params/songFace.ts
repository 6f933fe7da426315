import type { ParamMatcher } from '@sveltejs/kit';

/** Faces of a song that have an address of their own. */
export const match: ParamMatcher = (param) => param === 'practice';
